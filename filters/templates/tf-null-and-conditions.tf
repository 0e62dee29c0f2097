variable "wanted" {
  type    = string
  default = "paid"
}

locals {
  is_paid = var.wanted == "paid" && !false
}

resource "aws_cloudwatch_event_rule" "branch" {
  event_pattern = local.is_paid ? jsonencode({ source = ["branch-yes"] }) : jsonencode({ source = ["branch-no"] })
}

resource "aws_cloudwatch_event_rule" "open" {
  event_pattern = var.undeclared ? "{}" : "[]"
}

resource "aws_cloudwatch_event_rule" "none" {
  event_pattern       = null
  schedule_expression = "rate(1 hour)"
}

resource "aws_cloudwatch_event_rule" "circle" {
  event_pattern = jsonencode({ source = [local.a] })
}

locals {
  a = "x${local.b}"
  b = "y${local.a}"
}
