variable "states" {
  type    = list(string)
  default = ["paid", "shipped"]
}

variable "extra" {
  type = list(string)
}

resource "aws_lambda_event_source_mapping" "known" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:orders"
  function_name    = "orders"

  filter_criteria {
    dynamic "filter" {
      for_each = var.states
      content {
        pattern = jsonencode({ body = { state = [filter.value] } })
      }
    }
  }
}

resource "aws_lambda_event_source_mapping" "objects" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:orders"
  function_name    = "orders"

  dynamic "filter_criteria" {
    for_each = [{ kinds = ["a", "b"], name = "first" }]
    iterator = criteria
    content {
      dynamic "filter" {
        for_each = toset(criteria.value.kinds)
        content {
          pattern = "{\"body\":{\"kind\":[\"${filter.key}\"],\"group\":[\"${criteria.value.name}\"]}}"
        }
      }
    }
  }
}

resource "aws_lambda_event_source_mapping" "unknown" {
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:orders"
  function_name    = "orders"

  filter_criteria {
    dynamic "filter" {
      for_each = var.extra
      content {
        pattern = jsonencode({ body = { state = [filter.value], fixed = ["part"] } })
      }
    }
  }
}
