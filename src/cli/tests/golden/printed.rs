//! Filters as AWS's command line prints them: `filters/printed`, on the records of `corpora/shapes`.

use crate::harness::{Folder, Run, check};

fn run(args: &[&str]) -> Run {
    Folder::repository().run(args)
}

#[test]
fn source_is_that_of_the_arn() {
    let runs = [
        ("mapping.json", "event-kinesis.json"),
        ("mappings.json#ship-orders", "event-sqs.json"),
        ("rule.json", "eventbridge.json"),
        ("rules.json#paid-orders", "eventbridge.json"),
        ("pipe.json", "event-sqs.json"),
    ]
    .map(|(filter, records)| {
        let filter = format!("filters/printed/{filter}");
        let records = format!("corpora/shapes/{records}");
        run(&["match", "--count", "-f", &filter, &records])
    });
    check("printed-sources", &runs);
}

#[test]
fn every_command_that_takes_filters_infers_the_source() {
    let (filter, records) = (
        "filters/printed/mapping.json",
        "corpora/shapes/event-kinesis.json",
    );
    let runs = [
        run(&["compile", "-f", filter]),
        run(&["explain", "--record", "0", "-f", filter, records]),
        run(&["estimate", "-f", filter, records]),
        run(&["compile", "-e", r#"{"body":{"a":["x"]}}"#]),
    ];
    check("printed-commands", &runs);
}

#[test]
fn one_of_several_has_to_be_picked() {
    let mappings = "filters/printed/mappings.json";
    let compile = |name: &str| run(&["compile", "-f", &format!("{mappings}{name}")]);
    let mut runs = vec![
        compile(""),
        compile("#2b733fdc-8ac3-4cf5-af3a-1827b3b11284"),
        compile("#book-order"),
        compile("#refund"),
    ];
    runs.push(Folder::repository().run_at(&["compile", "-f", "filters/printed/rules.json"], 60));
    runs.push(run(&[
        "estimate",
        "--mapping",
        mappings,
        "corpora/shapes/event-sqs.json",
    ]));
    runs.push(run(&["compile", "-f", "filters/mappings/books.json#paid"]));
    check("printed-several", &runs);
}

#[test]
fn source_that_contradicts_the_arn_is_an_error_that_names_both() {
    let mapping = "filters/printed/mapping.json";
    let sqs = "corpora/shapes/event-sqs.json";
    let runs = [
        run(&["match", "--source", "sqs", "-f", mapping, sqs]),
        run(&[
            "match",
            "--source",
            "sqs",
            "-f",
            "filters/printed/pipe.json",
            sqs,
        ]),
        run(&["match", "-f", mapping, sqs]),
        run(&["compile", "-f", mapping, "-f", "filters/printed/pipe.json"]),
        run(&["estimate", "--source", "sqs", "--mapping", mapping, sqs]),
        run(&["estimate", "--mapping", mapping, sqs]),
        run(&[
            "estimate",
            "--mapping",
            mapping,
            "-f",
            "filters/printed/pipe.json",
            sqs,
        ]),
    ];
    check("printed-conflicts", &runs);
}

#[test]
fn hash_in_a_file_name_picks_nothing() {
    let folder = Folder::new("printed-hash");
    folder.write("orders#1.json", r#"{"body":{"state":["paid"]}}"#);
    let compile = |file: &str| folder.run(&["compile", "--source", "sqs", "-f", file]);
    let runs = ["orders#1.json", "orders#1.json#x", "orders.json#1"].map(compile);
    check("printed-hash", &runs);
}

#[test]
fn rows_name_one_of_several_and_are_of_its_source() {
    let folder = Folder::new("printed-rows");
    let mappings = Folder::repository().path("filters/printed/mappings.json");
    std::fs::copy(mappings, folder.path("mappings.json")).unwrap();
    let row = |id: &str, source: &str, filter: &str| {
        format!(
            r#"{{"id":"{id}","source":"{source}","filter":"{filter}","input":"payload","event":{{"state":"paid"}},"expect":"delivered"}}"#
        )
    };
    let rows = [
        row("picked", "kinesis", "mappings.json#book-orders"),
        row("conflict", "sqs", "mappings.json#book-orders"),
        row("several", "sqs", "mappings.json"),
    ];
    folder.write("rows.jsonl", rows.join("\n"));
    let init = ["test", "--init", "mappings.json#ship-orders"];
    let runs = [folder.run(&["test", "rows.jsonl"]), folder.run(&init)];
    assert!(runs[1].code == Some(0), "{}", runs[1].stderr);
    let written = std::fs::read_to_string(folder.path("mappings.ship-orders.cases.jsonl")).unwrap();
    assert!(
        written.contains(r#""filter":"mappings.json#ship-orders""#),
        "{written}"
    );
    check("printed-rows", &runs);
}
