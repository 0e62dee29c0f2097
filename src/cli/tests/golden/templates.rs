//! Filters in templates: `filters/templates`, on records of this file.

use crate::harness::{Folder, Run, check};

const RECORDS: &str = r#"{"messageId":"1","body":"{\"status\":\"packed\",\"carrier\":\"north-1\",\"weight\":12}","eventSource":"aws:sqs"}
{"messageId":"2","body":"{\"status\":\"open\",\"weight\":12}","eventSource":"aws:sqs"}
{"messageId":"3","body":"{\"status\":\"open\",\"weight\":50}","eventSource":"aws:sqs"}
"#;

fn run(args: &[&str]) -> Run {
    Folder::repository().run(args)
}

fn compile(file: &str, more: &[&str]) -> Run {
    let file = format!("filters/templates/{file}");
    run(&[&["compile", "-f", &file], more].concat())
}

/// Returns a folder with a template and records for it.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let template = Folder::repository().path("filters/templates/sam-sqs-quoted.yaml");
    folder.write("template.yaml", std::fs::read(template).unwrap());
    folder.write("records.jsonl", RECORDS);
    folder
}

#[test]
fn every_command_takes_a_template() {
    let folder = folder("templates-commands");
    let filter = "template.yaml#ShipFunction/Parcels";
    folder.write(
        "parcels.cases.jsonl",
        r#"{"id":"packed","source":"sqs","filter":"template.yaml","event":{"body":"{\"weight\":31}"},"expect":"delivered"}"#,
    );
    let runs = [
        folder.run(&["compile", "-f", filter]),
        folder.run(&["match", "--count", "-f", filter, "records.jsonl"]),
        folder.run(&["explain", "--record", "1", "-f", filter, "records.jsonl"]),
        folder.run(&["test", "parcels.cases.jsonl"]),
    ];
    check("templates-commands", &runs);
}

#[test]
fn settings_come_along_to_an_estimate() {
    let folder = folder("templates-estimate");
    let estimate = |more: &[&str]| {
        let args = [
            "estimate",
            "-f",
            "template.yaml",
            "--rate",
            "100/s",
            "records.jsonl",
        ];
        folder.run(&[&args, more].concat())
    };
    let own = estimate(&["--full"]);
    assert!(
        own.stdout().contains("BatchSize 25 (line 21)"),
        "{}",
        own.stdout()
    );
    check(
        "templates-estimate",
        &[own, estimate(&["--batch-size", "5", "--memory", "1GB"])],
    );
}

#[test]
fn value_known_only_after_deployment_is_named_and_can_be_given() {
    let given = [
        "--set",
        "Tenant=7",
        "--set",
        "StoredName=x",
        "--set",
        "Queue.Arn=arn",
        "--set",
        "AWS::Region=eu-west-1",
    ];
    let runs = [
        compile("sam-sub.yaml", &[]),
        compile("sam-sub.yaml", &given),
        compile("sam-sub.yaml", &[&given[..], &["--set", "Stge=x"]].concat()),
        compile("sam-sub.yaml", &["--set", "Stage"]),
        compile("cfn-if-filters.yaml#Known", &[]),
    ];
    check("templates-holes", &runs);
}

#[test]
fn one_of_several_is_picked_by_its_name() {
    let runs = [
        compile("cfn-pipes.yaml", &[]),
        compile("cfn-pipes.yaml#FromQueue", &[]),
        compile("cfn-pipes.yaml#FromQueues", &[]),
        compile("sls-sqs.yml#pack/sqs", &[]),
        compile("sls-sqs.yml#pack/sqs-2", &[]),
        compile(
            "tfplan-modules.json#module.a.aws_cloudwatch_event_rule.r[0]",
            &[],
        ),
        compile("trap-no-filters.yaml", &[]),
        compile("trap-other-languages.yaml", &[]),
        compile("sam-documentdb.yaml#Fn", &[]),
    ];
    check("templates-names", &runs);
}

#[test]
fn error_in_a_pattern_is_drawn_at_its_place_in_the_template() {
    let folder = Folder::new("templates-errors");
    folder.write("broken.yaml", "Resources:\n  A: [\n");
    folder.write("other.yaml", "body: [x]\n");
    let runs = [
        compile("cfn-refused-patterns.yaml#Text", &[]),
        compile("sam-wrong-places.yaml#Fn/Mapped", &[]),
        compile("sam-wrong-places.yaml#Fn/Mixed", &[]),
        folder.run(&["compile", "-f", "broken.yaml", "--source", "sqs"]),
        folder.run(&["compile", "-f", "other.yaml", "--source", "sqs"]),
        run(&["--explain", "E0502"]),
    ];
    check("templates-errors", &runs);
}

#[test]
fn settings_of_a_template_come_along_to_a_plan_and_as_a_mapping() {
    let folder = Folder::repository();
    let shop = "filters/examples/shop.sam.yaml";
    let records = "corpora/shapes/sqs-receive.json";
    let place = |name: &str| format!("{shop}#{name}");
    let (paid, nobody) = (place("Ship/Paid"), place("Nobody"));
    let plan = |more: &[&str]| {
        let args = ["plan", "retries", "--failing", "1%", "--source", "sqs"];
        folder.run(&[&args, more].concat())
    };
    let estimate = |more: &[&str]| {
        let args = ["estimate", "-e", r#"{"body":{"state":["paid"]}}"#];
        folder.run(&[&args, more].concat())
    };
    let runs = [
        plan(&["--mapping", &paid]),
        plan(&["--mapping", &paid, "--batch-size", "5", "-q"]),
        plan(&["--mapping", &nobody]),
        estimate(&[
            "--mapping",
            &paid,
            "--window",
            "20",
            "--rate",
            "1/s",
            records,
        ]),
        folder.run(&["compile", "-f", &place("line:34")]),
        folder.run(&["compile", "-f", &place("line:3")]),
    ];
    check("templates-mapping", &runs);
}
