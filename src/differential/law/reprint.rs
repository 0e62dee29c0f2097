//! A pattern means the same after it was parsed and printed.

use tidegate::Pattern;

use super::agree;
use crate::answer::{Answer, engine};
use crate::case::{Case, Difference, Seen};

pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    agree::make(bytes)
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let written = engine(case.dialect, &case.patterns, &case.event);
    let Ok(pattern) = Pattern::parse(&case.patterns[0]) else {
        return Ok(case.seen(written));
    };
    let printed = engine(case.dialect, &[pattern.to_string()], &case.event);
    // Printing drops white space and escapes, so a pattern that was too long may become short enough.
    let is_shorter = matches!(written, Answer::InvalidPattern(..)) && is_too_long(case);
    if printed == written || is_shorter {
        return Ok(case.seen(written));
    }
    Err(case.difference("reprint", format!("{printed} as {pattern}"), written))
}

fn is_too_long(case: &Case) -> bool {
    let lowered = crate::answer::lowered(case.dialect, &case.patterns[0]);
    lowered.is_err_and(|error| error.code() == tidegate::Code::PatternTooLong)
}
