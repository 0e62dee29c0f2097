//! `lint`: files and directories with filters of every form, in every format.

use std::fs;

use crate::harness::{Folder, Run, check};

/// Returns a folder with a mapping that has faults of several kinds, patterns whose source the rows beside them, their
/// keys or nothing says, and files that are not filters.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    for inner in ["deep", "node_modules"] {
        fs::create_dir_all(folder.path(inner)).unwrap();
    }
    folder.write(
        "mapping.json",
        r#"{
  "Filters": [
    { "Pattern": "{\"state\": [\"paid\"], \"n\": [1]}" },
    { "Pattern": {"body": {"x": ["y"]}} },
    { "Pattern": "{\"body\":{\"state\":\"paid\"}}" }
  ]
}
"#,
    );
    folder.write("deep/broken.json", "{ \"body\": { \"price\": [ { \"numeric\": [ \">\", \"5\" ] } ],\n            \"kind\":  \"x\" } }\n");
    folder.write("deep/stream.json", "{\"a\": {\"b\": [\"é\"]}}\n");
    folder.write(
        "deep/stream.cases.jsonl",
        "{\"id\":\"x\",\"source\":\"kinesis\",\"event\":{},\"expect\":\"filtered\"}\n",
    );
    folder.write("unknown.json", "{\"a\": [1]}\n");
    folder.write("package.json", "{\"name\": \"x\", \"files\": [\"a\"]}\n");
    folder.write("node_modules/copy.json", "{\"state\": [1]}\n");
    folder
}

fn run(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["lint"], args].concat())
}

#[test]
fn filters_of_a_directory_are_found_and_judged() {
    let folder = folder("lint");
    let narrow = folder.run_at(&["lint", "mapping.json"], 60);
    check(
        "lint",
        &[run(&folder, &[]), run(&folder, &["--list"]), narrow],
    );
}

#[test]
fn every_format_has_the_same_findings() {
    let folder = folder("lint-formats");
    let formats = ["json", "sarif", "github", "junit", "md"];
    let runs = formats.map(|it| run(&folder, &["deep", "--format", it]));
    let list = run(&folder, &["deep", "--list", "--format", "json"]);
    let statistics = run(&folder, &["--statistics"]);
    let more = [list, statistics];
    check(
        "lint-formats",
        &runs.into_iter().chain(more).collect::<Vec<_>>(),
    );
}

#[test]
fn options_choose_findings() {
    let folder = folder("lint-options");
    let told = ["--source", "sqs"];
    let runs = [
        run(
            &folder,
            &["--select", "L01,L0705", "--source", "sqs", "mapping.json"],
        ),
        run(
            &folder,
            &["--ignore", "L02", "--deny", "L0102", "mapping.json"],
        ),
        run(
            &folder,
            &[&told[..], &["unknown.json", "--pedantic"]].concat(),
        ),
        run(&folder, &["--ignore", "E0204"]),
        run(&folder, &["--select", "L09"]),
        run(&folder, &["missing.json", "unknown.json"]),
        run(&folder, &["node_modules/copy.json"]),
        run(&folder, &["package.json"]),
    ];
    check("lint-options", &runs);
}

#[test]
fn corrections_keep_the_spelling_of_a_file() {
    let folder = folder("lint-fix");
    let diff = run(&folder, &["--fix", "--diff"]);
    let untouched = fs::read_to_string(folder.path("mapping.json")).unwrap();
    assert!(
        untouched.contains("\"Pattern\": {"),
        "--diff wrote the file"
    );
    let safe = run(&folder, &["--fix"]);
    // Corrected, the first filter is one that the third covers, and would be removed.
    let kept = ["--fix", "--unsafe-fixes", "--ignore", "L0403"];
    let all = run(&folder, &kept);
    let again = run(&folder, &kept);
    check("lint-fix", &[diff, safe, all, again]);
    let text = fs::read_to_string(folder.path("mapping.json")).unwrap();
    let first = r#"{ "Pattern": "{\"body\":{\"state\": [\"paid\"], \"n\": [1]}}" }"#;
    assert!(text.contains(first), "{text}");
}

#[test]
fn files_that_are_not_read_are_named() {
    let folder = folder("lint-unread");
    folder.write("chart.yaml", "a: {{ .Values.b }}\n");
    folder.write("compose.yaml", "services: {web: {image: x}}\n");
    check(
        "lint-unread",
        &[
            run(&folder, &["--select", "L0102"]),
            run(&folder, &["compose.yaml"]),
        ],
    );
}

