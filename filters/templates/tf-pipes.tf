resource "aws_dynamodb_table" "orders" {
  name             = "orders"
  stream_enabled   = true
  stream_view_type = "NEW_AND_OLD_IMAGES"
}

resource "aws_pipes_pipe" "orders" {
  name     = "orders"
  role_arn = aws_iam_role.pipe.arn
  source   = aws_dynamodb_table.orders.stream_arn
  target   = aws_lambda_function.enrich.arn

  source_parameters {
    dynamodb_stream_parameters {
      starting_position = "LATEST"
      batch_size        = 20
    }
    filter_criteria {
      filter {
        pattern = jsonencode({ eventName = ["INSERT", "MODIFY"] })
      }
      filter {
        pattern = jsonencode({
          dynamodb = { NewImage = { total = { N = [{ numeric = [">", 5] }] } } }
        })
      }
    }
  }
}

resource "aws_pipes_pipe" "by_source" {
  name   = "by-source"
  source = "arn:aws:sqs:eu-west-1:111122223333:inbox"
  target = aws_sfn_state_machine.flow.arn

  source_parameters {
    filter_criteria {
      filter {
        pattern = "{\"body\":{\"kind\":[\"pipe\"]}}"
      }
    }
  }
}

resource "aws_lambda_function" "enrich" {
  function_name = "enrich"
  memory_size   = 256
}
