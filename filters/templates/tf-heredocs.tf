resource "aws_cloudwatch_event_rule" "plain" {
  name          = "plain"
  event_pattern = <<EOT
{
  "source": ["heredoc"],
  "detail": {"kind": ["plain é"]}
}
EOT
}

resource "aws_cloudwatch_event_rule" "indented" {
  name          = "indented"
  event_pattern = <<-PATTERN
    {
      "source": ["flush"],
      "detail": {
        "cost": ["$${not}", "a\b"]
      }
    }
  PATTERN
}

resource "aws_cloudwatch_event_rule" "interpolated" {
  name          = "interpolated"
  event_pattern = <<-EOT
    {
      "account": ["${data.aws_caller_identity.current.account_id}"],
      "detail": {
        "limit": [{"numeric": [">", ${var.limit}]}],
        "name": ["${upper(var.name)}-suffix"]
      }
    }
  EOT
}

variable "limit" {
  type = number
}

variable "name" {
  default = "orders"
}

data "aws_caller_identity" "current" {}
