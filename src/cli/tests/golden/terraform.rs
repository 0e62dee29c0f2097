//! Files of Terraform, with the values of their directory, wherever filters are taken.

use std::fs;

use crate::harness::{Folder, check};

const MAIN: &str = r#"resource "aws_sqs_queue" "orders" {
  visibility_timeout_seconds = 60
}

resource "aws_lambda_function" "worker" {
  function_name = "worker"
  memory_size   = 512
  timeout       = 30
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn                   = aws_sqs_queue.orders.arn
  function_name                      = aws_lambda_function.worker.arn
  batch_size                         = 50
  maximum_batching_window_in_seconds = 5

  filter_criteria {
    filter {
      pattern = jsonencode({ body = { state = local.states, stage = [var.stage] } })
    }
    filter {
      pattern = jsonencode({
        body = { carrier = "north", weight = [{ numeric = [">", "30"] }] }
      })
    }
  }
}

# tidegate: ignore L0407 (all of the account is meant)
resource "aws_cloudwatch_event_rule" "all" {
  event_pattern = <<-EOT
    {
      "account": ["${data.aws_caller_identity.current.account_id}"] // tidegate: ignore
    }
  EOT
}

resource "aws_cloudwatch_event_rule" "paid" {
  event_pattern = "{\"source\": [\"shop\"], \"detail\": {\"state\": \"paid\"}}"
}
"#;

const LOCALS: &str = "locals {\n  states = [\"packed\", \"sent\"]\n}\n\nvariable \"stage\" {\n  default = \"dev\"\n}\n";

const RECORDS: &str = r#"{"messageId":"1","body":"{\"state\":\"packed\",\"stage\":\"dev\"}","eventSource":"aws:sqs"}
{"messageId":"2","body":"{\"state\":\"open\",\"stage\":\"dev\"}","eventSource":"aws:sqs"}
"#;

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("main.tf", MAIN);
    folder.write("locals.tf", LOCALS);
    folder.write("records.jsonl", RECORDS);
    folder
}

#[test]
fn files_of_terraform_are_linted_and_listed() {
    let folder = folder("terraform-lint");
    check(
        "terraform-lint",
        &[
            folder.run(&["lint"]),
            folder.run(&["lint", "--list"]),
            folder.run_at(&["lint", "main.tf"], 60),
            folder.run(&["lint", "--list", "--format", "json"]),
            folder.run(&["lint", "locals.tf"]),
        ],
    );
}

#[test]
fn files_of_terraform_are_corrected_in_their_own_style() {
    let folder = folder("terraform-fix");
    let diff = folder.run(&["lint", "--fix", "--unsafe-fixes", "--diff"]);
    let fixed = folder.run(&["lint", "--fix", "--unsafe-fixes"]);
    check("terraform-fix", &[diff, fixed]);
    let text = fs::read_to_string(folder.path("main.tf")).unwrap();
    assert!(text.contains(r#"carrier = ["north"]"#), "{text}");
}

#[test]
fn every_command_takes_a_resource_of_terraform() {
    let folder = folder("terraform-commands");
    folder.run(&["lint", "--fix", "--unsafe-fixes"]);
    let orders = "main.tf#aws_lambda_event_source_mapping.orders";
    check(
        "terraform-commands",
        &[
            folder.run(&["match", "-f", "main.tf", "records.jsonl"]),
            folder.run(&["match", "--count", "-f", orders, "records.jsonl"]),
            folder.run(&[
                "match",
                "--count",
                "-f",
                orders,
                "--set",
                "stage=prod",
                "records.jsonl",
            ]),
            folder.run(&["compile", "-f", "main.tf#aws_cloudwatch_event_rule.all"]),
            folder.run(&["estimate", "-f", orders, "--rate", "100/s", "records.jsonl"]),
        ],
    );
}

#[test]
fn text_that_is_not_terraform_is_located() {
    let folder = Folder::new("terraform-broken");
    folder.write(
        "main.tf",
        "resource \"aws_cloudwatch_event_rule\" \"r\" {\n  event_pattern = jsonencode({)\n}\n",
    );
    check(
        "terraform-broken",
        &[
            folder.run(&["lint"]),
            folder.run(&["compile", "-f", "main.tf"]),
        ],
    );
}
