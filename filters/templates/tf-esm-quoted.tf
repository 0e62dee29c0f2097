# Patterns between quotes, with every escape.
resource "aws_sqs_queue" "jobs" {
  name                       = "jobs"
  visibility_timeout_seconds = 180
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

resource "aws_lambda_function" "worker" {
  function_name                  = "worker"
  role                           = "arn:aws:iam::111122223333:role/worker"
  memory_size                    = 512
  timeout                        = 20
  architectures                  = ["arm64"]
  reserved_concurrent_executions = 25
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn                   = aws_sqs_queue.jobs.arn
  function_name                      = aws_lambda_function.worker.arn
  batch_size                         = 50
  maximum_batching_window_in_seconds = 5

  scaling_config {
    maximum_concurrency = 10
  }

  filter_criteria {
    filter {
      pattern = "{\"body\":{\"state\":[\"quoted\"],\"name\":[\"caf\u00e9\",\"tab\\there\"]}}"
    }
    filter {
      pattern = "{\"body\": {\"price\": [\"$${literal}\", \"100%%{x}\"], \"after\": [\"dollars\"]}}"
    }
  }
}
