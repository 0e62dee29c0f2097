//! Every `tidegate` command of the README, run from the root of the repository as it is written there.

use crate::harness::{Folder, check};

const README: &str = include_str!("../../../../README.md");

/// How the README starts the binary.
const START: &str = "cargo run --release -- ";

/// The lines of the README's shell blocks.
fn shell_lines() -> impl Iterator<Item = &'static str> {
    let mut in_shell = false;
    README.lines().filter(move |line| {
        if line.starts_with("```") {
            in_shell = *line == "```sh";
            return false;
        }
        in_shell
    })
}

/// The words of a command line; single quotes are the only quoting the README uses.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, piece) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(piece.to_owned());
        } else {
            words.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn every_command_of_the_readme() {
    let commands: Vec<_> = shell_lines()
        .filter_map(|line| line.strip_prefix(START))
        .collect();
    assert!(commands.len() >= 5, "{commands:?}");
    let runs: Vec<_> = commands
        .iter()
        .map(|line| {
            let words = words(line);
            let args: Vec<&str> = words.iter().map(String::as_str).collect();
            Folder::repository().run(&args)
        })
        .collect();
    check("readme", &runs);
}

#[test]
fn the_first_block_is_the_main_job() {
    let first = shell_lines().next().unwrap_or_default();
    let run = words(
        first
            .strip_prefix(START)
            .expect("the first command runs tidegate"),
    );
    assert_eq!(run[0], "estimate");
}
