//! The first screen of `estimate`: filters that never match, pipes, options without effect, and each gate.

use crate::harness::{Folder, Run, check};
use crate::records::{lines, sqs};

const NONE: &str = r#"{"body":{"n":["x"]}}"#;
const FEW: &str = r#"{"body":{"n":[1,2]}}"#;
const ALL: &str = r#"{"body":{"n":[{"exists":true}]}}"#;
const NEVER: &str = r#"{"n":[1,2]}"#;

/// Returns a folder with twenty messages without times.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let queue: Vec<_> = (0..20).map(|n| sqs(&format!("{{\"n\":{n}}}"))).collect();
    folder.write("queue.ndjson", lines(&queue));
    folder
}

fn run(folder: &Folder, pattern: &str, more: &[&str]) -> Run {
    let args = ["estimate", "-e", pattern];
    folder.run(&[&args, more, &["queue.ndjson"]].concat())
}

#[test]
fn filter_that_never_matches_leaves_nothing_possible() {
    let folder = folder("estimate-never");
    let runs = [
        run(&folder, NEVER, &["--source", "sqs", "--rate", "400/s"]),
        run(&folder, NEVER, &["--source", "sqs"]),
        run(&folder, NONE, &["--source", "sqs", "--rate", "400/s"]),
    ];
    check("estimate-never", &runs);
}

#[test]
fn filter_that_may_match_is_not_called_hopeless_beside_one_that_cannot() {
    let folder = folder("estimate-either");
    let run = run(&folder, NEVER, &["-q", "--source", "sqs", "-e", NONE]);
    assert!(
        run.stdout().contains("delivers NONE of 20 records\n"),
        "{}",
        run.stdout()
    );
}

#[test]
fn pipe_is_named_as_it_was_typed() {
    let folder = folder("estimate-pipe");
    let options = ["-q", "--source", "pipes/sqs", "--rate", "400/s"];
    check("estimate-pipe", &[run(&folder, FEW, &options)]);
}

#[test]
fn options_without_effect_are_named_once() {
    let folder = folder("estimate-idle");
    let runs = [
        &[
            "--source",
            "sqs",
            "--memory",
            "512",
            "--retries",
            "3",
            "--seed",
            "7",
        ][..],
        &[
            "--source",
            "sqs",
            "--rate",
            "5/s",
            "--visibility-timeout",
            "60",
        ],
        &[
            "--source",
            "sqs",
            "--rate",
            "5/s",
            "--arrivals",
            "backlog",
            "--burst",
            "9",
        ],
    ];
    let stderr = |options: &[&str]| run(&folder, FEW, options).stderr;
    let said = runs.map(|options| {
        let stderr = stderr(options);
        let words: Vec<_> = stderr.split_whitespace().collect();
        words.join(" ")
    });
    let [sample, replay, backlog] = said;
    assert!(
        sample.contains(
            "warning: --retries, --seed, --memory have no effect: the records read are counted"
        ),
        "{sample}"
    );
    assert!(
        replay.contains("warning: --visibility-timeout has no effect: nothing fails"),
        "{replay}"
    );
    assert!(
        backlog.contains("warning: --burst has no effect: with a backlog"),
        "{backlog}"
    );
    for words in [sample, replay, backlog] {
        assert_eq!(words.matches(" no effect").count(), 1, "{words}");
    }
    let failing = [
        "--source",
        "sqs",
        "--rate",
        "5/s",
        "--visibility-timeout",
        "60",
        "--failing",
        "1",
    ];
    assert!(!stderr(&failing).contains("no effect"));
}

