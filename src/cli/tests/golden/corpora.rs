//! The committed corpora through the whole binary: the counts have to be those in their `expected.json`, which the
//! generator of the corpora worked out without the engine.

use std::fs;

use serde_json::Value;

use crate::harness::Folder;

fn counts(source: &str, filter: &str, records: &str) -> Value {
    let filter = format!("filters/examples/{filter}.json");
    let args = [
        "match", "--quiet", "--format", "json", "--source", source, "-f", &filter, records,
    ];
    let run = Folder::repository().run(&args);
    serde_json::from_str(run.stdout())
        .unwrap_or_else(|error| panic!("{filter}: {error}\n{}", run.stderr))
}

fn check(source: &str, corpus: &str, records: &str) {
    let file = Folder::repository().path(&format!("corpora/{corpus}/expected.json"));
    let expected: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let filters = expected["filters"].as_object().unwrap();
    assert!(!filters.is_empty());
    for (filter, expected) in filters {
        let counts = counts(source, filter, &format!("corpora/{corpus}/{records}"));
        let got = &counts["records"];
        let by_filter: Vec<_> = counts["by_filter"]
            .as_array()
            .unwrap()
            .iter()
            .map(|filter| &filter["delivered"])
            .collect();
        assert_eq!(got["delivered"], expected["delivered"], "{filter}");
        assert_eq!(got["filtered"], expected["filtered"], "{filter}");
        let none = Value::Object(serde_json::Map::new());
        let dropped = expected.get("dropped").unwrap_or(&none);
        assert_eq!(&got["dropped"], dropped, "{filter}");
        let unreadable = expected.get("unreadable").unwrap_or(&none);
        assert_eq!(&got["unreadable"], unreadable, "{filter}");
        assert_eq!(
            by_filter,
            expected["by_filter"]
                .as_array()
                .unwrap()
                .iter()
                .collect::<Vec<_>>()
        );
    }
}

#[test]
fn counts_of_sensors_are_as_expected() {
    check("kinesis", "sensors", "sensors.ndjson");
}

#[test]
fn counts_of_orders_are_as_expected() {
    check("sqs", "orders", "orders.ndjson.gz");
}
