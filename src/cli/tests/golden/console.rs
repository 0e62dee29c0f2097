//! Pages that show a whole session: every command of their `console` blocks, run in order in one folder, prints what
//! the page shows, as a terminal has it. A line `...` stands for any lines. `cargo goldens` writes the output into the
//! page, and keeps a `...` where the line after it is still printed.

use std::fs;
use std::path::Path;

use crate::harness::{Folder, check_elided};
use crate::readme::words;

const FENCE: &str = "```";

#[test]
fn first_ten_minutes_print_what_the_page_shows() {
    let folder = Folder::new("first-ten-minutes");
    let dump = "corpora/shapes/sqs-receive.json";
    fs::create_dir_all(folder.path("corpora/shapes")).unwrap();
    folder.write(dump, fs::read(Folder::repository().path(dump)).unwrap());
    let commands = check_session(&folder, "docs/first-ten-minutes.md");
    assert!(
        commands
            .iter()
            .filter(|it| it.starts_with("tidegate "))
            .count()
            >= 10
    );
    assert_eq!(first_words(&commands, "tidegate plan"), 1);
    assert_eq!(first_words(&commands, "tidegate test"), 2);
}

#[test]
fn changes_of_filters_print_what_the_page_shows() {
    let folder = Folder::new("changing");
    let dump = "corpora/shapes/sqs-receive.json";
    let orders = "corpora/orders/orders.ndjson.gz";
    for input in [dump, orders] {
        fs::create_dir_all(folder.path(input).parent().unwrap()).unwrap();
        folder.write(input, fs::read(Folder::repository().path(input)).unwrap());
    }
    fs::create_dir_all(folder.path("filters/examples")).unwrap();
    for template in ["orders-main.sam.yaml", "orders.sam.yaml"] {
        let template = format!("filters/examples/{template}");
        folder.write(
            &template,
            fs::read(Folder::repository().path(&template)).unwrap(),
        );
    }
    let commands = check_session(&folder, "docs/changing.md");
    assert_eq!(first_words(&commands, "tidegate diff"), 6);
    assert_eq!(first_words(&commands, "tidegate test"), 1);
}

#[test]
fn generated_records_are_what_the_page_shows() {
    let folder = Folder::new("generating");
    let commands = check_session(&folder, "docs/generating.md");
    assert_eq!(first_words(&commands, "tidegate gen"), 4);
    assert_eq!(first_words(&commands, "tidegate test"), 2);
}

fn first_words(commands: &[String], words: &str) -> usize {
    commands.iter().filter(|it| it.starts_with(words)).count()
}

/// Runs all commands of the page; returns them.
#[track_caller]
pub(crate) fn check_session(folder: &Folder, page: &str) -> Vec<String> {
    let path = Folder::repository().path(page);
    let text = fs::read_to_string(&path).unwrap();
    let mut commands = Vec::new();
    let parts = text.split(FENCE).enumerate().map(|(at, part)| {
        let Some(session) = part.strip_prefix("console\n").filter(|_| at % 2 == 1) else {
            return part.to_owned();
        };
        let of_block: Vec<&str> = session
            .lines()
            .filter_map(|it| it.strip_prefix("$ "))
            .collect();
        commands.extend(of_block.iter().map(|&it| it.to_owned()));
        let ran = of_block
            .iter()
            .map(|it| format!("$ {it}\n{}", run(folder, it)));
        format!("console\n{}", ran.collect::<String>())
    });
    let parts: Vec<_> = parts.collect();
    check_elided(&path, parts.join(FENCE));
    commands
}

/// Runs `tidegate ...`, `tidegate ... > FILE`, `echo 'TEXT' > FILE` or `cp FILE FILE`, and returns the text that a terminal
/// shows.
fn run(folder: &Folder, command: &str) -> String {
    if let Some((command, file)) = command.split_once(" > ") {
        if command.starts_with("tidegate ") {
            let words = words(command);
            let args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
            let run = folder.run(&args);
            folder.write(file, &run.stdout);
            return run.stderr;
        }
        let text = command
            .strip_prefix("echo '")
            .and_then(|it| it.strip_suffix('\''));
        folder.write(file, text.expect("echo 'TEXT' > FILE").to_owned() + "\n");
        return String::new();
    }
    let words = words(command);
    let args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    if let ("cp", [from, to]) = (words[0].as_str(), args.as_slice()) {
        fs::copy(folder.path(from), folder.path(to)).unwrap();
        return String::new();
    }
    assert_eq!(words[0], "tidegate", "{command}");
    folder.run_shown(&args)
}

#[test]
fn readme_links_the_session() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md"));
    assert!(readme.unwrap().contains("(docs/first-ten-minutes.md)"));
}
