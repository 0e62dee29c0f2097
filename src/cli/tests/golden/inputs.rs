//! Messages about inputs that can't be read, and the dispositions of records that can't.

use std::io::Write;
use std::process::Stdio;

use crate::harness::{Folder, Run, check};
use crate::records::{kinesis, lines, sqs};

const FILTER: &str = r#"{"data":{"a":["x"]}}"#;

fn dispositions(folder: &Folder, source: &str, filter: &str, inputs: &[&str]) -> Run {
    let args = ["match", "--source", source, "--dispositions", "-e", filter];
    folder.run(&[&args, inputs].concat())
}

fn check_kinesis(name: &str, content: impl AsRef<[u8]>) {
    let folder = Folder::new(name);
    folder.write("r.ndjson", content);
    check(
        name,
        &[dispositions(&folder, "kinesis", FILTER, &["r.ndjson"])],
    );
}

#[test]
fn empty_file_has_no_records() {
    check_kinesis("input-empty", "");
}

#[test]
fn blank_lines_are_skipped() {
    let record = kinesis(r#"{"a":"x"}"#);
    check_kinesis("input-blank", format!("\n  \n{record}\n\r\n{record}"));
}

#[test]
fn binary_file_is_reported() {
    let bytes: Vec<u8> = (0..=255).cycle().take(4096).collect();
    check_kinesis(
        "input-binary",
        [b"\x7fELF\x02\x01\x01\x00", &bytes[..]].concat(),
    );
}

#[test]
fn record_cut_off_at_the_end_is_reported() {
    let record = kinesis(r#"{"a":"x"}"#);
    check_kinesis(
        "input-truncated",
        format!("{record}\n{}", &record[..record.len() / 2]),
    );
}

#[test]
fn event_cut_off_in_its_second_record_is_reported() {
    let record = kinesis(r#"{"a":"x"}"#);
    let half = &record[..record.len() / 2];
    check_kinesis(
        "input-truncated-event",
        format!("{{\"Records\": [{record}, {half}"),
    );
}

#[test]
fn gzip_file_cut_off_is_reported() {
    let folder = Folder::new("input-truncated-gzip");
    let packed = gzip(lines(&vec![kinesis(r#"{"a":"x"}"#); 10]).as_bytes());
    folder.write("r.ndjson.gz", &packed[..packed.len() / 2]);
    check(
        "input-truncated-gzip",
        &[dispositions(&folder, "kinesis", FILTER, &["r.ndjson.gz"])],
    );
}

/// Returns a gzip member with one stored block (RFC 1951, 3.2.4), without its check sum: enough for a file that is cut
/// before it.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    packed.extend(length.to_le_bytes());
    packed.extend((!length).to_le_bytes());
    packed.extend(bytes);
    packed
}

#[test]
fn bytes_that_are_not_utf8_are_reported() {
    let good = kinesis(r#"{"a":"x"}"#);
    let mut bytes = lines(std::slice::from_ref(&good)).into_bytes();
    bytes.extend(
        good.replace("\"p\"", "\"gr\u{1}n\"")
            .bytes()
            .map(|b| if b == 1 { 0xfc } else { b }),
    );
    bytes.extend(b"\n");
    bytes.extend(lines(&[good]).bytes());
    check_kinesis("input-not-utf8", bytes);
}

#[test]
fn payload_that_is_not_utf8_is_reported() {
    let record =
        r#"{"kinesis":{"partitionKey":"p","data":"eyJhIjoi/CJ9"},"eventSource":"aws:kinesis"}"#;
    check_kinesis("input-payload-not-utf8", format!("{record}\n"));
}

#[test]
fn hundred_thousand_levels_are_reported() {
    let deep = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    check_kinesis(
        "input-deep",
        lines(&[kinesis(r#"{"a":"x"}"#), deep.clone(), kinesis(&deep)]),
    );
}

#[test]
fn records_of_another_source_are_reported() {
    let folder = Folder::new("input-foreign");
    folder.write("line.ndjson", lines(&[sqs("{}")]));
    folder.write("event.json", format!("{{\"Records\": [{}]}}", sqs("{}")));
    let runs =
        ["line.ndjson", "event.json"].map(|file| dispositions(&folder, "kinesis", FILTER, &[file]));
    check("input-foreign", &runs);
}

#[test]
fn directory_and_missing_file_do_not_stop_other_inputs() {
    let folder = Folder::new("input-path");
    std::fs::create_dir(folder.path("records")).unwrap();
    folder.write("1.ndjson", lines(&[kinesis(r#"{"a":"x"}"#)]));
    folder.write(
        "2.ndjson",
        lines(&[kinesis(r#"{"a":"y"}"#), kinesis(r#"{"a":"x"}"#)]),
    );
    let inputs = ["1.ndjson", "records", "no-such-file.ndjson", "2.ndjson"];
    check(
        "input-path",
        &[dispositions(&folder, "kinesis", FILTER, &inputs)],
    );
}

/// A record limit that is small enough to try it on every source.
#[test]
fn record_over_the_limit_is_unreadable() {
    let folder = Folder::new("input-too-large");
    let large = sqs(&format!("{{\"a\":\"{}\"}}", "x".repeat(2000)));
    folder.write(
        "r.ndjson",
        lines(&[sqs(r#"{"a":"x"}"#), large, sqs(r#"{"a":"x"}"#)]),
    );
    let args = [
        "match",
        "--source",
        "sqs",
        "-e",
        r#"{"body":{"a":["x"]}}"#,
        "r.ndjson",
    ];
    let limited = [&args[..], &["--max-record-bytes", "1000"]].concat();
    let lines = [&limited[..], &["--dispositions"]].concat();
    let inverted = [&limited[..], &["--invert"]].concat();
    check(
        "input-too-large",
        &[folder.run(&lines), folder.run(&inverted)],
    );
}

/// 100 MB in one line: skipped, counted, and the record after it read.
#[test]
fn record_of_a_hundred_megabytes_is_skipped() {
    let folder = Folder::new("input-100-mb");
    let args = [
        "match",
        "--source",
        "sqs",
        "--dispositions",
        "-e",
        r#"{"body":{"a":["x"]}}"#,
    ];
    let mut command = folder.command(&args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let good = sqs(r#"{"a":"x"}"#);
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            stdin.write_all(good.as_bytes()).unwrap();
            stdin
                .write_all(b"\n{\"messageId\":\"m-2\",\"body\":\"")
                .unwrap();
            for _ in 0..1600 {
                stdin.write_all(&[b'x'; 1 << 16]).unwrap();
            }
            stdin
                .write_all(b"\",\"eventSource\":\"aws:sqs\"}\n")
                .unwrap();
            stdin.write_all(good.as_bytes()).unwrap();
        });
        child.wait_with_output().unwrap()
    });
    let stdout = String::from_utf8(output.stdout).unwrap();
    let expected = r#"{"index":0,"id":"m-1","disposition":"delivered","reason":null,"filters":[1]}
{"index":1,"disposition":"unreadable","reason":"too-large","filters":[]}
{"index":2,"id":"m-1","disposition":"delivered","reason":null,"filters":[1]}
"#;
    assert_eq!((stdout.as_str(), output.status.code()), (expected, Some(0)));
}

#[test]
fn no_input_reads_stdin_and_so_does_a_dash() {
    let folder = Folder::new("input-stdin");
    let record = lines(&[kinesis(r#"{"a":"x"}"#)]);
    let args = ["match", "--source", "kinesis", "--count", "-e", FILTER];
    let none = folder.run_on(&args, record.as_bytes());
    let dash = folder.run_on(&[&args[..], &["-"]].concat(), record.as_bytes());
    check("input-stdin", &[none, dash]);
}

#[test]
fn kind_of_input_can_be_stated() {
    let folder = Folder::new("input-forced");
    folder.write(
        "r.ndjson",
        lines(&[
            r#"{"data":"eyJhIjoieCJ9"}"#.to_owned(),
            "not JSON".to_owned(),
        ]),
    );
    let args = [
        "match",
        "--source",
        "kinesis",
        "--dispositions",
        "-e",
        FILTER,
        "r.ndjson",
        "--input",
    ];
    let runs =
        ["record", "payload", "event"].map(|kind| folder.run(&[&args[..], &[kind]].concat()));
    check("input-forced", &runs);
}

/// Events that AWS does not filter, and objects that are not events of a bus.
#[test]
fn events_that_no_filter_sees_are_refused_by_name() {
    let repository = Folder::repository();
    let sample = |name: &str| format!("corpora/refused/{name}");
    let run = |source: &str, name: &str| {
        let file = sample(name);
        repository.run(&["match", "--count", "--source", source, "-e", FILTER, &file])
    };
    let folder = Folder::new("input-refused");
    folder.write("details.ndjson", "{\"state\":\"paid\",\"total\":5}\n");
    let bus = [
        "match",
        "--count",
        "--source",
        "eventbridge",
        "-e",
        r#"{"detail":{"state":["paid"]}}"#,
    ];
    let asked = [&bus[..], &["--input", "payload", "details.ndjson"]].concat();
    let runs = [
        run("kinesis", "documentdb.json"),
        run("kinesis", "firehose.json"),
        folder.run_at(&[&bus[..], &["details.ndjson"]].concat(), 60),
        folder.run(&asked),
    ];
    check("input-refused", &runs);
}
