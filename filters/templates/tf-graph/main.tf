resource "aws_sqs_queue" "orders" {
  visibility_timeout_seconds = 180
}

resource "aws_lambda_function" "ship" {
  function_name = "ship"
  role          = aws_iam_role.ship.arn
  environment {
    variables = {
      NEXT = aws_sqs_queue.next.url
    }
  }
}

resource "aws_lambda_event_source_mapping" "ship" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = aws_lambda_function.ship.arn
  filter_criteria {
    filter {
      pattern = jsonencode({ body = { state = ["paid"] } })
    }
  }
}

resource "aws_iam_role_policy" "ship" {
  role = aws_iam_role.ship.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["sqs:SendMessage"], Resource = aws_sqs_queue.next.arn },
      { Effect = "Allow", Action = "s3:Put*", Resource = ["${aws_s3_bucket.files.arn}/out/*"] },
      { Effect = "Deny", Action = "sns:Publish", Resource = aws_sns_topic.news.arn },
    ]
  })
}
