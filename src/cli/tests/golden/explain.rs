//! `explain`: what it shows of every operator's failure, every disposition and every layout; and that its verdict is
//! `match`'s.

use std::fs;

use serde_json::Value;

use crate::harness::{Folder, Run, check};
use crate::records::{base64, kinesis, lines, sqs};

/// One rule for each way to fail, and the event that fails them all.
const RULES: [&str; 38] = [
    r#"{"detail":{"text":["other"]}}"#,
    r#"{"detail":{"text":["ORDER.paid"]}}"#,
    r#"{"detail":{"text":["order.*"]}}"#,
    r#"{"detail":{"text":["order"]}}"#,
    r#"{"detail":{"text":["a","b","c"]}}"#,
    r#"{"detail":{"text":[{"exactly":"other"}]}}"#,
    r#"{"detail":{"text":[{"prefix":"Order"}]}}"#,
    r#"{"detail":{"text":[{"prefix":"sales."}]}}"#,
    r#"{"detail":{"text":[{"suffix":".sent"}]}}"#,
    r#"{"detail":{"text":[{"prefix":{"equals-ignore-case":"sales"}}]}}"#,
    r#"{"detail":{"text":[{"equals-ignore-case":"order-paid"}]}}"#,
    r#"{"detail":{"text":[{"wildcard":"order.*.paid"}]}}"#,
    r#"{"detail":{"text":[{"anything-but":["order.paid"]}]}}"#,
    r#"{"detail":{"text":[{"anything-but":{"prefix":"order."}}]}}"#,
    r#"{"detail":{"text":[{"numeric":[">",100]}]}}"#,
    r#"{"detail":{"count":["120"]}}"#,
    r#"{"detail":{"count":[{"prefix":"1"}]}}"#,
    r#"{"detail":{"count":[{"numeric":[">",0,"<",100]}]}}"#,
    r#"{"detail":{"digits":[{"numeric":[">",5]}]}}"#,
    r#"{"detail":{"ip":[{"cidr":"10.0.0.0/8"}]}}"#,
    r#"{"detail":{"host":[{"cidr":"10.0.0.0/8"}]}}"#,
    r#"{"detail":{"text":[{"exists":false}]}}"#,
    r#"{"detail":{"coupon":[{"exists":true}]}}"#,
    r#"{"detail":{"coupon":[{"anything-but":["X"]}]}}"#,
    r#"{"detail":{"nothing":[{"exists":false}]}}"#,
    r#"{"detail":{"lines":{"kind":["book"],"count":[2]}}}"#,
    r#"{"detail":{"text":[true]}}"#,
    r#"{"detail":{"text":[null]}}"#,
    r#"{"detail":{"count":[121]}}"#,
    r#"{"detail":{"count":[{"numeric":["=",121]}]}}"#,
    r#"{"detail":{"count":[{"anything-but":[119,120]}]}}"#,
    r#"{"detail":{"text":[{"suffix":{"equals-ignore-case":".sent"}}]}}"#,
    r#"{"detail":{"text":[{"wildcard":"*.sent"}]}}"#,
    r#"{"detail":{"text":[{"anything-but":{"suffix":".paid"}}]}}"#,
    r#"{"detail":{"text":[{"anything-but":{"equals-ignore-case":"ORDER.paid"}}]}}"#,
    r#"{"detail":{"text":[{"anything-but":{"wildcard":"order.*"}}]}}"#,
    r#"{"detail":{"text":["sent",{"prefix":"sales."},{"numeric":["<",5]}]}}"#,
    r#"{"detail":{"ip":["192.0.2.8"]}}"#,
];

const EVENT: &str = r#"{"id":"e-1","detail":{"text":"order.paid","count":120,"digits":123456789012345678901,"ip":"192.0.2.7","host":"10.0.0.1:443","nothing":null,"lines":[{"kind":"book","count":1},{"kind":"pen","count":2}]}}"#;

#[test]
fn every_operator_says_why_it_failed() {
    let folder = Folder::new("explain-operators");
    folder
        .write("rules.json", format!("[{}]", RULES.join(",")))
        .write("e.ndjson", EVENT);
    let args = [
        "explain",
        "--source",
        "eventbridge",
        "-f",
        "rules.json",
        "e.ndjson",
    ];
    let run = folder.run(&args);
    let failures = run.stdout().matches("✗").count();
    assert!(
        failures >= RULES.len(),
        "{failures} of {} failures are shown",
        RULES.len()
    );
    check("explain-operators", &[run]);
}

