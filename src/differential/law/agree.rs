//! The engine's result for a pattern and an event, generated or raw, is the reference's.

use tidegate::{Code, Pattern, Profile, Rule, Source};
use tidegate_fixtures::generate::{Operators, Unstructured, scenario};
use tidegate_reference::Dialect;

use crate::case::{Case, Difference, Seen};

/// Makes a case. The first byte chooses the dialect, the others the pattern and the event.
pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let made = scenario(&mut Unstructured::new(rest));
    let case = Case::of(dialect(*first), made.pattern, made.event);
    Some(Case {
        operators: made.operators,
        ..case
    })
}

pub(super) fn dialect(choice: u8) -> Dialect {
    match choice {
        0..150 => Dialect::EventBridge,
        150..242 => Dialect::Ruler,
        _ => Dialect::Pipes,
    }
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    case.compared("agree")
}

/// Makes a case from raw bytes: the pattern up to the first NUL, the event after it.
pub(super) fn make_of_bytes(bytes: &[u8]) -> Option<Case> {
    let end = bytes
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(bytes.len());
    let pattern = std::str::from_utf8(&bytes[..end]).ok()?;
    let event = bytes.get(end + 1..).unwrap_or_default();
    Some(Case::of(
        Dialect::EventBridge,
        pattern.to_owned(),
        event.to_vec(),
    ))
}

/// Checks both dialects of events. `ruler` is skipped if EventBridge refuses the pattern for its size: there the
/// reference could run without a limit.
pub(super) fn check_bytes(case: &Case) -> Result<Seen, Difference> {
    if !is_too_large(&case.patterns[0]) {
        Case {
            dialect: Dialect::Ruler,
            ..case.clone()
        }
        .compared("agree_bytes")?;
    }
    let seen = case.compared("agree_bytes")?;
    Ok(Seen {
        operators: Operators::default(),
        ..seen
    })
}

fn is_too_large(pattern: &str) -> bool {
    let lowered = Pattern::parse(pattern)
        .and_then(|pattern| Rule::lower(&pattern, Profile::Service(Source::EventBridge)));
    let code = lowered.err().map(|error| error.code());
    matches!(
        code,
        Some(Code::TooManyCombinations | Code::PatternTooLong | Code::TooComplex)
    )
}
