use super::formats;
use crate::harness::{Folder, check};

#[test]
fn plan_is_printed_in_every_format() {
    let question = ["concurrency", "--rate", "500/s", "--duration-ms", "200"];
    check("plan-concurrency", &formats("plan-concurrency", &question));
}

#[test]
fn sources_and_account_limits_are_planned() {
    let folder = Folder::new("plan-concurrency-sources");
    let run = |options: &str| {
        let mut args = vec!["plan", "concurrency"];
        args.extend(options.split(' '));
        folder.run(&args)
    };
    let runs = [
        "--rate 20000/s --duration-ms 50",
        "--rate 400/s --duration-ms 200 --source kinesis --shards 100 --parallelization-factor 2 --reserved 150",
        "--rate 50/s --duration-ms 400 --source sqs --maximum-concurrency 30",
        "--rate 50/s --duration-ms 400 --source eventbridge --reserved-elsewhere 900",
        "--rate 2000/s --duration-ms 10 --reserved 30",
        "--rate 100/s --duration-ms 200 --source kinesis --shards 4",
        "--rate 500/s --duration-ms 200 --compare --memory 1024 --region eu-west-1",
    ];
    check("plan-concurrency-sources", &runs.map(run));
}

/// The replay of an estimate, read back: both sides of its load.
#[test]
fn estimate_is_planned_before_and_after_the_filter() {
    let repository = Folder::repository();
    let estimate = repository.run(&[
        "estimate",
        "-f",
        "filters/examples/thermal.json",
        "--source",
        "kinesis",
        "--rate",
        "400/s",
        "--duration-ms",
        "20+1/record",
        "--format",
        "json",
        "--quiet",
        "corpora/sensors/sensors.ndjson",
    ]);
    let folder = Folder::new("plan-concurrency-estimate");
    folder.write("estimate.json", estimate.stdout());
    folder.write("plain.ndjson", "{\"hot\":true}\n{\"hot\":false}\n");
    let sample = folder.run(&[
        "estimate",
        "-e",
        "{\"data\":{\"hot\":[true]}}",
        "--source",
        "kinesis",
        "--input",
        "payload",
        "--format",
        "json",
        "--quiet",
        "plain.ndjson",
    ]);
    folder.write("sample.json", sample.stdout());
    folder.write(
        "broken.json",
        "{\"schema\": \"tidegate.estimate/v1\",\n \"load\": }",
    );
    let plan = ["plan", "concurrency", "--estimate"];
    let file = |name| folder.run(&[&plan[..], &[name]].concat());
    let runs = [
        folder.run_on(&[&plan[..], &["-"]].concat(), estimate.stdout().as_bytes()),
        file("sample.json"),
        file("broken.json"),
        file("absent.json"),
    ];
    assert_eq!(runs[0].stdout(), file("estimate.json").stdout());
    check("plan-concurrency-estimate", &runs);
}

#[test]
fn options_that_do_not_go_together_are_refused() {
    let folder = Folder::new("plan-concurrency-refused");
    let run = |options: &str| {
        let mut args = vec!["plan", "concurrency"];
        args.extend(options.split(' ').filter(|word| !word.is_empty()));
        folder.run(&args)
    };
    let runs = [
        "--rate 500/s",
        "--rate 500 --duration-ms 200",
        "--rate 500/s --duration-ms 0",
        "--rate 500/s --duration-ms 200 --throttled 101",
        "--rate 500/s --duration-ms 200 --source sqs --shards 4",
        "--rate 500/s --duration-ms 200 --shards 4",
        "--rate 500/s --duration-ms 200 --region eu-west-1",
        "--rate 500/s --duration-ms 200 --memory 1024",
    ];
    check("plan-concurrency-refused", &runs.map(run));
}
