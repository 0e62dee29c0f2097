//! Outputs of tools and programs that hold no records: they are refused by name, with the way to records.

use crate::harness::{Folder, check};

const FILTER: &str = r#"{"body":{"state":["paid"]}}"#;

/// Outputs of tools, and values as programs print them.
const OUTPUTS: [(&str, &str); 8] = [
    (
        "queues.json",
        r#"{"QueueUrls":["https://sqs.eu-west-1.amazonaws.com/123456789012/orders"]}"#,
    ),
    (
        "sent.json",
        r#"{"QueueUrl":"u","Entries":[{"Id":"1","MessageBody":"{}"}]}"#,
    ),
    (
        "scan.json",
        r#"{"Items":[{"id":{"S":"1"}}],"Count":1,"ScannedCount":1}"#,
    ),
    (
        "items.ndjson",
        "{\"id\":{\"S\":\"1\"}}\n{\"id\":{\"S\":\"2\"}}\n",
    ),
    (
        "invoked.json",
        r#"{"StatusCode":200,"ExecutedVersion":"$LATEST"}"#,
    ),
    (
        "events.py",
        "{'Records': [{'messageId': '1', 'body': None}]}\n",
    ),
    (
        "event.js",
        "{\n  Records: [\n    { messageId: '1', body: 'x' }\n  ]\n}\n",
    ),
    ("event.txt", "{Records=[{messageId=1, body=x}]}\n"),
];

#[test]
fn output_without_records_is_refused_with_the_way_to_records() {
    let folder = Folder::new("outputs-refused");
    let runs = OUTPUTS.map(|(name, text)| {
        folder.write(name, text);
        folder.run(&["match", "--source", "sqs", "-e", FILTER, name])
    });
    for run in &runs {
        assert_eq!((run.code, run.stdout.len()), (Some(2), 0));
    }
    check("outputs-refused", &runs);
}

#[test]
fn records_none_of_which_can_be_read_have_reasons() {
    let folder = Folder::new("outputs-unreadable");
    let record =
        |data: &str| format!(r#"{{"kinesis":{{"data":"{data}"}},"eventSource":"aws:kinesis"}}"#);
    folder.write("one.ndjson", record("###"));
    folder.write(
        "many.ndjson",
        [record("#"), record("##"), record("###"), record("####")].join("\n"),
    );
    folder.write("some.ndjson", [record("#"), record("e30=")].join("\n"));
    let filter = r#"{"data":{"state":["paid"]}}"#;
    let runs = ["one.ndjson", "many.ndjson", "some.ndjson"]
        .map(|name| folder.run(&["match", "-e", filter, name]));
    check("outputs-unreadable", &runs);
}
