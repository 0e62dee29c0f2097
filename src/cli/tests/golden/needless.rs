//! `lint --fix`: filters that are proven to change nothing are removed, in every form that a list of filters has.

use std::fs;

use crate::harness::{Folder, check};

const WIDE: &str = r#"{"body":{"kind":[{"prefix":"order"}]}}"#;
const WITHIN: &str = r#"{"body":{"kind":["order-paid"]}}"#;
const SAME: &str = r#"{"body":{"kind":["order-paid",{"prefix":"order"}]}}"#;

/// Corrects a file with the three patterns, and returns its text.
#[track_caller]
fn fixed(test: &str, name: &str, text: &str) -> String {
    let folder = Folder::new(&format!("needless-{test}"));
    folder.write(name, text);
    let args = [
        "lint",
        "--fix",
        "--source",
        "sqs",
        "--select",
        "L0403,L0404",
    ];
    folder.run(&[&args[..], &[name]].concat());
    fs::read_to_string(folder.path(name)).unwrap()
}

fn template(filters: &str) -> String {
    format!(
        "Resources:\n  M:\n    Type: AWS::Lambda::EventSourceMapping\n    Properties:\n      EventSourceArn: \
         arn:aws:sqs:eu-west-1:111122223333:q\n      FilterCriteria:\n        Filters:{filters}\n      BatchSize: 5\n"
    )
}

#[test]
fn elements_of_block_lists_are_removed_with_their_lines() {
    let item = |pattern: &str| format!("\n          - Pattern: '{pattern}'");
    let literal = format!("\n          - Pattern: |\n              {WITHIN}");
    let all = [literal, item(WIDE), item(SAME)].concat();
    let after = fixed("block", "template.yaml", &template(&all));
    // `SAME` has an idle value, and the first of two filters that mean the same stays.
    assert_eq!(after, template(&item(WIDE)));
}

#[test]
fn elements_of_flow_lists_and_json_are_removed_with_their_commas() {
    let item = |pattern: &str| format!("{{Pattern: '{pattern}'}}");
    let all = format!(" [{}, {}]", item(WITHIN), item(WIDE));
    let after = fixed("flow", "template.yaml", &template(&all));
    assert_eq!(after, template(&format!(" [{}]", item(WIDE))));
    let text = format!("[\n  {WIDE},\n  {WITHIN},\n  {SAME}\n]\n");
    assert_eq!(
        fixed("json", "filters.json", &text),
        format!("[\n  {WIDE}\n]\n")
    );
    let quoted = |pattern: &str| format!("{{\"Pattern\": {pattern:?}}}");
    let criteria = |filters: &str| format!("{{\"Filters\": [{filters}]}}\n");
    let both = [quoted(WITHIN), quoted(WIDE)].join(", ");
    assert_eq!(
        fixed("criteria", "filters.json", &criteria(&both)),
        criteria(&quoted(WIDE))
    );
}

#[test]
fn filter_below_a_comment_or_of_terraform_is_left_to_a_person() {
    let item = |pattern: &str| format!("\n          - Pattern: '{pattern}'");
    let commented = [&item(WIDE), "\n          # Paid orders", &item(WITHIN)].concat();
    let text = template(&commented);
    assert_eq!(fixed("comment", "template.yaml", &text), text);
    let block = |pattern: &str| format!("    filter {{\n      pattern = {pattern:?}\n    }}\n");
    let terraform = format!(
        "resource \"aws_lambda_event_source_mapping\" \"m\" {{\n  event_source_arn = \
         \"arn:aws:sqs:eu-west-1:111122223333:q\"\n  function_name = \"f\"\n  filter_criteria {{\n{}{}  }}\n}}\n",
        block(WIDE),
        block(WITHIN)
    );
    assert_eq!(fixed("terraform", "main.tf", &terraform), terraform);
}

#[test]
fn mergeable_filters_become_one_in_two_rounds() {
    let folder = Folder::new("needless-merged");
    let filter = |state: &str| format!(r#"{{"body":{{"kind":["order"],"state":["{state}"]}}}}"#);
    let text = format!("[\n  {},\n  {}\n]\n", filter("paid"), filter("sent"));
    folder.write("filters.json", &text);
    let args = ["lint", "--source", "sqs", "--pedantic", "filters.json"];
    let diff = folder.run(&[&args[..], &["--fix", "--diff"]].concat());
    check("needless-merged", &[folder.run(&args), diff]);
    folder.run(&[&args[..], &["--fix"]].concat());
    let after = fs::read_to_string(folder.path("filters.json")).unwrap();
    assert_eq!(
        after,
        "[\n  {\"body\":{\"kind\":[\"order\"],\"state\":[\"sent\",\"paid\"]}}\n]\n"
    );
}
