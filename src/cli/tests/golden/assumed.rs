//! Fates that rest on a decision of ours, because AWS is silent: said once, and named for each record.

use crate::harness::{Folder, check};
use crate::records::{base64, lines};

const FILTER: &str = r#"{"data":{"a":[1]}}"#;

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let payloads: [&[u8]; 6] = [
        br#"{"a":1}"#,
        br#"{"a":2}"#,
        b"plain text",
        b"7",
        b"\xff\xfe",
        br#"[{"a":2}]"#,
    ];
    let messages = payloads.map(|payload| {
        let data = base64(payload);
        format!(r#"{{"messageID":"ID:1","data":"{data}","timestamp":1778573730123}}"#)
    });
    folder.write("r.ndjson", lines(&messages));
    folder
}

#[test]
fn fates_that_rest_on_a_decision_are_said_once() {
    let folder = folder("assumed");
    let args = ["--source", "mq", "-e", FILTER, "r.ndjson"];
    let run = |command: &[&str]| folder.run(&[command, &args].concat());
    check(
        "assumed",
        &[
            run(&["match", "--dispositions"]),
            run(&["match", "--count", "--format", "json"]),
            run(&["explain", "--record", "3", "--record", "2"]),
            run(&["explain", "--first-miss", "1"]),
            run(&["estimate"]),
        ],
    );
}

#[test]
fn fates_that_the_guide_states_have_no_remark() {
    let folder = Folder::new("assumed-none");
    folder.write("p.ndjson", "{\"a\":1}\n{\"a\":2}\nplain text\n");
    let filter = r#"{"body":{"a":[1]}}"#;
    let args = [
        "match", "--source", "sqs", "--count", "-e", filter, "p.ndjson",
    ];
    check("assumed-none", &[folder.run(&args)]);
}
