locals {
  kinds = ["created", "removed"]
  deep  = false
}

resource "aws_cloudwatch_event_rule" "listed" {
  event_pattern = <<-EOT
  {
    "source": ["directives"],
    "detail-type": [
      %{~ for index, kind in local.kinds ~}
      %{ if index > 0 }, %{ endif }"${kind}"
      %{~ endfor ~}
    ]%{ if local.deep },
    "detail": {"a": ["deep"]}%{ else },
    "detail": {"a": ["shallow"]}%{ endif }
  }
  EOT
}
