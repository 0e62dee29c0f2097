resource "aws_cloudwatch_event_rule" "bare" {
  event_pattern = jsonencode({
    source = "bare-value"
    detail = { amount = [{ numeric = [">", "five"] }] }
  })
}

resource "aws_lambda_event_source_mapping" "mapping" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:q"
  function_name    = "f"
  filter_criteria {
    filter {
      pattern = { body = { not = ["text"] } }
    }
    filter {}
  }
}
