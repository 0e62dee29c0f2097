//! Patterns and an event in: where the checking matcher takes the event, the trusting one gives the same verdict, to all
//! patterns together and to each alone, when it may stop early. On events that are broken it answers something.

use tidegate::{Matcher, Program};
use tidegate_fixtures::generate::{Operators, Unstructured, path_questions, scenario_set};
use tidegate_reference::Dialect;

use crate::answer::{Answer, compiled};
use crate::case::{Case, Difference, Seen};

const NAME: &str = "trusted";

/// The first byte chooses between patterns of every operator and questions about an event's paths; the second, a place
/// in the event, and the third, if odd, the byte that is put there.
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
        told: Vec::new(),
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

/// What the trusting matcher says, if it says the same again: nothing of a record may be left in it.
fn twice(program: &Program, event: &[u8]) -> Option<Option<Vec<usize>>> {
    let mut matcher = program.trusted_matcher();
    let first = verdict(&mut matcher, event);
    (first == verdict(&mut matcher, event)).then_some(first)
}

/// The patterns that match; `None` if the event is refused.
fn verdict(matcher: &mut Matcher, event: &[u8]) -> Option<Vec<usize>> {
    let verdict = matcher.event(event).ok()?;
    Some(verdict.iter().map(tidegate::PatternId::index).collect())
}
