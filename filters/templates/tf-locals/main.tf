resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = aws_lambda_function.orders.function_name
  batch_size       = local.batch
  filter_criteria {
    filter {
      pattern = jsonencode({ body = { state = local.states, own = local.own } })
    }
    filter {
      pattern = local.whole
    }
  }
}

locals {
  own = ["own-file"]
}
