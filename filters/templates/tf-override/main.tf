variable "state" {
  default = "paid"
}

locals {
  kind = ["base"]
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:orders"
  function_name    = "orders"
  batch_size       = 10

  filter_criteria {
    filter {
      pattern = jsonencode({ body = { state = [var.state], kind = local.kind } })
    }
  }
}

resource "aws_cloudwatch_event_rule" "orders" {
  event_pattern = jsonencode({ source = [var.state] })
}
