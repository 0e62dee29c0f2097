//! Parses the command line. If it names a command that does not exist, the error names the command that does its work.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{CommandFactory, FromArgMatches};
use tidegate_batch::InputKind;
use tidegate_report::break_json;

use super::Tidegate;
use super::plan::with_settings;
use crate::output;

/// Names that people try, and the command that does what they mean.
const ELSEWHERE: [(&[&str], &str); 8] = [
    (
        &["validate", "check", "verify"],
        "`tidegate compile` checks a pattern",
    ),
    (
        &[
            "filter", "grep", "run", "apply", "evaluate", "eval", "replay",
        ],
        "`tidegate match` runs records through filters",
    ),
    (
        &["why", "debug", "show", "trace", "diagnose"],
        "`tidegate explain` says why a record is delivered or not",
    ),
    (
        &[
            "cost", "costs", "savings", "save", "price", "pricing", "simulate",
        ],
        "`tidegate estimate` says what filters save",
    ),
    (
        &[
            "concurrency",
            "provisioned",
            "cold-start",
            "memory",
            "retries",
            "recursion",
        ],
        "it is a part of `tidegate plan`",
    ),
    (
        &["tests", "spec"],
        "`tidegate test` runs rows of test cases",
    ),
    (&["version"], "`tidegate --version` prints it"),
    (
        &["completion"],
        "`tidegate completions` prints the script of a shell",
    ),
];

/// Parses the command line. Ends the process if there is help, the version or an error to print.
pub(crate) fn parse() -> Tidegate {
    let words: Vec<_> = std::env::args_os().collect();
    if asks_for_kinds(&words) {
        // If stdout is closed, the error can't be reported to anybody.
        let _ = output::print_text(&kinds());
        std::process::exit(0);
    }
    let words = with_settings(words)
        .map_err(|message| Tidegate::command().error(ErrorKind::ValueValidation, message));
    let parsed =
        words.and_then(|words| parsed(&words).map_err(|error| pointing(with_code(error, &words))));
    let parsed = parsed.and_then(|parsed| match contradiction(&parsed) {
        Some(error) => Err(error),
        None => Ok(parsed),
    });
    parsed.unwrap_or_else(|error| end(&error))
}

/// Most columns of help on a terminal, as clap has it by default.
const HELP_COLUMNS_MAX: usize = 100;

/// Parses the words. Help is as wide as everything else that is printed.
fn parsed(words: &[OsString]) -> Result<Tidegate, Error> {
    let columns = output::stdout_columns().clamp(output::COLUMNS_MIN, HELP_COLUMNS_MAX);
    let command = Tidegate::command().term_width(columns);
    let matches = command.try_get_matches_from(words)?;
    Tidegate::from_arg_matches(&matches)
}

/// Options that people try, and those that do what they mean.
const OPTIONS_ELSEWHERE: [(&str, &str); 7] = [
    ("--rps", "the rate of the records is `--rate 10/s`"),
    ("--qps", "the rate of the records is `--rate 10/s`"),
    ("--id", "`--record N` picks a record by its number, from 0"),
    (
        "--pattern",
        "a pattern on the command line is `-e JSON`, one in a file `-f FILE`",
    ),
    (
        "-e",
        "`tidegate compile -e JSON --source SOURCE` checks a pattern that is not in a file",
    ),
    (
        "-f",
        "name the file without an option, or run `tidegate COMMAND --help`",
    ),
    (
        "--file",
        "a filter's file is `-f FILE`; records are named without an option",
    ),
];

/// Returns the error for an option that does not exist, with a tip that names the one that works, and without the tip to
/// pass it as a value.
fn without_option(mut error: Error) -> Error {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidArg) else {
        return error;
    };
    let word = word.clone();
    let mut found = OPTIONS_ELSEWHERE.iter();
    let tip = found.find(|(option, _)| *option == word);
    error.remove(ContextKind::Suggested);
    if let Some((_, tip)) = tip {
        error.remove(ContextKind::SuggestedArg);
        let tips = vec![StyledStr::from(*tip)];
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    }
    error
}