/// Returns twenty messages of one group, each with `mark` among its attributes.
fn grouped(mark: &str) -> String {
    let message = |n: u32| {
        let attributes = format!(r#"{{"MessageGroupId":"g"{mark}}}"#);
        format!(r#"{{"messageId":"m{n}","body":"{{\"n\":{n}}}","attributes":{attributes}}}"#)
    };
    lines(&(0..20).map(message).collect::<Vec<_>>())
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn fifo_queue_is_recognised_by_its_messages() {
    let folder = Folder::new("estimate-fifo");
    folder.write("queue.ndjson", grouped(r#","SequenceNumber":"18849""#));
    let said = "the records are from a FIFO queue (they have a `SequenceNumber`): estimated as with --fifo";
    let found = run(&folder, FEW, &["--rate", "1/s"]);
    assert!(words(&found.stderr).contains(said), "{}", found.stderr);
    assert!(
        found.stdout().contains("  sqs FIFO, batch size 10, "),
        "{}",
        found.stdout()
    );
    let refused = run(&folder, FEW, &["--batch-size", "50", "--window", "5"]);
    assert_eq!(refused.code, Some(2));
    let help = "help: the records are from a FIFO queue";
    assert!(words(&refused.stderr).contains(help), "{}", refused.stderr);
    let stated = run(&folder, FEW, &["--fifo"]);
    assert!(!stated.stderr.contains("FIFO"), "{}", stated.stderr);
    let mapping = r#"{"EventSourceArn":"arn:aws:sqs:eu-west-1:1:orders"}"#;
    folder.write("esm.json", mapping);
    let other = run(&folder, FEW, &["--mapping", "esm.json"]);
    let conflict = "but the mapping reads a standard queue: counted as standard";
    assert!(words(&other.stderr).contains(conflict), "{}", other.stderr);
    assert!(
        other.stdout().contains("  sqs, batch size 10, "),
        "{}",
        other.stdout()
    );
}

#[test]
fn message_groups_of_a_fair_queue_do_not_make_it_fifo() {
    let folder = Folder::new("estimate-fair");
    folder.write("queue.ndjson", grouped(""));
    let run = run(&folder, FEW, &["--rate", "1/s"]);
    assert!(!run.stderr.contains("FIFO"), "{}", run.stderr);
    assert!(
        run.stdout().contains("  sqs, batch size 10, "),
        "{}",
        run.stdout()
    );
}

#[test]
fn settings_that_are_not_counted_are_named_once() {
    let folder = folder("estimate-left-out");
    let mapping =
        r#"{"EventSourceArn":"arn:aws:sqs:eu-west-1:1:orders","State":"Disabled","KMSKeyArn":"k"}"#;
    folder.write("esm.json", mapping);
    let screen = run(&folder, FEW, &["--mapping", "esm.json"]);
    let line = "  left out   the mapping's `KMSKeyArn`, `State: Disabled`\n";
    assert!(screen.stdout().contains(line), "{}", screen.stdout());
    let full = words(run(&folder, FEW, &["--mapping", "esm.json", "--full"]).stdout());
    assert!(full.contains("requests to KMS are not priced"), "{full}");
    assert!(full.contains("the mapping is disabled"), "{full}");
}

#[test]
fn gate_on_deleted_messages_has_no_effect_where_nothing_is_deleted() {
    let folder = folder("estimate-idle-gate");
    folder.write("queue.ndjson", "{\"kinesis\":{\"data\":\"e30=\"}}\n");
    let stderr = run(
        &folder,
        r#"{"data":{"n":[1]}}"#,
        &["--source", "kinesis", "--max-deleted", "3"],
    )
    .stderr;
    let said = stderr.matches("--max-deleted has no effect: AWS deletes");
    assert_eq!(said.count(), 1, "{stderr}");
}

/// Shards decide the price and the capacity of a backlog; records that fail, when they arrive and how they are retried do
/// not.
#[test]
fn shards_of_a_backlog_have_an_effect() {
    let folder = Folder::new("estimate-idle-backlog");
    folder.write("payloads.ndjson", "{\"n\":1}\n".repeat(20));
    let backlog = |more: &[&str]| {
        let args = [
            "estimate",
            "-e",
            r#"{"data":{"n":[1]}}"#,
            "--source",
            "kinesis",
            "--rate",
            "9000/s",
            "--arrivals",
            "backlog",
            "--duration-ms",
            "150",
        ];
        folder.run(&[&args, more, &["payloads.ndjson"]].concat())
    };
    let shards = backlog(&["--shards", "4", "--parallelization-factor", "2"]);
    assert!(!shards.stderr.contains("no effect"), "{}", shards.stderr);
    assert_ne!(shards.stdout(), backlog(&["--shards", "5"]).stdout());
    let idle = backlog(&["--failing", "0.5%", "--retry-pause", "1-2", "--burst", "3"]);
    let line = "warning: --retry-pause, --burst, --failing have no effect: with a backlog, every read finds a full batch, and none fails";
    assert!(words(&idle.stderr).contains(line), "{}", idle.stderr);
    assert!(!idle.stderr.contains("for 50 % write"), "{}", idle.stderr);
}

/// Every gate fails on its own, and the first screen keeps to its lines whatever is delivered.
#[test]
fn each_gate_decides_the_exit_code() {
    let folder = folder("estimate-each-gate");
    for (pattern, gate, amount, code) in [
        (NEVER, "--fail-under", "1%", 1),
        (NEVER, "--min-delivered", "1", 1),
        (NEVER, "--max-deleted", "19", 1),
        (NONE, "--fail-under", "1%", 1),
        (NONE, "--max-deleted", "20", 0),
        (FEW, "--fail-under", "60%", 1),
        (FEW, "--fail-under", "40%", 0),
        (FEW, "--min-delivered", "11%", 1),
        (FEW, "--min-delivered", "10%", 0),
        (FEW, "--max-deleted", "89%", 1),
        (FEW, "--max-deleted", "90%", 0),
        (ALL, "--fail-under", "1%", 1),
        (ALL, "--min-delivered", "20", 0),
        (ALL, "--max-deleted", "0", 0),
    ] {
        for rate in [&[][..], &["--rate", "1/s"]] {
            let options = [&["-q", "--source", "sqs", gate, amount], rate].concat();
            let run = run(&folder, pattern, &options);
            let said = run.stderr.contains(&format!("{gate} {amount} failed: "));
            let name = format!("{pattern} {options:?}\n{}", run.stderr);
            // With a rate, the share that `FEW` saves differs from that of the sample.
            if rate.is_empty() || gate != "--fail-under" {
                assert_eq!((run.code, said), (Some(code), code == 1), "{name}");
            }
            assert!(run.stdout().lines().count() <= 20, "{name}{}", run.stdout());
        }
    }
}