/// A stack as CDK synthesises it: the metadata beside it says which line made each construct.
#[test]
fn findings_about_a_cdk_app_name_the_lines_of_its_program() {
    let folder = Folder::new("lint-cdk");
    fs::create_dir_all(folder.path("cdk.out")).unwrap();
    folder.write(
        "cdk.out/manifest.json",
        r#"{"version":"48.0.0","artifacts":{"Shop":{"type":"aws:cloudformation:stack","properties":{"templateFile":"Shop.template.json"},"additionalMetadataFile":"Shop.metadata.json"},"Tree":{"type":"cdk:tree","properties":{"file":"tree.json"}}}}"#,
    );
    folder.write(
        "cdk.out/Shop.metadata.json",
        r#"{"/Shop/Ship/SqsEventSource:ShopOrders/Resource":[{"type":"aws:cdk:logicalId","data":"ShipOrders1A2B"},{"type":"aws:cdk:creationStack","data":["new Resource (/x/node_modules/aws-cdk-lib/core/lib/resource.js:1:900)","new Shop (lib/shop.ts:21:10)","Object.<anonymous> (bin/app.ts:4:1)"]}]}"#,
    );
    folder.write(
        "cdk.out/Shop.template.json",
        r#"{
 "Resources": {
  "ShipOrders1A2B": {
   "Type": "AWS::Lambda::EventSourceMapping",
   "Properties": {
    "EventSourceArn": "arn:aws:sqs:eu-west-1:111122223333:orders",
    "FunctionName": "ship",
    "FilterCriteria": {"Filters": [{"Pattern": "{\"state\":[\"paid\"]}"}]}
   },
   "Metadata": {"aws:cdk:path": "Shop/Ship/SqsEventSource:ShopOrders/Resource"}
  }
 }
}
"#,
    );
    let runs = ["text", "json", "sarif", "github"];
    let runs = runs.map(|it| run(&folder, &["cdk.out", "--format", it]));
    check("lint-cdk", &runs);
}

const LOOP: &str = r#"Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: {Type: AWS::SQS::Queue}
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      Policies: [{SQSSendMessagePolicy: {QueueName: !GetAtt Orders.QueueName}}]
      Events:
        Order:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            FilterCriteria: {Filters: [{Pattern: '{"body": {"state": ["paid"]}}'}]}
"#;

#[test]
fn output_of_a_function_decides_about_recursion() {
    let folder = Folder::new("lint-recursion");
    folder.write("t.yaml", LOOP);
    folder.write("shipped.json", "{\"state\":\"shipped\"}\n");
    folder.write("paid.json", "{\"state\":\"paid\"}\n");
    let recursion = |more: &[&str]| {
        let args = ["--select", "L0801", "--pedantic", "t.yaml"];
        run(&folder, &[&args, more].concat())
    };
    let lines = LOOP.lines().filter(|it| !it.contains("FilterCriteria"));
    folder.write("unfiltered.yaml", lines.collect::<Vec<_>>().join("\n"));
    let runs = [
        recursion(&[]),
        recursion(&["--output", "Ship=shipped.json"]),
        recursion(&["--output", "Ship=paid.json"]),
        recursion(&["--output", "Shop=paid.json"]),
        run(&folder, &["--select", "L0801", "unfiltered.yaml"]),
    ];
    check("lint-recursion", &runs);
}

#[test]
fn template_corrections_and_silencing_are_written_as_the_file_is() {
    let folder = Folder::new("lint-template-fix");
    folder.write(
        "t.yaml",
        r#"Resources:
  Plain:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: arn:aws:sqs:eu-west-1:111122223333:orders
      FilterCriteria:
        Filters:
          - Pattern:
              body:
                state: ["it's paid"]
          - Pattern: |
              {
                "state": ["sent"]
              }
          - {}
  On:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [shop]
        detail-type: [switched]
        detail: {state: [on]}
  Quiet:
    Type: AWS::Events::Rule
    Metadata: {tidegate: {ignore: [L0603 (meant)]}}
    Properties:
      EventPattern:
        source: [shop]
        detail-type: [switched]
        detail: {state: [off]}
"#,
    );
    let found = run(&folder, &["t.yaml"]);
    let diff = run(&folder, &["t.yaml", "--fix", "--unsafe-fixes", "--diff"]);
    check("lint-template-fix", &[found, diff]);
}
