//! Golden tests of `plan`, one file for each of its commands. This file has those of the help texts and the man pages.
//! Each test runs the binary and compares its output with a file in `expected`.

mod cold_start;
mod concurrency;
mod memory;
mod provisioned;
mod reconcile;
mod recursion;
mod retries;
mod storage;
mod wait;

use crate::harness::{Folder, Run, check};

#[test]
fn help_and_manual_pages_are_printed() {
    let folder = Folder::new("plan-help");
    let commands = [
        "concurrency",
        "provisioned",
        "cold-start",
        "storage",
        "wait",
        "memory",
        "retries",
        "recursion",
        "reconcile",
    ];
    let mut runs = vec![folder.run(&["plan", "--help"])];
    runs.extend(commands.map(|command| folder.run(&["plan", command, "--help"])));
    assert!(runs[1].stdout().contains("500 files/s x 200 ms = 100"));
    assert!(
        runs[2]
            .stdout()
            .contains("five provisioned environments cost")
    );
    let manual = folder.run(&["man", "plan", "concurrency"]);
    assert!(manual.stdout().contains("tidegate\\-plan\\-concurrency"));
    check("plan-help", &runs);
}

/// Runs one question in every format. Of the page, checks only that it is one.
fn formats(name: &str, question: &[&str]) -> Vec<Run> {
    let folder = Folder::new(name);
    let run = |format| folder.run(&[&["plan"], question, &["--format", format]].concat());
    let page = run("html");
    let html = page.stdout();
    assert!(
        html.starts_with("<!DOCTYPE html>\n") && html.ends_with("</html>\n"),
        "{html}"
    );
    let title = format!("- tidegate plan {}</title>", question[0]);
    assert!(html.contains(&title), "{html}");
    ["text", "md", "json"].map(run).into()
}
