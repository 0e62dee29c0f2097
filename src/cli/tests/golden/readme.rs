//! Every `tidegate` command of the README and of the pages it links, run from the root of the repository as it is written
//! there.

use crate::harness::{Folder, check};

const README: &str = include_str!("../../../../README.md");

/// The pages that the README links.
const PAGES: [(&str, &str); 3] = [
    ("planning", include_str!("../../../../docs/planning.md")),
    ("embedding", include_str!("../../../../docs/embedding.md")),
    ("developing", include_str!("../../../../docs/developing.md")),
];

/// How the README starts the binary.
const START: &str = "cargo run --release -- ";

/// The lines of a page's shell blocks.
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

/// What the page's commands do. A pipe is left to whoever reads the page.
fn check_page(name: &str, page: &'static str) -> usize {
    let commands: Vec<_> = shell_lines(page)
        .filter_map(|line| line.strip_prefix(START))
        .collect();
    let runs: Vec<_> = commands
        .iter()
        .map(|line| {
            let words = words(line);
            let args: Vec<&str> = words.iter().map(String::as_str).collect();
            Folder::repository().run(&args)
        })
        .collect();
    check(name, &runs);
    runs.len()
}

#[test]
fn every_command_of_the_readme() {
    assert!(check_page("readme", README) >= 5);
}

#[test]
fn every_command_of_its_pages() {
    let commands = PAGES.map(|(name, page)| check_page(&format!("page-{name}"), page));
    assert!(commands.iter().sum::<usize>() >= 5, "{commands:?}");
}

#[test]
fn the_first_block_is_the_main_job() {
    let first = shell_lines(README).next().unwrap_or_default();
    let run = words(
        first
            .strip_prefix(START)
            .expect("the first command runs tidegate"),
    );
    assert_eq!(run[0], "estimate");
}

/// The blocks of this kind, whole.
fn blocks(kind: &str) -> impl Iterator<Item = &'static str> {
    let begin = format!("```{kind}\n");
    README
        .split(&begin)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .into_iter()
}

/// What a block shows of a run is what the run says, though not all of it.
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
fn what_the_readme_shows_is_what_is_said() {
    let mut consoles = 0;
    for block in blocks("console") {
        let (command, shown) = block.split_once('\n').unwrap();
        assert_said(shown, &words(command.strip_prefix("$ tidegate ").unwrap()));
        consoles += 1;
    }
    assert!(consoles > 0, "the README shows no run");
    let main_job = shell_lines(README).next().unwrap_or_default();
    let shown = blocks("text").next().unwrap_or_default();
    assert_said(shown, &words(main_job.strip_prefix(START).unwrap()));
}
