//! Patterns compiled together match exactly the events that each matches alone. The reference is not involved: `agree`
//! checks each pattern alone.

use tidegate_fixtures::generate::{Operators, Unstructured, scenario_set};
use tidegate_reference::Dialect;

use crate::answer::{Answer, compiled, engine};
use crate::case::{Case, Difference, Seen};

const NAME: &str = "union";

pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let made = scenario_set(&mut Unstructured::new(bytes));
    let (patterns, altered, event) = (made.patterns, Vec::new(), made.event);
    Some(Case {
        dialect: Dialect::Ruler,
        patterns,
        altered,
        event,
        operators: Operators::default(),
    })
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let (mut patterns, mut alone) = (Vec::new(), Vec::new());
    for pattern in &case.patterns {
        match engine(case.dialect, std::slice::from_ref(pattern), &case.event) {
            Answer::InvalidPattern(..) => {}
            Answer::InvalidEvent(why) => return Ok(case.seen(Answer::InvalidEvent(why))),
            answer => {
                patterns.push(pattern.clone());
                alone.push(answer == Answer::Match);
            }
        }
    }
    if patterns.is_empty() {
        return Ok(case.seen(Answer::InvalidPattern(0, "of all".to_owned())));
    }
    let case = Case {
        patterns,
        ..case.clone()
    };
    let program = compiled(case.dialect, &case.patterns)
        .map_err(|answer| case.difference(NAME, answer, "a program"))?;
    let mut together = vec![false; alone.len()];
    let mut matcher = program.matcher();
    match matcher.event(&case.event) {
        Ok(verdict) => verdict.iter().for_each(|id| together[id.index()] = true),
        Err(invalid) => return Err(case.difference(NAME, format!("{invalid:?}"), "a valid event")),
    }
    if together != alone {
        return Err(case.difference(
            NAME,
            matching(&together),
            format!("{} alone", matching(&alone)),
        ));
    }
    let is_match = alone.contains(&true);
    Ok(case.seen(if is_match {
        Answer::Match
    } else {
        Answer::NoMatch
    }))
}

fn matching(patterns: &[bool]) -> String {
    let matching = patterns
        .iter()
        .enumerate()
        .filter(|(_, is_match)| **is_match);
    format!(
        "patterns {:?}",
        matching.map(|(index, _)| index).collect::<Vec<_>>()
    )
}
