module "worker" {
  source        = "terraform-aws-modules/lambda/aws"
  version       = "~> 8.0"
  function_name = "worker"
  memory_size   = 768
  timeout       = 30

  event_source_mapping = {
    sqs = {
      event_source_arn        = module.queue.queue_arn
      batch_size              = 20
      function_response_types = ["ReportBatchItemFailures"]
      scaling_config          = { maximum_concurrency = 20 }
      filter_criteria = {
        pattern = jsonencode({ body = { module = ["single"] } })
      }
    }
    stream = {
      event_source_arn  = aws_dynamodb_table.table.stream_arn
      starting_position = "LATEST"
      filter_criteria = [
        { pattern = jsonencode({ eventName = ["INSERT"] }) },
        { pattern = jsonencode({ eventName = ["REMOVE"] }) },
      ]
    }
  }
}

module "queue" {
  source = "terraform-aws-modules/sqs/aws"
  name   = "queue"
}

module "bus" {
  source   = "git::https://github.com/terraform-aws-modules/terraform-aws-eventbridge.git?ref=v4.1.0"
  bus_name = "shop"

  rules = {
    paid = {
      description   = "paid orders"
      event_pattern = jsonencode({ source = ["shop"], detail = { state = ["paid"] } })
    }
    cron = {
      schedule_expression = "rate(5 minutes)"
    }
  }

  archives = {
    kept = {
      event_pattern  = jsonencode({ source = ["kept"] })
      retention_days = 7
    }
  }

  pipes = {
    named = {
      source = aws_sqs_queue.inbox.arn
      source_parameters = {
        filter_criteria = {
          second = { pattern = jsonencode({ body = { by = ["name-two"] } }) }
          first  = { pattern = jsonencode({ body = { by = ["name-one"] } }) }
        }
      }
    }
    inbox = {
      source = aws_sqs_queue.inbox.arn
      target = "arn:aws:events:eu-west-1:111122223333:event-bus/shop"
      source_parameters = {
        filter_criteria      = [{ pattern = jsonencode({ body = { from = ["pipe"] } }) }]
        sqs_queue_parameters = { batch_size = 5 }
      }
    }
  }
}

module "unread" {
  source        = "git::https://example.com/modules.git//rule?ref=v1"
  event_pattern = jsonencode({ source = ["unread"] })
}

module "parent" {
  source = "../.."
  pipes = {
    flow = {
      source            = aws_kinesis_stream.flow.arn
      source_parameters = { filter_criteria = [{ pattern = jsonencode({ data = { in = ["parent"] } }) }] }
    }
  }
  triggers = {
    jobs = {
      event_source_arn = "arn:aws:sqs:eu-west-1:111122223333:jobs"
      filter_criteria  = { pattern = "{\"body\":{\"parent\":[\"module\"]}}" }
    }
  }
}
