variable "queue_arn" {
  type = string
}

variable "pattern" {
  type    = string
  default = null
}

variable "kinds" {
  type    = list(string)
  default = []
}

locals {
  pattern = var.pattern != null ? var.pattern : jsonencode({ body = { default = ["pattern"] } })
}

resource "aws_lambda_event_source_mapping" "this" {
  event_source_arn = var.queue_arn
  function_name    = aws_lambda_function.this.arn
  filter_criteria {
    filter {
      pattern = local.pattern
    }
    dynamic "filter" {
      for_each = var.kinds
      content {
        pattern = jsonencode({ body = { kind = [filter.value] } })
      }
    }
  }
}

resource "aws_lambda_function" "this" {
  function_name = "this"
  memory_size   = 640
}

output "queue" {
  value = var.queue_arn
}

output "kind" {
  value = "output-kind"
}
