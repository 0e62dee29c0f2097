# Words that only look like filters.
resource "aws_lambda_event_source_mapping" "all" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:all"
  function_name    = "all"
}

resource "aws_sns_topic_subscription" "some" {
  filter_policy = jsonencode({ kind = ["sns"] })
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  pattern = "ERROR"
}

resource "aws_wafv2_web_acl" "acl" {
  event_pattern = "{\"source\": [\"not-a-rule\"]}"
}

variable "event_pattern" {
  default = "{\"source\": [\"only-a-variable\"]}"
}
