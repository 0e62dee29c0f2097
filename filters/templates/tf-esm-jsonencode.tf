resource "aws_kinesis_stream" "clicks" {
  name             = "clicks"
  shard_count      = 4
  retention_period = 48
}

resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn               = aws_kinesis_stream.clicks.arn
  function_name                  = "clicks"
  starting_position              = "LATEST"
  parallelization_factor         = 2
  bisect_batch_on_function_error = true
  function_response_types        = ["ReportBatchItemFailures"]

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.failed.arn
    }
  }

  filter_criteria {
    filter {
      # Keys in every spelling, in no order.
      pattern = jsonencode({
        data = {
          "user-agent" : [{ prefix = "Mozilla" }, { "anything-but" : ["bot", "crawler"] }],
          (local.key)  = ["computed"]
          amount       = [{ numeric = [">=", 1.50, "<", 1e3] }]
          (local.both) = [
            true,
            null,
            -5,
          ]
          html = ["<b>&</b>"]
        }
      })
    }
  }
}

locals {
  key  = "page"
  both = "mixed-${local.key}"
}
