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

# As published modules have it.
locals {
  mappings = {
    with    = { filter_criteria = [{ pattern = jsonencode({ body = { tried = ["one"] } }) }] }
    without = { batch_size = 10 }
  }
}

resource "aws_lambda_event_source_mapping" "tried" {
  for_each         = local.mappings
  event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:orders"
  function_name    = "orders"
  batch_size       = lookup(each.value, "batch_size", null)

  dynamic "filter_criteria" {
    for_each = try(each.value.filter_criteria, null) != null ? [true] : []
    content {
      dynamic "filter" {
        for_each = try(flatten([each.value.filter_criteria]), [])
        content {
          pattern = try(filter.value.pattern, null)
        }
      }
    }
  }
}
