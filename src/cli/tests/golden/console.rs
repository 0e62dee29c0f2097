//! Pages that show a whole session: every command of their `console` blocks, run in order in one folder, prints what the
//! page shows, as a terminal has it. A line `...` stands for any lines. With `TIDEGATE_BLESS` set the page gets the output
//! of the commands that have no such line.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::harness::Folder;
use crate::readme::words;

/// Stands for any lines.
const ELISION: &str = "...";

const FENCE: &str = "```";

#[test]
fn the_first_ten_minutes() {
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

fn first_words(commands: &[String], words: &str) -> usize {
    commands.iter().filter(|it| it.starts_with(words)).count()
}

/// A command and what stands below it.
struct Step {
    command: String,
    shown: Vec<String>,
}

/// Runs all commands of the page; returns them.
pub(crate) fn check_session(folder: &Folder, page: &str) -> Vec<String> {
    let path = Folder::repository().path(page);
    let text = fs::read_to_string(&path).unwrap();
    let mut out = Vec::new();
    let mut commands = Vec::new();
    for (at, part) in text.split(FENCE).enumerate() {
        let Some(session) = part.strip_prefix("console\n").filter(|_| at % 2 == 1) else {
            out.push(part.to_owned());
            continue;
        };
        let steps = steps(session);
        let ran: String = steps.iter().map(|step| check_step(folder, step)).collect();
        out.push(format!("console\n{ran}"));
        commands.extend(steps.into_iter().map(|step| step.command));
    }
    bless(&path, &text, &out.join(FENCE));
    commands
}

fn bless(path: &PathBuf, old: &str, new: &str) {
    if std::env::var_os("TIDEGATE_BLESS").is_some() && old != new {
        fs::write(path, new).unwrap();
    }
}

fn steps(session: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in session.lines() {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push(Step {
                command: command.to_owned(),
                shown: Vec::new(),
            }),
            (None, Some(step)) => step.shown.push(line.to_owned()),
            (None, None) => panic!("a session begins with a command, not with {line:?}"),
        }
    }
    steps
}

/// The step as it is now, for the page.
fn check_step(folder: &Folder, step: &Step) -> String {
    let got = run(folder, &step.command);
    let lines: Vec<_> = got.lines().collect();
    let is_cut = step.shown.iter().any(|line| line == ELISION);
    if std::env::var_os("TIDEGATE_BLESS").is_some() && !is_cut {
        return format!("$ {}\n{got}", step.command);
    }
    assert!(
        is_shown(&step.shown, &lines),
        "{} prints:\n{got}\nthe page shows:\n{}",
        step.command,
        step.shown.join("\n")
    );
    let shown = step.shown.iter().map(|line| format!("{line}\n"));
    format!("$ {}\n{}", step.command, shown.collect::<String>())
}

/// Whether the lines are those shown, with any lines where the page has `...`.
fn is_shown(shown: &[String], got: &[&str]) -> bool {
    let Some((first, rest)) = shown.split_first() else {
        return got.is_empty();
    };
    if first == ELISION {
        return (0..=got.len()).any(|skipped| is_shown(rest, &got[skipped..]));
    }
    got.first() == Some(&first.as_str()) && is_shown(rest, &got[1..])
}

/// What a terminal shows of the command: `tidegate ...`, or `echo 'TEXT' > FILE`.
fn run(folder: &Folder, command: &str) -> String {
    if let Some((echo, file)) = command.split_once(" > ") {
        let text = echo
            .strip_prefix("echo '")
            .and_then(|it| it.strip_suffix('\''));
        folder.write(file, text.expect("echo 'TEXT' > FILE").to_owned() + "\n");
        return String::new();
    }
    let words = words(command);
    let args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    assert_eq!(words[0], "tidegate", "{command}");
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut command = folder.command(&args);
    command.stdout(writer.try_clone().unwrap()).stderr(writer);
    let mut child = command.spawn().unwrap();
    // Closes the writing ends that it holds.
    drop(command);
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    child.wait().unwrap();
    text
}

#[test]
fn an_elision_stands_for_any_lines_and_all_others_are_compared() {
    let shown = |lines: &[&str]| lines.iter().map(|&it| it.to_owned()).collect::<Vec<_>>();
    for page in [
        &["a", "b", "c"][..],
        &["a", "..."],
        &["...", "c"],
        &["...", "b", "..."],
    ] {
        assert!(is_shown(&shown(page), &["a", "b", "c"]), "{page:?}");
    }
    for page in [&["a", "b"][..], &["a", "c", "..."], &["...", "b"], &[]] {
        assert!(!is_shown(&shown(page), &["a", "b", "c"]), "{page:?}");
    }
}

#[test]
fn the_readme_links_the_session() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md"));
    assert!(readme.unwrap().contains("(docs/first-ten-minutes.md)"));
}
