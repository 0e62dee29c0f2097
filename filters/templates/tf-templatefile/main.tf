resource "aws_cloudwatch_event_rule" "file" {
  event_pattern = file("${path.module}/pattern.json")
}

resource "aws_cloudwatch_event_rule" "template" {
  event_pattern = templatefile("pattern.json.tftpl", {
    kinds = ["a", "b"]
    name  = "filled"
  })
}

resource "aws_cloudwatch_event_rule" "outside" {
  event_pattern = file("../expected.jsonl")
}
