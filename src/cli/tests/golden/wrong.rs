//! The wrong patterns that users write: every command that takes filters prints the finding of each.

use crate::harness::{Folder, Run};

/// A wrong filter document and the code of its finding.
struct Wrong {
    code: &'static str,
    source: &'static str,
    filters: String,
    /// A record that shows it; `None` if the filters alone do.
    record: Option<&'static str>,
}

fn wrong(code: &'static str, source: &'static str, filters: &str) -> Wrong {
    Wrong {
        code,
        source,
        filters: filters.to_owned(),
        record: None,
    }
}

fn shown(code: &'static str, source: &'static str, filters: &str, record: &'static str) -> Wrong {
    Wrong {
        record: Some(record),
        ..wrong(code, source, filters)
    }
}

/// Returns filters with fields at the wrong level, or under another source's key.
fn wrong_levels() -> Vec<Wrong> {
    vec![
        wrong("L0201", "sqs", r#"{"type":["paid"]}"#),
        wrong("L0201", "kinesis", r#"{"type":["paid"]}"#),
        wrong("L0201", "dynamodb", r#"{"NewImage":{"a":{"S":["x"]}}}"#),
        wrong("L0202", "sqs", r#"{"Body":{"type":["paid"]}}"#),
        wrong("L0202", "sqs", r#"{"data":{"type":["paid"]}}"#),
        wrong(
            "L0202",
            "sqs",
            r#"{"messageAttributes":{"a":{"stringValue":["x"]}}}"#,
        ),
        wrong(
            "L0202",
            "kinesis",
            r#"{"kinesis":{"data":{"type":["paid"]}}}"#,
        ),
        wrong("L0202", "kinesis", r#"{"body":{"type":["paid"]}}"#),
        wrong("L0202", "dynamodb", r#"{"body":{"eventName":["INSERT"]}}"#),
        wrong("L0203", "kafka", r#"{"topic":["orders"]}"#),
        wrong("L0409", "eventbridge", r#"{"detailType":["OrderPaid"]}"#),
        shown(
            "L0213",
            "sqs",
            r#"{"body":{"state":["paid"]}}"#,
            r#"{"body":"{\"detail\":{\"state\":\"paid\"}}"}"#,
        ),
        shown(
            "L0210",
            "sqs",
            r#"{"body":{"state":["paid"]}}"#,
            r#"{"body":"{\"Type\":\"Notification\",\"TopicArn\":\"arn\",\"Message\":\"{\\\"state\\\":\\\"paid\\\"}\"}"}"#,
        ),
    ]
}

/// Returns filters whose form of payload drops or deletes records unseen.
fn wrong_forms() -> Vec<Wrong> {
    vec![
        shown(
            "L0214",
            "sqs",
            r#"{"body":{"a":["x"]}}"#,
            r#"{"body":"Hello from SQS!"}"#,
        ),
        shown(
            "L0214",
            "sqs",
            r#"{"body":["paid"]}"#,
            r#"{"body":"{\"a\":\"paid\"}"}"#,
        ),
        wrong("L0204", "sqs", r#"{"body":["paid"]}"#),
        wrong("L0204", "sqs", r#"{"body":["{\"state\":\"paid\"}"]}"#),
        wrong("L0705", "sqs", r#"{"body":{"a":["x"]}}"#),
    ]
}

/// Returns filters with mistakes about DynamoDB's typed attributes.
fn wrong_types() -> Vec<Wrong> {
    vec![
        wrong(
            "L0205",
            "dynamodb",
            r#"{"dynamodb":{"NewImage":{"n":{"N":[{"numeric":[">",5]}]}}}}"#,
        ),
        wrong(
            "L0205",
            "dynamodb",
            r#"{"dynamodb":{"NewImage":{"n":{"N":[5]}}}}"#,
        ),
        wrong(
            "L0206",
            "dynamodb",
            r#"{"dynamodb":{"NewImage":{"state":["paid"]}}}"#,
        ),
        wrong(
            "L0208",
            "dynamodb",
            r#"{"eventName":["INSERT"],"dynamodb":{"OldImage":{"a":{"S":["x"]}}}}"#,
        ),
        wrong(
            "L0215",
            "dynamodb",
            r#"{"dynamodb":{"NewImage":{"a":{"BOOL":["true"]}}}}"#,
        ),
        wrong(
            "L0216",
            "dynamodb",
            r#"{"dynamodb":{"NewImage":[{"exists":true}]}}"#,
        ),
        wrong("L0217", "eventbridge", r#"{"account":[123456789012]}"#),
        shown(
            "L0218",
            "sqs",
            r#"{"body":{"n":["5"]}}"#,
            r#"{"body":"{\"n\":5}"}"#,
        ),
        wrong("L0221", "sqs", r#"{"eventSource":["sqs"]}"#),
        shown(
            "L0220",
            "sqs",
            r#"{"body":{"state":["Paid"]}}"#,
            r#"{"body":"{\"state\":\"paid\"}"}"#,
        ),
        shown(
            "L0213",
            "dynamodb",
            r#"{"dynamodb":{"Keys":{"id":{"S":["1"]}}}}"#,
            r#"{"eventName":"INSERT","dynamodb":{"Keys":{"id":{"N":"1"}}},"eventSource":"aws:dynamodb"}"#,
        ),
        shown(
            "L0303",
            "sqs",
            r#"{"body":{"a":[{"exists":true}]}}"#,
            r#"{"body":"{\"a\":{\"b\":1}}"}"#,
        ),
    ]
}

/// Returns filters with mistakes in writing: YAML's types, lists, operators, documents.
fn wrong_spellings() -> Vec<Wrong> {
    vec![
        wrong("E0101", "sqs", r#"{"body":{"a":["x"]}"#),
        wrong("E0201", "sqs", r#""paid""#),
        wrong("L0103", "sqs", r#""{\"body\":{\"a\":[1]}}""#),
        wrong("E0203", "sqs", r#"{"body":{"a":[]}}"#),
        wrong("E0204", "sqs", r#"{"body":{"a":"x"}}"#),
        wrong("E0205", "sqs", r#"{"body":{"a":[["x"]]}}"#),
        wrong("E0206", "sqs", r#"{"body":{"a":[{"prefxi":"x"}]}}"#),
        wrong("E0206", "sqs", r#"{"body":{"a":[{"EXISTS":true}]}}"#),
        wrong(
            "E0206",
            "sqs",
            r#"{"body":{"a":[{"equals_ignore_case":"x"}]}}"#,
        ),
        wrong("E0207", "sqs", r#"{"body":{"a":[{"exists":"true"}]}}"#),
        wrong("E0207", "sqs", r#"{"body":{"a":[{"suffix":["x"]}]}}"#),
        wrong(
            "E0208",
            "sqs",
            r#"{"body":{"a":[{"prefix":"x","suffix":"y"}]}}"#,
        ),
        wrong("E0212", "sqs", r#"{"$or":[{"body":{"a":["x"]}}]}"#),
        wrong("E0401", "sqs", r#"{"Filters":[{"Pattern":null}]}"#),
        wrong("E0402", "sqs", r#"{"Filters":[]}"#),
        wrong(
            "L0102",
            "sqs",
            r#"{"Filters":[{"Pattern":{"body":{"a":[1]}}}]}"#,
        ),
        wrong("L0104", "sqs", r#"{"Filters":[{"Pattern":"{}"}]}"#),
        wrong("L0104", "sqs", r#"{"Filters":[{}]}"#),
        wrong(
            "L0106",
            "sqs",
            "{\"body\":{\"a\":[1]}}\n{\"body\":{\"b\":[2]}}",
        ),
        wrong("L0312", "sqs", r#"{"body":{"a":{"anything-but":["x"]}}}"#),
        wrong("E0206", "sqs", r#"{"body":{"or":[{"a":[1]},{"b":[2]}]}}"#),
        wrong("L0313", "sqs", r#"{"body":{"a":{"$in":["x","y"]}}}"#),
        wrong("L0313", "sqs", r#"{"body":{"not":{"a":["x"]}}}"#),
        wrong("L0314", "eventbridge", r#"{"$.detail.state":["paid"]}"#),
        wrong("L0314", "eventbridge", r#"{"detail.state":["paid"]}"#),
    ]
}

/// Returns patterns that AWS accepts and reads in another way than their writer.
fn wrong_meanings() -> Vec<Wrong> {
    vec![
        wrong("L0101", "sqs", r#"{"body":{"a":["x"],"a":["y"]}}"#),
        wrong("L0301", "sqs", r#"{"body":{"ip":["10.0.0.1"]}}"#),
        wrong("L0302", "sqs", r#"{"body":{"id":[9007199254740993]}}"#),
        wrong(
            "E0209",
            "sqs",
            r#"{"body":{"id":[{"numeric":["=",9007199254740993]}]}}"#,
        ),
        wrong("L0304", "sqs", r#"{"body":{"a":[{"anything-but":"x"}]}}"#),
        shown(
            "L0304",
            "sqs",
            r#"{"body":{"a":[{"anything-but":"x"}]}}"#,
            r#"{"body":"{\"b\":1}"}"#,
        ),
        wrong(
            "L0305",
            "sqs",
            r#"{"body":{"a":[{"anything-but":"x"},{"anything-but":"y"}]}}"#,
        ),
        wrong(
            "L0305",
            "sqs",
            r#"{"body":{"a":["x",{"anything-but":["x"]}]}}"#,
        ),
        wrong("L0306", "sqs", r#"{"body":{"a":["*.jpg"]}}"#),
        wrong("L0407", "eventbridge", r#"{"account":["123456789012"]}"#),
        wrong("L0408", "eventbridge", r#"{"source":["aws.s3"]}"#),
        wrong("L0601", "kafka", r#"{"topic":["!Ref MSKTopicName"]}"#),
        wrong(
            "L0307",
            "eventbridge",
            r#"{"detail":{"a":[{"wildcard":"*"}]}}"#,
        ),
        wrong("L0308", "sqs", r#"{"body":{"a":[{"wildcard":"x*y"}]}}"#),
        wrong(
            "E0213",
            "pipes/sqs",
            r#"{"body":{"a":[{"wildcard":"x*y"}]}}"#,
        ),
        wrong(
            "L0310",
            "eventbridge",
            r#"{"detail":{"k":[{"wildcard":"*.jpg"},{"equals-ignore-case":"order"}]}}"#,
        ),
    ]
}

/// Returns filters over AWS's limits.
fn over_limits() -> Vec<Wrong> {
    let filters = |count: usize| {
        let filters: Vec<_> = (0..count)
            .map(|n| format!(r#"{{"body":{{"a":[{n}]}}}}"#))
            .collect();
        format!("[{}]", filters.join(","))
    };
    let long = format!(r#"{{"body":{{"a":["{}"]}}}}"#, "x".repeat(5000));
    vec![
        wrong("E0301", "sqs", &long),
        wrong(
            "E0304",
            "sqs",
            r#"{"body":{"a":[{"wildcard":"*:*:*:*:*:event-bus/*"}]}}"#,
        ),
        wrong("E0210", "sqs", r#"{"body":{"a":[{"wildcard":"a**b"}]}}"#),
        wrong(
            "L0309",
            "eventbridge",
            r#"{"detail":{"a":[{"wildcard":"*/*/*/*/x"}]}}"#,
        ),
        wrong(
            "L0404",
            "sqs",
            r#"[{"body":{"a":[1,2]}},{"body":{"a":[2,1]}}]"#,
        ),
        wrong("L0405", "sqs", r#"[{"body":{"a":[1]}},{"body":{"a":[2]}}]"#),
        wrong("L0501", "sqs", &filters(6)),
        wrong("L0501", "sqs", &filters(11)),
    ]
}

/// Returns a record that shows nothing in particular.
fn plain_record(source: &str) -> &'static str {
    match source {
        "kinesis" => r#"{"kinesis":{"data":"e30="},"eventSource":"aws:kinesis"}"#,
        "dynamodb" => {
            r#"{"eventName":"INSERT","dynamodb":{"NewImage":{}},"eventSource":"aws:dynamodb"}"#
        }
        "kafka" => r#"{"topic":"orders","partition":0,"offset":1,"value":"e30="}"#,
        "eventbridge" => r#"{"version":"0","id":"1","source":"a","detail-type":"b","detail":{}}"#,
        _ => r#"{"messageId":"1","body":"{}"}"#,
    }
}

impl Wrong {
    fn write(&self, folder: &Folder) {
        let record = self.record.unwrap_or_else(|| plain_record(self.source));
        let row = format!(
            r#"{{"id":"a","source":"{}","event":{record},"expect":"filtered"}}"#,
            self.source
        );
        folder.write("f.json", &self.filters);
        folder.write("r.ndjson", format!("{record}\n"));
        folder.write("f.cases.jsonl", row);
    }

    fn run(&self, folder: &Folder, command: &str) -> Run {
        let filters = [
            command,
            "--pedantic",
            "--source",
            self.source,
            "-f",
            "f.json",
        ];
        let records = ["--input", "record", "r.ndjson"];
        match command {
            "test" => folder.run(&["test", "--pedantic", "f.cases.jsonl"]),
            "compile" => folder.run(&filters),
            _ => folder.run(&[&filters[..], &records].concat()),
        }
    }

    #[track_caller]
    fn is_said_by(&self, folder: &Folder, command: &str) {
        let run = self.run(folder, command);
        // If a file is not a filter document, the row itself reports that.
        let is_of_row = command == "test" && self.code.starts_with("E04");
        let told = match is_of_row {
            true => self.code.to_owned(),
            false => format!("[{}]:", self.code),
        };
        let begins = |line: &str| line.starts_with(['e', 'w', 'i']) && line.contains(&told);
        let (filters, said) = (&self.filters, &run.stderr);
        assert!(
            run.stderr.lines().any(begins),
            "{command} does not say {told} of {filters}:\n{said}"
        );
        let is_refused = self.code.starts_with('E');
        if is_refused && command != "test" {
            assert_eq!(run.code, Some(2), "{command}: {filters}\n{said}");
        }
    }
}

#[test]
fn every_command_says_what_is_wrong_with_a_pattern() {
    let folder = Folder::new("wrong");
    let tables = [
        wrong_levels(),
        wrong_forms(),
        wrong_types(),
        wrong_spellings(),
        wrong_meanings(),
        over_limits(),
    ];
    for wrong in tables.iter().flatten() {
        wrong.write(&folder);
        for command in ["match", "explain", "estimate"] {
            wrong.is_said_by(&folder, command);
        }
        if wrong.record.is_none() {
            wrong.is_said_by(&folder, "compile");
            wrong.is_said_by(&folder, "test");
        }
    }
}
