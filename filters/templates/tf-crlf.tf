resource "aws_cloudwatch_event_rule" "windows" {
  event_pattern = <<-EOT
    {"source": ["carriage"],
     "detail": {"line": ["returns"]}}
  EOT
}