/// Values near a field that is absent.
#[test]
fn absent_fields_are_looked_for() {
    let folder = Folder::new("explain-absent");
    let filter = r#"{"body":{"order":{"state":["paid"]}}}"#;
    let bodies = [
        r#"{"order":{"State":"paid"}}"#,
        r#"{"state":"paid"}"#,
        r#"{"event":{"order":{"state":"paid"}}}"#,
        r#"{"order":"o-1"}"#,
        r#"{"order":"{\"state\":\"paid\"}"}"#,
        r#"{"Type":"Notification","Message":"{\"order\":{\"state\":\"paid\"}}"}"#,
        r#"{"order":{"state":{"name":"paid"}}}"#,
        r#"{"order":[]}"#,
        r#"{"order":{}}"#,
        r#"{}"#,
    ];
    folder.write("r.ndjson", lines(&bodies.map(sqs)));
    let args = [
        "explain",
        "-q",
        "--source",
        "sqs",
        "-e",
        filter,
        "--first-miss",
        "20",
        "r.ndjson",
    ];
    check("explain-absent", &[folder.run(&args)]);
}

fn binary(payload: &[u8]) -> String {
    format!(
        r#"{{"kinesis":{{"data":"{}"}},"eventID":"shardId-0:495"}}"#,
        base64(payload)
    )
}

fn explain(folder: &Folder, source: &str, filter: &str, records: &str) -> Run {
    let args = [
        "explain",
        "--source",
        source,
        "-e",
        filter,
        "--first-miss",
        "20",
        records,
    ];
    folder.run(&args)
}

