variable "is_enabled" {
  type    = bool
  default = false
}

resource "aws_lambda_event_source_mapping" "each" {
  for_each = {
    orders  = { kind = "order", size = 10 }
    refunds = { kind = "refund", size = 25 }
  }
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:${each.key}"
  function_name    = "worker"
  batch_size       = each.value.size

  filter_criteria {
    filter {
      pattern = jsonencode({ body = { kind = [each.value.kind] } })
    }
  }
}

resource "aws_lambda_event_source_mapping" "same" {
  count            = 3
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:same"
  function_name    = "worker"

  filter_criteria {
    filter {
      pattern = jsonencode({ body = { every = ["instance"] } })
    }
  }
}

resource "aws_lambda_event_source_mapping" "numbered" {
  count            = 2
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:numbered"
  function_name    = "worker"

  filter_criteria {
    filter {
      pattern = jsonencode({ body = { part = [count.index] } })
    }
  }
}

resource "aws_cloudwatch_event_rule" "off" {
  count         = var.is_enabled ? 1 : 0
  event_pattern = jsonencode({ source = ["optional"] })
}

resource "aws_cloudwatch_event_rule" "open" {
  for_each      = toset(var.sources)
  event_pattern = jsonencode({ source = [each.value], detail-type = ["known"] })
}

variable "sources" {
  type = list(string)
}

# Only one of these is deployed, so they don't compete.
resource "aws_lambda_event_source_mapping" "old" {
  count            = var.is_enabled ? 0 : 1
  event_source_arn = aws_sqs_queue.shared.arn
  function_name    = "worker"
  filter_criteria {
    filter { pattern = jsonencode({ body = { version = ["old"] } }) }
  }
}

resource "aws_lambda_event_source_mapping" "new" {
  count            = var.is_enabled ? 1 : 0
  event_source_arn = aws_sqs_queue.shared.arn
  function_name    = "worker"
  filter_criteria {
    filter { pattern = jsonencode({ body = { version = ["new"] } }) }
  }
}

resource "aws_sqs_queue" "shared" {}
