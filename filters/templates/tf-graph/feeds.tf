resource "aws_sns_topic" "news" {}

resource "aws_s3_bucket" "files" {}

resource "aws_sqs_queue" "next" {}

resource "aws_iam_role" "ship" {
  inline_policy {
    policy = "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sqs:*\",\"Resource\":\"${aws_sqs_queue.orders.arn}\"}]}"
  }
}

data "aws_iam_policy_document" "audit" {
  statement {
    actions   = ["dynamodb:PutItem", "dynamodb:GetItem"]
    resources = [aws_dynamodb_table.audit.arn]
  }
  statement {
    effect    = "Deny"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.orders.arn]
  }
}

resource "aws_iam_policy" "audit" {
  policy = data.aws_iam_policy_document.audit.json
}

resource "aws_iam_role_policy_attachment" "audit" {
  role       = aws_iam_role.ship.name
  policy_arn = aws_iam_policy.audit.arn
}

resource "aws_dynamodb_table" "audit" {
  stream_view_type = "NEW_IMAGE"
}

resource "aws_dynamodb_kinesis_streaming_destination" "audit" {
  stream_arn = aws_kinesis_stream.changes.arn
  table_name = aws_dynamodb_table.audit.name
}

resource "aws_kinesis_stream" "changes" {}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn            = aws_sns_topic.news.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.orders.arn
  raw_message_delivery = true
}

resource "aws_s3_bucket_notification" "files" {
  bucket = aws_s3_bucket.files.id
  queue {
    queue_arn     = aws_sqs_queue.next.arn
    events        = ["s3:ObjectCreated:*"]
    filter_prefix = "in/"
  }
  lambda_function {
    lambda_function_arn = aws_lambda_function.ship.arn
    events              = ["s3:ObjectCreated:Put"]
    filter_suffix       = ".csv"
  }
}

resource "aws_cloudwatch_event_rule" "placed" {
  event_pattern = jsonencode({ detail-type = ["Placed"] })
}

resource "aws_cloudwatch_event_target" "placed" {
  rule       = aws_cloudwatch_event_rule.placed.name
  arn        = aws_sqs_queue.next.arn
  input_path = "$.detail"
}

resource "aws_lambda_function_event_invoke_config" "ship" {
  function_name = aws_lambda_function.ship.function_name
  destination_config {
    on_failure {
      destination = aws_sqs_queue.next.arn
    }
  }
}
