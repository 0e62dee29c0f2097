//! `estimate` of a month: recorded times, a stated rate, a backlog, a mapping file, prices, and what CI asks for.

use crate::harness::{Folder, Run, check};
use crate::records::{base64, lines, sqs};

/// Returns a folder with six hours of a stream of two shards: a record every other second, of which one in eight is
/// delivered.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let stream: Vec<_> = (0..10_800_u32).map(record).collect();
    folder.write("stream.ndjson", lines(&stream));
    let payloads = (0..40).map(|n| format!("{{\"hot\":{}}}", n % 8 == 0));
    folder.write("payloads.ndjson", lines(&payloads.collect::<Vec<_>>()));
    folder
}

fn record(n: u32) -> String {
    let payload = format!("{{\"hot\":{},\"n\":{n}}}", (n * 7).is_multiple_of(8));
    let (data, shard) = (base64(payload.as_bytes()), n % 2);
    format!(
        r#"{{"eventID":"shardId-00000000000{shard}:{n}","kinesis":{{"partitionKey":"p{n}","data":"{data}","approximateArrivalTimestamp":{}}}}}"#,
        1_780_000_000 + n * 2
    )
}

const HOT: [&str; 5] = [
    "estimate",
    "-e",
    r#"{"data":{"hot":[true]}}"#,
    "--source",
    "kinesis",
];

fn run(folder: &Folder, more: &[&str]) -> Run {
    folder.run(&[&HOT, more].concat())
}

#[test]
fn recorded_times_are_replayed_and_priced() {
    let folder = folder("estimate-month");
    let settings = [
        "--window",
        "60",
        "--duration-ms",
        "20+2/record",
        "stream.ndjson",
    ];
    check(
        "estimate-month",
        &[
            run(&folder, &settings),
            run(&folder, &[&settings[..], &["--full"]].concat()),
            run(&folder, &[&settings[..], &["--format", "json"]].concat()),
            run(&folder, &[&settings[..], &["--format", "md"]].concat()),
        ],
    );
}

/// A stream with all that AWS bills beside invocations and run time, and a queue with pollers of its own.
#[test]
fn features_of_streams_functions_and_pollers_are_priced() {
    let folder = folder("estimate-bill");
    let features = [
        "--rate",
        "100/s",
        "--arrivals",
        "backlog",
        "--duration-ms",
        "20",
        "--region",
        "us-east-1",
        "--on-demand",
        "--enhanced-fan-out",
        "--tumbling-window",
        "60",
        "--init-ms",
        "300",
        "--snapstart",
        "--savings-plan",
        "17%",
        "payloads.ndjson",
    ];
    let pollers = [
        "estimate",
        "-e",
        r#"{"body":{"hot":[true]}}"#,
        "--source",
        "sqs",
        "--rate",
        "100/s",
        "--arrivals",
        "backlog",
        "--duration-ms",
        "20",
        "--region",
        "us-east-1",
        "--provisioned-pollers",
        "2-10",
        "payloads.ndjson",
    ];
    check(
        "estimate-bill",
        &[run(&folder, &features), folder.run(&pollers)],
    );
}

#[test]
fn payloads_and_a_rate_make_a_month() {
    let folder = folder("estimate-rate");
    check(
        "estimate-rate",
        &[
            run(&folder, &["payloads.ndjson"]),
            run(
                &folder,
                &[
                    "--rate",
                    "40/s",
                    "--shards",
                    "4",
                    "--arch",
                    "arm64",
                    "--region",
                    "eu-west-1",
                    "payloads.ndjson",
                ],
            ),
        ],
    );
}

