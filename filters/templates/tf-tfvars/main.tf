variable "stage" {
  type = string
}

variable "kinds" {
  type    = list(string)
  default = ["never-used"]
}

variable "limits" {
  type = object({
    low  = number
    high = optional(number, 99)
  })
}

variable "note" {
  default = null
}

resource "aws_cloudwatch_event_rule" "staged" {
  event_pattern = jsonencode({
    source = ["shop.${var.stage}"]
    detail = {
      kind   = var.kinds
      amount = [{ numeric = [">", var.limits.low, "<", var.limits.high] }]
    }
  })
  description = var.note
}
