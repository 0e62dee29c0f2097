data "aws_caller_identity" "me" {}

resource "aws_sqs_queue" "orders" {
  visibility_timeout_seconds = 120
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  memory_size   = 2048
}
