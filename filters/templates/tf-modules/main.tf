module "orders" {
  source    = "./modules/worker"
  queue_arn = aws_sqs_queue.orders.arn
  pattern   = jsonencode({ body = { passed = ["argument"] } })
  kinds     = ["first", "second"]
}

module "plain" {
  source    = "./modules/worker"
  queue_arn = "arn:aws:sqs:eu-west-1:111122223333:plain"
}

module "outside" {
  source  = "../tf-locals"
  pattern = "{}"
}

resource "aws_sqs_queue" "orders" {}

resource "aws_lambda_event_source_mapping" "output" {
  event_source_arn = module.plain.queue
  function_name    = "f"
  filter_criteria {
    filter {
      pattern = jsonencode({ body = { from = [module.plain.kind] } })
    }
  }
}
