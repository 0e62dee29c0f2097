resource "aws_lambda_event_source_mapping" "self_managed" {
  function_name     = "k"
  topics            = ["orders"]
  starting_position = "TRIM_HORIZON"
  self_managed_event_source {
    endpoints = { KAFKA_BOOTSTRAP_SERVERS = "kafka:9092" }
  }
  filter_criteria {
    filter { pattern = jsonencode({ value = { own = ["cluster"] } }) }
  }
}

resource "aws_lambda_event_source_mapping" "msk" {
  function_name    = "k"
  event_source_arn = aws_msk_cluster.main.arn
  topics           = ["orders"]
  filter_criteria {
    filter { pattern = jsonencode({ value = { managed = ["cluster"] } }) }
  }
}

resource "aws_mq_broker" "rabbit" {
  engine_type = "RabbitMQ"
}

resource "aws_lambda_event_source_mapping" "mq" {
  function_name    = "m"
  event_source_arn = aws_mq_broker.rabbit.arn
  queues           = ["work"]
  filter_criteria {
    filter { pattern = jsonencode({ data = { broker = ["rabbit"] } }) }
  }
}

resource "aws_lambda_event_source_mapping" "docs" {
  function_name    = "d"
  event_source_arn = aws_docdb_cluster.docs.arn
  filter_criteria {
    filter { pattern = jsonencode({ event = { not = ["filtered"] } }) }
  }
}

resource "aws_lambda_event_source_mapping" "data" {
  function_name    = aws_lambda_alias.live.arn
  event_source_arn = data.aws_sqs_queue.shared.arn
  filter_criteria {
    filter { pattern = jsonencode({ body = { data = ["source"] } }) }
  }
}

resource "aws_lambda_alias" "live" {
  name          = "live"
  function_name = aws_lambda_function.aliased.function_name
}

resource "aws_lambda_function" "aliased" {
  function_name = "aliased"
  memory_size   = 1024
  ephemeral_storage {
    size = 1024
  }
}

resource "aws_lambda_event_source_mapping" "variable" {
  function_name    = "arn:aws:lambda:eu-west-1:111122223333:function:aliased:live"
  event_source_arn = var.queue_arn
  filter_criteria {
    filter { pattern = jsonencode({ body = { unknown = ["source"] } }) }
  }
}

variable "queue_arn" {
  type = string
}
