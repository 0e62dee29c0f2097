variable "state" {
  default = "open"
}

locals {
  kind = ["changed"]
}

resource "aws_lambda_event_source_mapping" "orders" {
  batch_size = 5

  filter_criteria {
    filter {
      pattern = jsonencode({ body = { kind = local.kind } })
    }
    filter {
      pattern = "{\"body\":{\"test\":[true]}}"
    }
  }
}
