//! A pattern's text parses and lowers, or is refused with a place in the text. Printing a parsed pattern and parsing it
//! again gives the same pattern.

use tidegate::{Error, Pattern, Rule};

use crate::answer::Answer;
use crate::case::{Case, Difference, Seen};
use crate::dialect::{DIALECTS, profile};

const NAME: &str = "parse";

/// Makes a case from UTF-8 text; other bytes are not a pattern.
pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(Case::of(
        tidegate_reference::Dialect::EventBridge,
        text.to_owned(),
        Vec::new(),
    ))
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    for text in &case.patterns {
        match Pattern::parse(text) {
            Ok(pattern) => {
                check_round_trip(case, &pattern)?;
                check_lowering(case, text, &pattern)?;
            }
            Err(error) => check_place(case, text, &error)?,
        }
    }
    Ok(case.seen(Answer::NoMatch))
}

fn check_lowering(case: &Case, text: &str, pattern: &Pattern) -> Result<(), Difference> {
    for dialect in DIALECTS {
        if let Err(error) = Rule::lower(pattern, profile(dialect)) {
            check_place(case, text, &error)?;
        }
    }
    Ok(())
}

/// Checks that an error's span lies in the text, on whole characters, and that its message is not empty.
fn check_place(case: &Case, text: &str, error: &Error) -> Result<(), Difference> {
    let span = error.span();
    if text.get(span.start..span.end).is_none() {
        let engine = format!("{error} at {}..{}", span.start, span.end);
        return Err(case.difference(NAME, engine, "a place in the text"));
    }
    if error.message().is_empty() {
        return Err(case.difference(NAME, format!("{error:?}"), "a message that is not empty"));
    }
    Ok(())
}

fn check_round_trip(case: &Case, pattern: &Pattern) -> Result<(), Difference> {
    let printed = pattern.to_string();
    match Pattern::parse(&printed) {
        Err(error) => Err(case.difference(
            NAME,
            format!("{error}: printed as {printed}"),
            "text that parses",
        )),
        Ok(again) if again.to_string() != printed => Err(case.difference(NAME, again, printed)),
        Ok(_) => Ok(()),
    }
}