/// Kafka's default window is half a second, which no setting can restore. The report shows it as it is, and compares
/// other batch sizes with the same window.
#[test]
fn window_of_half_a_second_is_kept() {
    let folder = folder("estimate-kafka-month");
    let run = folder.run(&[
        "estimate",
        "-e",
        r#"{"value":{"hot":[true]}}"#,
        "--source",
        "kafka",
        "--rate",
        "40/s",
        "--full",
        "payloads.ndjson",
    ]);
    let text = run.stdout();
    assert!(text.contains("0.5 (today)"), "{text}");
    assert!(text.contains("(now 0.5 s)"), "{text}");
    // Twenty records in half a second: batches of 100 and of 250 never fill, so nothing changes.
    let cells = |size: &str| {
        let row = text
            .lines()
            .find(|line| line.trim_start().starts_with(size))
            .unwrap_or_default();
        row.split_whitespace()
            .rev()
            .take(3)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(cells("100 (today)"), cells("250 "), "{text}");
}

#[test]
fn mapping_file_replaces_options() {
    let folder = folder("estimate-mapping");
    let mapping = r#"{"EventSourceArn": "arn:aws:kinesis:eu-central-1:1:stream/s", "BatchSize": 50,
  "MaximumBatchingWindowInSeconds": 30, "TumblingWindowInSeconds": 60,
  "FilterCriteria": {"Filters": [{"Pattern": "{\"data\":{\"hot\":[true]}}"}]}}"#;
    folder.write("esm.json", mapping);
    folder.write("broken.json", mapping.replace("50", "\"50\""));
    folder.write(
        "bare.json",
        r#"{"EventSourceArn": "arn:aws:kinesis:eu-central-1:1:stream/s"}"#,
    );
    let estimate = |more: &[&str]| {
        let args = [&["estimate", "--format", "json"], more, &["stream.ndjson"]].concat();
        folder.run(&args)
    };
    let typed = estimate(&[
        "-e",
        r#"{"data":{"hot":[true]}}"#,
        "--source",
        "kinesis",
        "--batch-size",
        "50",
        "--window",
        "30",
        "--tumbling-window",
        "60",
        "--region",
        "eu-central-1",
    ]);
    let mapped = estimate(&["--mapping", "esm.json"]);
    let counts = |run: &Run| {
        let document: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        (document["invocations"].clone(), document["cost"].clone())
    };
    assert_eq!(counts(&typed), counts(&mapped));
    check(
        "estimate-mapping",
        &[
            estimate(&["--mapping", "broken.json"]),
            estimate(&["--mapping", "bare.json"]),
            estimate(&["--mapping", "missing.json"]),
            estimate(&["--mapping", "esm.json", "--source", "sqs"]),
        ],
    );
}

#[test]
fn saving_below_the_gate_exits_with_1() {
    let folder = folder("estimate-fail-under");
    let asked = |percent| run(&folder, &["--fail-under", percent, "-q", "stream.ndjson"]);
    assert_eq!(asked("20%").code, Some(0));
    assert_eq!(asked("99.9").code, Some(1));
    let sample = |percent| {
        run(
            &folder,
            &[
                "--fail-under",
                percent,
                "-q",
                "--batch-size",
                "1",
                "payloads.ndjson",
            ],
        )
    };
    assert_eq!((sample("87.5").code, sample("88").code), (Some(0), Some(1)));
    assert_eq!(asked("101").code, Some(2));
}

/// The headline names no saving for a month then, so there is none to compare.
#[test]
fn gate_on_the_saving_fails_if_the_records_are_too_few_for_a_month() {
    let folder = folder("estimate-too-few-gate");
    let queue = |records: u32| {
        let messages: Vec<_> = (0..records)
            .map(|n| sqs(&format!("{{\"n\":{n}}}")))
            .collect();
        folder.write("queue.ndjson", lines(&messages));
        let pattern = r#"{"body":{"n":[{"numeric":["<",1]}]}}"#;
        let args = ["estimate", "-q", "--source", "sqs", "--fail-under", "20%"];
        let more = ["--rate", "9/s", "-e", pattern, "queue.ndjson"];
        folder.run(&[&args[..], &more].concat())
    };
    let few = queue(2);
    assert_eq!(few.code, Some(1));
    let said = "--fail-under 20% failed: only 2 records, and a month needs 10";
    assert!(few.stderr.contains(said), "{}", few.stderr);
    assert_eq!(queue(12).code, Some(0));
}

#[test]
fn own_prices_replace_built_in_ones() {
    let folder = folder("estimate-prices");
    folder.write(
        "free.json",
        r#"{"as_of": "2026-11-25", "source": "our contract", "prices": {"us-east-1": {"requests_per_million": 0}}}"#,
    );
    folder.write("broken.json", "{\"region\": }");
    let priced = |file: &str| {
        run(
            &folder,
            &["--prices", file, "--format", "json", "stream.ndjson"],
        )
    };
    let document: serde_json::Value = serde_json::from_slice(&priced("free.json").stdout).unwrap();
    let line = &document["cost"]["lines"][0];
    assert_eq!(
        (&line["name"], &line["today"]),
        (&"Lambda requests".into(), &"0.00".into())
    );
    let refused = [
        priced("broken.json"),
        priced("missing.json"),
        run(&folder, &["--region", "me-central-1", "stream.ndjson"]),
        run(&folder, &["--arrivals", "backlog", "payloads.ndjson"]),
        run(&folder, &["--rate", "fast", "payloads.ndjson"]),
        run(&folder, &["--duration-ms", "1x", "payloads.ndjson"]),
        run(&folder, &["--fifo", "payloads.ndjson"]),
    ];
    check("estimate-prices", &refused);
}

