use crate::harness::{Folder, Run, check};

fn run(args: &[&str]) -> Run {
    Folder::repository().run(&[&["plan", "recursion"], args].concat())
}

#[test]
fn plan_is_printed_in_every_format() {
    let asked = [
        "--notifications",
        "corpora/metrics/notifications.json",
        "--fan-out",
        "2",
    ];
    let runs =
        ["text", "md", "json"].map(|format| run(&[&asked[..], &["--format", format]].concat()));
    check("plan-recursion", &runs);
}

/// A function that marks its output, one that doesn't, and one whose output is not a record.
#[test]
fn output_is_run_through_its_own_filter() {
    let folder = Folder::new("plan-recursion");
    folder.write(
        "filter.json",
        r#"{"body":{"kind":["order"],"checked":[{"exists":false}]}}"#,
    );
    folder.write(
        "marked.ndjson",
        "{\"kind\":\"order\",\"checked\":true}\n{\"kind\":\"receipt\"}\n",
    );
    folder.write(
        "bare.ndjson",
        "{\"kind\":\"receipt\"}\n{\"kind\":\"order\"}\n",
    );
    folder.write("record.ndjson", "{\"body\":\"{}\"}\n{\"body\":5}\n");
    let run = |args: &[&str]| {
        folder.run(
            &[
                &["plan", "recursion", "-f", "filter.json", "--source", "sqs"],
                args,
            ]
            .concat(),
        )
    };
    let runs = [
        run(&["marked.ndjson"]),
        run(&["bare.ndjson", "--allowed"]),
        run(&["record.ndjson"]),
    ];
    let verdicts = ["GUARDED", "LOOP", "UNCERTAIN"];
    for (run, verdict) in runs.iter().zip(verdicts) {
        assert!(run.stdout().contains(verdict), "{}", run.stdout());
    }
    check("plan-recursion-samples", &runs);
}

#[test]
fn incomplete_options_are_refused() {
    let folder = Folder::new("plan-recursion-errors");
    folder.write("list.json", "[]");
    folder.write("broken.json", "{\n \"Writes\": [}\n");
    let run = |args: &[&str]| folder.run(&[&["plan", "recursion"], args].concat());
    let runs = [
        run(&[]),
        run(&["--trigger", "in/*"]),
        run(&["--trigger", "in/*", "--writes", "a*b*c"]),
        run(&["--notifications", "list.json", "--writes", "out/*"]),
        run(&["--notifications", "broken.json"]),
        run(&["--notifications", "missing.json"]),
        run(&["-e", "{\"body\":[\"a\"]}"]),
        run(&["--trigger", "in/*", "--source", "sqs"]),
    ];
    check("plan-recursion-errors", &runs);
}
