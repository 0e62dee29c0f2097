//! If the checking matcher accepts an event, the trusting matcher gives the same verdict, for all patterns together and
//! for each alone, when it may stop early. On broken events it returns some verdict without a panic.

use tidegate::{Matcher, Program};
use tidegate_fixtures::generate::{Operators, Unstructured, path_questions, scenario_set};
use tidegate_reference::Dialect;

use crate::answer::{Answer, compiled};
use crate::case::{Case, Difference, Seen};

const NAME: &str = "trusted";

/// Makes a case. The first byte chooses between patterns of every operator and questions about an event's paths. The
/// second is a place in the event. The third, if odd, replaces the byte there.
pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let (choice, rest) = bytes.split_first_chunk::<3>().unwrap_or((&[0; 3], &[]));
    let mut source = Unstructured::new(rest);
    let (patterns, mut event) = if choice[0] % 2 == 0 {
        let made = scenario_set(&mut source);
        (made.patterns, made.event)
    } else {
        let made = path_questions(&mut source);
        (made.patterns, made.event)
    };
    let place = usize::from(choice[1]) * event.len() / 256;
    if choice[2] % 2 == 1
        && let Some(byte) = event.get_mut(place)
    {
        *byte = choice[2];
    }
    Some(Case {
        dialect: Dialect::Ruler,
        patterns,
        altered: Vec::new(),
        event,
        operators: Operators::default(),
    })
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let accepted = |pattern: &&String| {
        let pattern = std::slice::from_ref(*pattern);
        compiled(case.dialect, pattern).is_ok()
    };
    let patterns: Vec<String> = case.patterns.iter().filter(accepted).cloned().collect();
    let seen = compare(case, &patterns)?;
    for pattern in &patterns {
        compare(case, std::slice::from_ref(pattern))?;
    }
    Ok(seen)
}

fn compare(case: &Case, patterns: &[String]) -> Result<Seen, Difference> {
    let program = compiled(case.dialect, patterns)
        .map_err(|answer| case.difference(NAME, answer, "a program"))?;
    let strict = verdict(&mut program.matcher(), &case.event);
    let trusted = twice(&program, &case.event);
    if strict.is_some() && trusted.as_ref() != Some(&strict) {
        let case = Case {
            patterns: patterns.to_vec(),
            ..case.clone()
        };
        return Err(case.difference(NAME, format!("{trusted:?}"), format!("{strict:?}, checked")));
    }
    Ok(case.seen(match strict {
        None => Answer::InvalidEvent(""),
        Some(matched) if matched.is_empty() => Answer::NoMatch,
        Some(_) => Answer::Match,
    }))
}

/// Returns the trusting matcher's verdict, if a second run gives the same: a matcher must not keep state of a record.
fn twice(program: &Program, event: &[u8]) -> Option<Option<Vec<usize>>> {
    let mut matcher = program.trusted_matcher();
    let first = verdict(&mut matcher, event);
    (first == verdict(&mut matcher, event)).then_some(first)
}

/// Returns the patterns that match, or `None` if the event is refused.
fn verdict(matcher: &mut Matcher, event: &[u8]) -> Option<Vec<usize>> {
    let verdict = matcher.event(event).ok()?;
    Some(verdict.iter().map(tidegate::PatternId::index).collect())
}