/// Each gate says its number and by how much it fails; a filter that delivers nothing saves nothing.
#[test]
fn failing_gates_say_by_how_much() {
    let folder = folder("estimate-gates");
    let queue: Vec<_> = (0..20).map(|n| sqs(&format!("{{\"n\":{n}}}"))).collect();
    folder.write("queue.ndjson", lines(&queue));
    let gated = |pattern: &str, gates: &[&str]| {
        let args = ["estimate", "-q", "--source", "sqs", "-e", pattern];
        folder.run(&[&args, gates, &["queue.ndjson"]].concat())
    };
    let (none, some) = (r#"{"body":{"n":["x"]}}"#, r#"{"body":{"n":[1,2]}}"#);
    check(
        "estimate-gates",
        &[
            gated(none, &["--fail-under", "20%", "--min-delivered", "2%"]),
            gated(some, &["--min-delivered", "3", "--max-deleted", "50%"]),
            gated(some, &["--min-delivered", "10%", "--max-deleted", "18"]),
            gated(some, &["--min-delivered", "few"]),
        ],
    );
}

/// Files with one shard each are one stream: all of their records and shards make the month.
#[test]
fn files_of_one_shard_each_are_one_stream() {
    let folder = folder("estimate-files");
    let names = ["a.ndjson", "b.ndjson", "c.ndjson", "d.ndjson", "e.ndjson"];
    for (shard, name) in (0_u32..).zip(names) {
        let id = format!("shardId-00000000000{shard}:");
        let records = (0..600).map(|n| record(n * 2).replace("shardId-000000000000:", &id));
        folder.write(name, lines(&records.collect::<Vec<_>>()));
    }
    let month = |files: &[&str]| {
        let run = run(&folder, &[&["--format", "json"][..], files].concat());
        let document: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let number = |key: &str| document["basis"][key].as_u64().unwrap();
        (number("month_records"), number("lanes_all"))
    };
    let ((one, shard), (all, shards)) = (month(&names[..1]), month(&names));
    assert_eq!((shard, shards), (1, 5));
    assert!(all.abs_diff(one * 5) < one / 100, "{one} {all}");
}

/// The region of the records is that of the prices, unless an option names another.
#[test]
fn region_of_the_records_is_that_of_the_prices() {
    let folder = folder("estimate-region");
    let record = record(8).replacen('{', r#"{"awsRegion":"eu-west-1","#, 1);
    folder.write("here.ndjson", lines(&[record.clone(), record.clone()]));
    folder.write(
        "nowhere.ndjson",
        lines(&[record.replace("eu-west-1", "xx-north-9")]),
    );
    let region = |more: &[&str]| {
        let run = run(
            &folder,
            &[&["--rate", "400/s", "--format", "json"], more].concat(),
        );
        let document: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        (
            document["cost"]["region"].clone(),
            document["warnings"].to_string(),
        )
    };
    assert_eq!(region(&["here.ndjson"]).0, "eu-west-1");
    assert_eq!(
        region(&["--region", "us-west-2", "here.ndjson"]).0,
        "us-west-2"
    );
    let (stand_in, warnings) = region(&["nowhere.ndjson"]);
    assert_eq!(stand_in, "us-east-1");
    assert!(warnings.contains("xx-north-9"), "{warnings}");
}

/// The page is one file that loads nothing from the network, and is the same every time.
#[test]
fn page_loads_nothing_and_is_always_the_same() {
    let folder = folder("estimate-page");
    let page = || {
        run(
            &folder,
            &["--format", "html", "--window", "60", "stream.ndjson"],
        )
    };
    let (one, two) = (page(), page());
    assert_eq!(one.stdout, two.stdout);
    let text = one.stdout();
    assert!(
        text.starts_with("<!DOCTYPE html>") && text.contains("</html>"),
        "{text}"
    );
    assert!(
        !text.contains("<script") && !text.contains("http"),
        "{text}"
    );
}

#[test]
fn results_do_not_depend_on_threads() {
    let folder = folder("estimate-threads");
    let one = run(
        &folder,
        &["--threads", "1", "--format", "json", "stream.ndjson"],
    );
    let two = run(
        &folder,
        &["--threads", "2", "--format", "json", "stream.ndjson"],
    );
    assert_eq!(one.stdout(), two.stdout());
}
