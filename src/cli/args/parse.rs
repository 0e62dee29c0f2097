//! Parses the command line. If it names a command that does not exist, the error names the command that does its work.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{CommandFactory, Parser};
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
    let parsed = words.and_then(|words| Tidegate::try_parse_from(words).map_err(pointing));
    let parsed = parsed.and_then(|parsed| match contradiction(&parsed) {
        Some(error) => Err(error),
        None => Ok(parsed),
    });
    parsed.unwrap_or_else(|error| end(&error))
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
    use clap::CommandFactory;

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
    fn existing_command_has_no_tip() {
        for command in Tidegate::command().get_subcommands() {
            assert_eq!(elsewhere(command.get_name()), None);
        }
    }
}