/// Returns the error with a tip, if `explain` was given the code of a finding.
fn with_code(mut error: Error, words: &[OsString]) -> Error {
    let code = words.windows(2).find_map(|pair| {
        let word = pair[1].to_str().filter(|_| pair[0] == "explain")?;
        let code = word.to_ascii_uppercase();
        tidegate_lint::explain(&code).map(|it| it.code)
    });
    if let (Some(code), ErrorKind::MissingRequiredArgument) = (code, error.kind()) {
        let tip = StyledStr::from(format!(
            "`tidegate --explain {code}` prints what {code} means"
        ));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    }
    error
}

/// Prints help, or an error in lines that fit the terminal, and ends the process.
fn end(error: &Error) -> ! {
    let text = error.render().to_string();
    // Help is wrapped already, on stderr too.
    if !text.starts_with("error:") {
        error.exit();
    }
    let columns = output::stderr_columns().max(output::COLUMNS_MIN);
    let lines = text.lines().map(|line| output::fitted(line, columns));
    output::print_refusal(&lines.collect::<Vec<_>>().join("\n"));
    std::process::exit(error.exit_code());
}

/// Returns an error if options of a command contradict each other in a way that clap does not check.
fn contradiction(parsed: &Tidegate) -> Option<Error> {
    let command = parsed.command.as_ref()?;
    let code = command.findings()?.contradiction()?;
    let message =
        format!("--allow {code} silences what --deny {code} looks for: leave out one of them");
    Some(Tidegate::command().error(ErrorKind::ArgumentConflict, message))
}

/// Returns whether `--input help` was typed.
fn asks_for_kinds(words: &[OsString]) -> bool {
    words.iter().any(|word| word == "--input=help")
        || words
            .windows(2)
            .any(|pair| pair[0] == "--input" && pair[1] == "help")
}

/// Columns before an example and, if it is long, before its further lines.
const EXAMPLE_INDENT: usize = 4;

/// Returns the kinds of input, each with an example.
fn kinds() -> String {
    let columns = output::stdout_columns().max(output::COLUMNS_MIN);
    let intro = "The values of --input. Without it, the first value of an input decides.";
    let mut text = output::fitted(intro, columns) + "\n";
    for kind in InputKind::ALL {
        let (name, title, example) = (kind.name(), kind.title(), kind.example());
        let head = output::fitted(&format!("{name}: {title}"), columns);
        let example = break_json(example, columns - EXAMPLE_INDENT).join("\n    ");
        text += &format!("\n{head}\n  {example}\n");
    }
    text
}

/// Returns the error with a tip that names the command that works.
fn pointing(mut error: Error) -> Error {
    if error.kind() == ErrorKind::UnknownArgument {
        return without_option(error);
    }
    if error.kind() != ErrorKind::InvalidSubcommand {
        return error;
    }
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return error;
    };
    if let Some(tip) = elsewhere(word) {
        error.remove(ContextKind::SuggestedSubcommand);
        let tips = vec![StyledStr::from(tip)];
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    }
    error
}

fn elsewhere(word: &str) -> Option<&'static str> {
    let found = ELSEWHERE.iter().find(|(words, _)| words.contains(&word));
    found.map(|(_, tip)| *tip)
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;

    fn refused(words: &[&str]) -> String {
        let error = Tidegate::try_parse_from(words).unwrap_err();
        pointing(error).render().to_string()
    }

    #[test]
    fn command_of_another_name_has_a_tip() {
        let text = refused(&["tidegate", "validate", "-e", "{}"]);
        assert!(
            text.contains("tip: `tidegate compile` checks a pattern"),
            "{text}"
        );
        let text = refused(&["tidegate", "mtach"]);
        assert!(text.contains("'match'"), "{text}");
    }

    #[test]
    fn unknown_option_has_the_tip_that_works_only() {
        let text = refused(&["tidegate", "estimate", "--rps", "3", "-e", "{}"]);
        assert!(
            text.contains("tip: the rate of the records is `--rate 10/s`"),
            "{text}"
        );
        let text = refused(&["tidegate", "lint", "-e", "{}"]);
        assert!(text.contains("tidegate compile -e"), "{text}");
        let text = refused(&["tidegate", "lint", "--nothing-like-it"]);
        assert!(!text.contains("as a value"), "{text}");
    }

    #[test]
    fn existing_command_has_no_tip() {
        for command in Tidegate::command().get_subcommands() {
            assert_eq!(elsewhere(command.get_name()), None);
        }
    }
}
