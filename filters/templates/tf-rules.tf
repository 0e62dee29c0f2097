resource "aws_cloudwatch_event_rule" "states" {
  name           = "states"
  event_bus_name = aws_cloudwatch_event_bus.shop.name
  event_pattern = jsonencode({
    source      = ["aws.ec2"]
    detail-type = ["EC2 Instance State-change Notification"]
    detail      = { state = ["stopped"] }
  })
}

resource "aws_cloudwatch_event_rule" "nightly" {
  schedule_expression = "rate(1 day)"
}

resource "aws_cloudwatch_event_rule" "bucket" {
  event_pattern = jsonencode({
    source = ["aws.s3"]
    detail = {
      bucket = { name = [aws_s3_bucket.uploads.id] }
      object = { key = [{ suffix = ".csv" }] }
    }
  })
}

resource "aws_cloudwatch_event_archive" "all" {
  name             = "all"
  event_source_arn = aws_cloudwatch_event_bus.shop.arn
  event_pattern    = "{\"source\": [\"archive\"]}"
}

resource "aws_notifications_event_rule" "alarms" {
  event_pattern = jsonencode({ detail = { state = { value = ["ALARM"] } } })
  event_type    = "CloudWatch Alarm State Change"
  source        = "aws.cloudwatch"
}