#[test]
fn every_reason_for_a_dropped_or_unreadable_record_is_explained() {
    let folder = Folder::new("explain-dropped");
    let cut = kinesis(r#"{"a":"x"}"#);
    folder
        .write(
            "json.ndjson",
            [
                binary(b"Hello from Kinesis!"),
                binary(br#"{"a":"x","b":1,}"#),
                binary(b""),
                binary(b"\"plain\""),
                binary(br#""{\"a\":\"x\"}""#),
                binary(b"{\"a\":\"M\xfcnchen\"}"),
                binary(b"\xf3\x89\x9a\xc2\x0a\x01\x61"),
                r#"{"kinesis":{"data":"not base64!"}}"#.to_owned(),
                r#"{"kinesis":{"partitionKey":"p"}}"#.to_owned(),
                r#"{"kinesis":{"data":,}}"#.to_owned(),
                cut[..60].to_owned(),
            ]
            .join("\n"),
        )
        .write("plain.ndjson", lines(&[sqs(r#"{"kind":"order"}"#)]))
        .write("large.ndjson", lines(&[sqs(&"x".repeat(1 << 21))]))
        .write("event.ndjson", "{\"detail\":{\"a\":tru}}\n");
    check(
        "explain-dropped",
        &[
            explain(&folder, "kinesis", r#"{"data":{"a":["x"]}}"#, "json.ndjson"),
            explain(
                &folder,
                "sqs",
                r#"{"body":[{"prefix":"x"}]}"#,
                "plain.ndjson",
            ),
            explain(&folder, "sqs", r#"{"body":{"a":["x"]}}"#, "large.ndjson"),
            explain(
                &folder,
                "eventbridge",
                r#"{"detail":{"a":[true]}}"#,
                "event.ndjson",
            ),
        ],
    );
}

#[test]
fn each_source_says_what_aws_does_with_a_record() {
    let folder = Folder::new("explain-sources");
    let payload = base64(br#"{"a":"y"}"#);
    folder
        .write("sqs", sqs(r#"{"a":"y"}"#))
        .write("kinesis", kinesis(r#"{"a":"y"}"#))
        .write(
            "dynamodb",
            r#"{"eventID":"c4","dynamodb":{"NewImage":{"a":{"S":"y"},"n":{"N":"7"}}}}"#,
        )
        .write(
            "kafka",
            format!(r#"{{"topic":"t","partition":0,"offset":15,"value":"{payload}"}}"#),
        )
        .write(
            "mq",
            format!(r#"{{"messageID":"ID:1","data":"{payload}"}}"#),
        )
        .write("eventbridge", r#"{"id":"e-1","detail-type":"t","a":"y"}"#);
    let rows = [
        ("sqs", r#"{"body":{"a":["x"]}}"#),
        ("kinesis", r#"{"data":{"a":["x"]}}"#),
        (
            "dynamodb",
            r#"{"dynamodb":{"NewImage":{"a":["x"],"n":{"N":[{"numeric":[">",5]}]}}}}"#,
        ),
        ("kafka", r#"{"value":{"a":["x"]},"topic":["t"]}"#),
        ("mq", r#"{"data":{"a":["x"]}}"#),
        ("eventbridge", r#"{"a":["x"]}"#),
    ];
    let missed = rows.map(|(source, filter)| explain(&folder, source, filter, source));
    let taken = rows.map(|(source, filter)| {
        let filter = match source {
            "dynamodb" => {
                r#"{"dynamodb":{"NewImage":{"a":{"S":["y"]},"n":{"N":["7"]}}}}"#.to_owned()
            }
            _ => filter.replace(r#"["x"]"#, r#"["y"]"#),
        };
        folder.run(&[
            "explain", "-q", "--source", source, "-e", &filter, "--record", "0", source,
        ])
    });
    check("explain-sources-missed", &missed);
    check("explain-sources-delivered", &taken);
}

/// Several filters, some of which need another form of payload than the record has.
#[test]
fn each_filter_has_its_own_tree() {
    let folder = Folder::new("explain-several");
    let filters = r#"{"Filters":[
        {"Name":"plain","Pattern":"{\"body\":[{\"prefix\":\"x\"}]}"},
        {"Name":"paid","Pattern":"{\"body\":{\"state\":[\"paid\"]},\"eventSource\":[\"aws:sqs\"]}"},
        {"Pattern":"{\"messageId\":[\"m-2\"]}"}]}"#;
    let kafka = r#"[{"value":{"a":["x"]},"topic":["t"]},{"value":{"a":["x"]},"topic":["u"]}]"#;
    folder
        .write("f.json", filters)
        .write("k.json", kafka)
        .write("r.ndjson", lines(&[sqs(r#"{"state":"open"}"#), sqs("y")]))
        .write(
            "k.ndjson",
            r#"{"topic":"t","partition":0,"offset":15,"value":"cGxhaW4="}"#,
        );
    check(
        "explain-several",
        &[
            folder.run(&["explain", "--source", "sqs", "-f", "f.json", "r.ndjson"]),
            folder.run(&[
                "explain", "--source", "kafka", "-f", "k.json", "--record", "0", "k.ndjson",
            ]),
        ],
    );
}

#[test]
fn alternatives_of_or_have_trees() {
    let folder = Folder::new("explain-or");
    let few = r#"{"body":{"$or":[{"a":["x"],"b":["x"]},{"c":["x"]}]}}"#;
    let many = r#"{"body":{"k":["k"],"$or":[{"a":["x"],"b":["x"]},{"c":["x"]},{"d":["x"]},{"e":[{"exists":true}]},{"f":["x"],"g":["x"]},{"h":["x"]},{"i":["x"]}]}}"#;
    folder.write(
        "r.ndjson",
        lines(&[sqs(r#"{"k":"k","a":"x","b":"y","c":"y"}"#)]),
    );
    let matched = many.replace(r#""c":["x"]"#, r#""c":["y"]"#);
    let run = |filter: &str| {
        folder.run(&[
            "explain", "-q", "--source", "sqs", "-e", filter, "--record", "0", "r.ndjson",
        ])
    };
    check("explain-or", &[run(few), run(many), run(&matched)]);
}

/// The same records at different widths: no line may be wider.
#[test]
fn no_line_is_wider_than_the_terminal() {
    let folder = Folder::new("explain-widths");
    folder
        .write(
            "f.json",
            r#"{"body":{"detail":{"amount":[{"numeric":[">",100,"<=",100000]}],"customer":{"country":["DE","AT","CH"],"note":[{"anything-but":["a rather long note of a customer","銀座"]}]}},"type":["order.paid"]}}"#,
        )
        .write(
            "r.ndjson",
            lines(&[sqs(
                r#"{"type":"order.paid","detail":{"amount":"120","customer":{"country":"München, and what else there is to say","note":"銀座"}}}"#,
            ), sqs("Hello from SQS! This is a longer text, which has to be cut somewhere.")]),
        );
    let runs = [30, 40, 60, 80, 100, 140].map(|columns: usize| {
        let args = [
            "explain", "-q", "--source", "sqs", "-f", "f.json", "r.ndjson",
        ];
        let run = folder.run_at(&args, columns);
        for line in run.stdout().lines() {
            let taken = unicode_width::UnicodeWidthStr::width(line);
            assert!(taken <= columns, "{taken} of {columns} columns: {line}");
        }
        run
    });
    check("explain-widths", &runs);
}

#[test]
fn colour_adds_nothing_that_words_do_not_say() {
    let folder = Folder::new("explain-colour");
    folder.write(
        "r.ndjson",
        lines(&[sqs(r#"{"a":"y","b":"x"}"#), sqs("plain")]),
    );
    let filter = r#"{"body":{"a":["x"],"b":["x"]}}"#;
    let args = [
        "explain", "-q", "--source", "sqs", "-e", filter, "r.ndjson", "--color",
    ];
    let coloured = folder.run(&[&args[..], &["always"]].concat());
    let plain = folder.run(&[&args[..], &["never"]].concat());
    let stripped = anstream::adapter::strip_str(coloured.stdout()).to_string();
    assert_eq!(stripped, plain.stdout());
    assert_ne!(coloured.stdout(), plain.stdout());
    check("explain-colour", &[coloured]);
}

/// Neither text nor JSON contains a control character, whether the record or the pattern has one.
#[test]
fn control_characters_never_reach_a_terminal() {
    let folder = Folder::new("explain-hostile");
    let evil = "\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\r\n\u{7f}";
    let body =
        serde_json::to_string(&serde_json::json!({ "a\u{1b}[31m": evil, "b": evil })).unwrap();
    let record = |id: &str, body: &str| {
        serde_json::to_string(&serde_json::json!({ "messageId": id, "body": body })).unwrap()
    };
    let filter = serde_json::json!({ "Filters": [{
        "Name": evil,
        "Pattern": serde_json::json!({"body": {"a\u{1b}[31m": ["x", evil.to_owned() + "!"], "B": [{"prefix": evil.to_owned() + "?"}]}}).to_string(),
    }, {"Pattern": "{\"body\":{\"c\":[1]}}"}] });
    folder.write("f.json", filter.to_string()).write(
        "r.ndjson",
        lines(&[
            record(evil, &body),
            record(evil, evil),
            evil.replace('\n', ""),
        ]),
    );
    let forms: [&[&str]; 4] = [&[], &["--near"], &["--format", "json"], &["--record", "0"]];
    for form in forms {
        let args = [
            "explain", "--color", "never", "--source", "sqs", "-f", "f.json", "r.ndjson",
        ];
        let run = folder.run(&[&args[..], form].concat());
        let said = run.stdout().to_owned() + &run.stderr;
        let bad = said
            .chars()
            .find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}');
        assert_eq!(bad, None, "{form:?}: {said:?}");
        assert!(said.contains("owned"), "{form:?}: {said}");
    }
    let run = folder.run(&[
        "explain", "-q", "--source", "sqs", "-f", "f.json", "r.ndjson",
    ]);
    check("explain-hostile", &[run]);
}

#[test]
fn options_choose_the_records_explained() {
    let folder = Folder::new("explain-choice");
    let bodies = [
        r#"{"a":"x"}"#,
        r#"{"a":"y"}"#,
        r#"{"a":"x"}"#,
        r#"{"a":"z"}"#,
        "plain",
        "{}",
    ];
    folder
        .write("r.ndjson", lines(&bodies.map(sqs)))
        .write("taken.ndjson", lines(&[sqs(r#"{"a":"x"}"#)]))
        .write("none.ndjson", "");
    let run = |rest: &[&str]| {
        let args = [
            "explain",
            "--source",
            "sqs",
            "-e",
            r#"{"body":{"a":["x"]}}"#,
        ];
        folder.run(&[&args[..], rest].concat())
    };
    let runs = [
        run(&["r.ndjson"]),
        run(&["--first-miss", "1", "r.ndjson"]),
        run(&["--record", "2", "r.ndjson"]),
        run(&["--record", "7", "taken.ndjson", "r.ndjson", "taken.ndjson"]),
        run(&["--record", "7", "r.ndjson"]),
        run(&["--record", "0", "none.ndjson"]),
        run(&["taken.ndjson"]),
        run(&["missing.ndjson", "taken.ndjson"]),
        run(&["--record", "1", "--near", "r.ndjson"]),
        run(&["--first-miss", "0", "r.ndjson"]),
    ];
    check("explain-choice", &runs);
}

#[test]
fn near_misses_are_counted_by_condition() {
    let folder = Folder::new("explain-near");
    let filters = r#"[{"body":{"a":["x"],"b":["x"]}},{"body":{"l":{"k":["x"],"n":[1]}}}]"#;
    let bodies = [
        r#"{"a":"x","b":"x"}"#,
        r#"{"a":"x","b":"y"}"#,
        r#"{"a":"y","b":"x"}"#,
        r#"{"a":"x"}"#,
        r#"{"a":"y","b":"y"}"#,
        r#"{"l":[{"k":"x","n":2},{"k":"y","n":1}]}"#,
        r#"{"a":"x","l":[{"k":"x","n":2}]}"#,
        "plain",
    ];
    folder
        .write("f.json", filters)
        .write("r.ndjson", lines(&bodies.map(sqs)));
    let args = [
        "explain", "--source", "sqs", "-f", "f.json", "--near", "r.ndjson",
    ];
    let json = [&args[..], &["-q", "--format", "json"]].concat();
    check(
        "explain-near",
        &[
            folder.run(&args),
            folder.run_at(&args, 40),
            folder.run(&json),
        ],
    );
}

#[test]
fn explanations_are_written_as_json() {
    let folder = Folder::new("explain-json");
    folder.write(
        "r.ndjson",
        lines(&[
            sqs(r#"{"a":"y","b":["x",1,2]}"#),
            sqs("{\"a\":}"),
            "{}".to_owned(),
        ]),
    );
    let filter = r#"{"body":{"a":["x"],"$or":[{"b":["x"]},{"c":[{"exists":false}]}]}}"#;
    let args = [
        "explain", "-q", "--format", "json", "--source", "sqs", "-e", filter, "r.ndjson",
    ];
    check("explain-json", &[folder.run(&args)]);
}

/// The command of the README, on the committed orders.
#[test]
fn readme_command_prints_its_first_screen() {
    let command = [
        "explain",
        "-f",
        "filters/examples/two-books.json",
        "--source",
        "sqs",
        "--near",
        "corpora/orders/orders.ndjson.gz",
    ];
    check("explain-readme", &[Folder::repository().run(&command)]);
}

/// Checks that `explain` gives every record of a corpus that is not delivered the disposition that `match` gives it.
fn check_verdicts(source: &str, records: &str) {
    let folder = Folder::repository();
    let examples = fs::read_dir(folder.path("filters/examples")).unwrap();
    let examples = examples.map(|entry| entry.unwrap().path());
    let mut compared = 0;
    for example in examples.filter(|path| path.extension() == Some("json".as_ref())) {
        let cases = fs::read_to_string(example.with_extension("cases.jsonl")).unwrap();
        let row: Value = serde_json::from_str(cases.lines().next().unwrap()).unwrap();
        if row["source"] != source {
            continue;
        }
        let filter = example.to_str().unwrap();
        let rest = ["-q", "--source", source, "-f", filter, records];
        let explained = folder.run(
            &[
                &["explain", "--format", "json", "--first-miss", "9999"],
                &rest[..],
            ]
            .concat(),
        );
        let explained: Value = serde_json::from_str(explained.stdout()).unwrap();
        let mut explained = explained["explained"].as_array().unwrap().iter();
        let judged = folder.run(&[&["match", "--dispositions"], &rest[..]].concat());
        for line in judged.stdout().lines() {
            let judged: Value = serde_json::from_str(line).unwrap();
            if judged["disposition"] == "delivered" {
                continue;
            }
            let explained = explained.next().unwrap();
            for key in ["index", "disposition", "reason", "filters"] {
                assert_eq!(explained[key], judged[key], "{filter} {judged}");
            }
            compared += 1;
        }
        assert_eq!(explained.next(), None, "{filter}");
    }
    assert!(compared > 400, "{compared}");
}

#[test]
fn verdict_is_that_of_match() {
    check_verdicts("kinesis", "corpora/sensors/sensors.ndjson");
    check_verdicts("sqs", "corpora/orders/orders.ndjson.gz");
}

#[test]
fn shrunk_record_keeps_its_fate_and_reason() {
    let folder = Folder::new("explain-shrink");
    let body =
        r#"{\"kind\":\"order\",\"amount\":50,\"items\":[{\"a\":1},{\"a\":2}],\"note\":\"x\"}"#;
    let missed = format!(
        r#"{{"messageId":"m","receiptHandle":"h","body":"{body}","eventSource":"aws:sqs"}}"#
    );
    let delivered = missed.replace("50", "150");
    let text = r#"{"messageId":"t","receiptHandle":"h","body":"plain","eventSource":"aws:sqs"}"#;
    folder.write("records.ndjson", format!("{missed}\n{delivered}\n{text}\n"));
    let pattern = r#"{"body":{"kind":["order"],"amount":[{"numeric":[">=",100]}]}}"#;
    let records = ["--record", "0", "--record", "1", "--record", "2"];
    let args = ["explain", "--shrink", "-e", pattern, "records.ndjson"];
    let args = [&args[..], &records].concat();
    let json = [&args[..], &["--format", "json", "-q"]].concat();
    check("explain-shrink", &[folder.run(&args), folder.run(&json)]);
}
