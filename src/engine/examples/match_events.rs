//! Reads events from standard input, one on each line, and copies the ones that a pattern matches to standard output,
//! unchanged. Writes counts to standard error. A line that is not an event is counted and skipped.
//!
//! ```sh
//! cargo run --release -p tidegate --example match_events -- '{"detail":{"state":["stopped"]}}' < events.ndjson
//! ```

use std::error::Error;
use std::io::{self, BufRead, Write};

use tidegate::{Matcher, Pattern, Profile, Program, Rule, Source};

const USAGE: &str = "usage: match_events PATTERN < events.ndjson";

/// How many lines had which result.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    matched: u64,
    refused: u64,
    not_an_event: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let pattern = std::env::args().nth(1).ok_or(USAGE)?;
    let program = compile(&pattern).map_err(|error| error.to_string())?;
    let output = io::BufWriter::new(io::stdout().lock());
    let counts = copy_matches(&mut program.matcher(), io::stdin().lock(), output)?;
    writeln!(io::stderr(), "{counts:?}")?;
    Ok(())
}

fn compile(pattern: &str) -> Result<Program, tidegate::Error> {
    let pattern = Pattern::parse(pattern)?;
    let rule = Rule::lower(&pattern, Profile::Service(Source::EventBridge))?;
    Program::compile(&[rule]) // immutable, cheap to clone, Send + Sync
}

fn copy_matches(
    matcher: &mut Matcher, // one per thread
    mut input: impl BufRead,
    mut output: impl Write,
) -> io::Result<Counts> {
    let mut counts = Counts::default();
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let event = line.trim_ascii();
        match matcher.event(event) {
            _ if event.is_empty() => {}
            Err(_) => counts.not_an_event += 1,
            Ok(verdict) if verdict.is_empty() => counts.refused += 1,
            Ok(_) => {
                counts.matched += 1;
                output.write_all(event)?;
                output.write_all(b"\n")?;
            }
        }
        line.clear();
    }
    output.flush()?;
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATTERN: &str = r#"{"detail":{"state":[{"anything-but":"running"}]}}"#;

    fn run(input: &[u8]) -> (String, Counts) {
        let program = compile(PATTERN).unwrap();
        let mut output = Vec::new();
        let counts = copy_matches(&mut program.matcher(), input, &mut output).unwrap();
        (String::from_utf8(output).unwrap(), counts)
    }

    #[test]
    fn matched_events_are_copied_and_all_lines_counted() {
        let input = b"{\"detail\":{\"state\":\"stopped\"}}\r\n\n[1]\n\xff\n{\"detail\":{\"state\":\"running\"}}\n\
            {\"detail\":{}}\n{ \"detail\": {\"state\": \"pending\"} }";
        let (output, counts) = run(input);
        assert_eq!(
            output,
            "{\"detail\":{\"state\":\"stopped\"}}\n{ \"detail\": {\"state\": \"pending\"} }\n"
        );
        let expected = Counts {
            matched: 2,
            refused: 2,
            not_an_event: 2,
        };
        assert_eq!(counts, expected);
    }

    #[test]
    fn empty_input_has_empty_output() {
        assert_eq!(run(b""), (String::new(), Counts::default()));
    }

    #[test]
    fn invalid_pattern_names_its_mistake() {
        let message = compile(r#"{"detail":{"state":"stopped"}}"#)
            .unwrap_err()
            .to_string();
        assert!(message.contains("state"), "{message}");
    }
}
