use crate::harness::{Folder, Run, check};

fn run(args: &[&str]) -> Run {
    Folder::repository().run(&[&["plan", "memory"], args].concat())
}

#[test]
fn plan_is_printed_in_every_format() {
    let log = "corpora/reports/thumbnails.log";
    let runs = ["text", "md", "json"].map(|format| run(&[log, "--format", format]));
    check("plan-memory", &runs);
}

/// All containers of logs in one run; each by itself gives the same figures.
#[test]
fn every_container_of_a_log_is_read() {
    let files = [
        "text.log",
        "json.ndjson",
        "export.gz",
        "tail.log",
        "events.json",
        "subscription.json.gz",
        "query.json",
        "csv.csv",
        "figures.csv",
        "telemetry.json",
    ]
    .map(|name| format!("corpora/reports/{name}"));
    let all: Vec<_> = files.iter().map(String::as_str).collect();
    check("plan-memory-containers", &[run(&all)]);
    let table = |file: &str| {
        let run = run(&[file, "--format", "json"]);
        let document: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        document["tables"].clone()
    };
    let first = table(&files[0]);
    for file in &files {
        assert_eq!(table(file), first, "{file}");
    }
}

#[test]
fn log_of_one_size_gives_a_range_and_a_drawing() {
    let folder = Folder::new("plan-memory");
    let line = "REPORT RequestId: 1\tDuration: 812.40 ms\tBilled Duration: 813 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB\t\n";
    folder.write("one.log", line.repeat(6));
    folder.write(
        "none.log",
        "START RequestId: 1 Version: $LATEST\nREPORT RequestId: 1\n",
    );
    folder.write("cut.json", "{\"events\": [{\"message\": \"REPORT");
    folder.write("other.csv", "@timestamp,@log\n1,2\n");
    let run = |args: &[&str]| folder.run(&[&["plan", "memory"], args].concat());
    let runs = [
        run(&[
            "one.log", "--rate", "10/s", "--arch", "arm64", "--svg", "one.svg",
        ]),
        run(&["none.log"]),
        run(&["cut.json"]),
        run(&["other.csv"]),
        run(&["missing.log"]),
        run(&["one.log", "--balance", "2"]),
        run(&["one.log", "--svg", "no/such/folder.svg"]),
    ];
    check("plan-memory-one", &runs);
    let svg = std::fs::read_to_string(folder.path("one.svg")).unwrap();
    assert!(svg.starts_with("<svg ") && svg.contains("today"), "{svg}");
}

/// Without a log: the range that the published share of CPU leaves.
#[test]
fn size_and_duration_give_a_range_without_a_log() {
    let runs = [
        run(&["--memory", "512", "--duration-ms", "200", "--rate", "10/s"]),
        run(&["--memory", "3008", "--duration-ms", "1.5s"]),
        run(&["--memory", "512"]),
        run(&["--memory", "512", "--duration-ms", "200", "one.log"]),
    ];
    check("plan-memory-stated", &runs);
}
