//! Every `tidegate` command of the README and of the pages it links, run from the root of the repository as it is
//! written there.

use crate::console::check_session;
use crate::harness::{Folder, Run, check};

const README: &str = include_str!("../../../../README.md");

/// The pages that the README links.
const PAGES: [(&str, &str); 5] = [
    ("estimating", include_str!("../../../../docs/estimating.md")),
    ("planning", include_str!("../../../../docs/planning.md")),
    ("embedding", include_str!("../../../../docs/embedding.md")),
    ("developing", include_str!("../../../../docs/developing.md")),
    ("linting", include_str!("../../../../docs/linting.md")),
];

/// How the README starts the binary.
const START: &str = "cargo run --profile quick -- ";

/// Returns the lines of a page's shell blocks.
fn shell_lines(page: &'static str) -> impl Iterator<Item = &'static str> {
    let mut in_shell = false;
    page.lines().filter(move |line| {
        if line.starts_with("```") {
            in_shell = *line == "```sh";
            return false;
        }
        in_shell
    })
}

/// Returns the words of a command line; single quotes are the only quoting the README uses.
pub(crate) fn words(line: &str) -> Vec<String> {
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

/// A command of a page, and the comment above it.
struct Told {
    comment: String,
    words: Vec<String>,
}

/// Returns the page's commands. Commands that read from a pipe are left out.
fn commands(page: &'static str) -> Vec<Told> {
    let mut comment = String::new();
    let mut commands = Vec::new();
    for line in shell_lines(page) {
        if let Some(command) = line.strip_prefix(START) {
            let comment = comment.clone();
            let words = words(command);
            commands.push(Told { comment, words });
        }
        match line.strip_prefix("# ") {
            Some(more) => comment += &format!("{more} "),
            None => comment.clear(),
        }
    }
    commands
}

fn run(words: &[String], more: &[&str]) -> Run {
    let args = words.iter().map(String::as_str).chain(more.iter().copied());
    Folder::repository().run(&args.collect::<Vec<_>>())
}

/// Runs the page's commands, and checks that they print the figures of the comments above them. Returns their number.
fn check_page(name: &str, page: &'static str) -> usize {
    let commands = commands(page);
    let runs: Vec<_> = commands.iter().map(|it| run(&it.words, &[])).collect();
    for (told, ran) in commands.iter().zip(&runs) {
        check_figures(told, ran);
    }
    check(name, &runs);
    runs.len()
}

/// Returns the amounts, percentages and large counts of a comment: `$145.00`, `7.57 %`, `65,132,156`.
fn figures(comment: &str) -> Vec<String> {
    let words: Vec<_> = comment.split_whitespace().collect();
    let mut figures = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_ascii_digit() && c != '$');
        let is_percent = words.get(at + 1).is_some_and(|next| next.starts_with('%'));
        if is_percent && !bare.is_empty() {
            figures.push(format!("{bare} %"));
        } else if bare.starts_with('$') || bare.contains(',') {
            figures.push(bare.to_owned());
        }
    }
    figures
}

/// Checks that every figure of the comment is printed; for an estimate, by its full report at the latest.
fn check_figures(told: &Told, ran: &Run) {
    let mut printed = ran.stdout().to_owned();
    let figures = figures(&told.comment);
    if !figures.is_empty() && told.words[0] == "estimate" {
        printed += run(&told.words, &["--full"]).stdout();
    }
    // Lines of a report may break after the figure.
    let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    for figure in figures {
        let (words, comment) = (&told.words, &told.comment);
        let bare = figure.trim_start_matches('$');
        assert!(
            printed.contains(bare),
            "{words:?} does not print {figure} of: {comment}"
        );
    }
}

#[test]
fn figures_of_a_comment_are_found() {
    let comment =
        "One in ten: $145.00 become $48.50; by hand 65,132,156 of 0.9^10, and 7.57 % of 128.";
    assert_eq!(
        figures(comment),
        ["$145.00", "$48.50", "65,132,156", "7.57 %"]
    );
    assert!(
        commands(README)
            .iter()
            .any(|it| figures(&it.comment).len() >= 3)
    );
    assert!(
        commands(PAGES[0].1)
            .iter()
            .any(|it| !figures(&it.comment).is_empty())
    );
}

#[test]
fn every_command_of_the_readme_runs() {
    assert!(check_page("readme", README) >= 5);
}

#[test]
fn every_command_of_linked_pages_runs() {
    let commands = PAGES.map(|(name, page)| check_page(&format!("page-{name}"), page));
    assert!(commands.iter().sum::<usize>() >= 5, "{commands:?}");
}

#[test]
fn first_block_shows_the_main_use() {
    let first = shell_lines(README).next().unwrap_or_default();
    let run = words(
        first
            .strip_prefix(START)
            .expect("the first command runs tidegate"),
    );
    assert_eq!(run[0], "estimate");
}

/// Returns the blocks of this kind, whole.
fn blocks(kind: &str) -> impl Iterator<Item = &'static str> {
    let begin = format!("```{kind}\n");
    README
        .split(&begin)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .into_iter()
}

/// Checks that a block shows a part of the run's output, word for word.
fn assert_said(shown: &str, words: &[String]) {
    let args: Vec<&str> = words.iter().map(String::as_str).collect();
    let run = Folder::repository().run(&args);
    let said = format!("{}{}", run.stderr, run.stdout());
    for line in shown.lines().filter(|line| !line.is_empty()) {
        assert!(
            said.contains(line),
            "{args:?} does not say {line:?}:\n{said}"
        );
    }
}

#[test]
fn readme_shows_what_is_printed() {
    let commands = check_session(&Folder::repository(), "README.md");
    assert!(!commands.is_empty(), "the README shows no run");
    let main_job = shell_lines(README).next().unwrap_or_default();
    let shown = blocks("text").next().unwrap_or_default();
    assert_said(shown, &words(main_job.strip_prefix(START).unwrap()));
}
