//! Both sides agree on whether an event is valid and on which paths it has. The engine must agree for all questions
//! together and for each alone, when it may skip parts of the event.

use tidegate_fixtures::generate::{Unstructured, path_questions};
use tidegate_reference::Dialect;

use crate::answer::{Answer, compiled, engine, reference};
use crate::case::{Case, Difference, Seen};

const NAME: &str = "scan";

pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let made = path_questions(&mut Unstructured::new(bytes));
    let case = Case::of(Dialect::Ruler, String::new(), made.event);
    Some(Case {
        patterns: made.patterns,
        ..case
    })
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let (mut kept, mut expected) = (Vec::new(), Vec::new());
    for pattern in &case.patterns {
        let question = std::slice::from_ref(pattern);
        let answer = reference(case.dialect, question, &case.event);
        let alone = engine(case.dialect, question, &case.event);
        if alone != answer {
            let case = Case {
                patterns: question.to_vec(),
                ..case.clone()
            };
            return Err(case.difference(NAME, alone, answer));
        }
        if !matches!(answer, Answer::InvalidPattern(..)) {
            kept.push(pattern.clone());
            expected.push(answer);
        }
    }
    check_together(
        &Case {
            patterns: kept,
            ..case.clone()
        },
        &expected,
    )?;
    Ok(case.seen(expected.pop().unwrap_or(Answer::NoMatch)))
}

/// Checks that all questions together get the results that each gets alone.
fn check_together(case: &Case, expected: &[Answer]) -> Result<(), Difference> {
    let program = compiled(case.dialect, &case.patterns)
        .map_err(|answer| case.difference(NAME, answer, "a program"))?;
    let mut matcher = program.matcher();
    let verdict = matcher.event(&case.event);
    let found: Vec<Answer> = match &verdict {
        Err(_) => expected.iter().map(|_| Answer::InvalidEvent("")).collect(),
        Ok(verdict) => {
            let mut found: Vec<Answer> = expected.iter().map(|_| Answer::NoMatch).collect();
            verdict
                .iter()
                .for_each(|id| found[id.index()] = Answer::Match);
            found
        }
    };
    let wrong = found
        .iter()
        .zip(expected)
        .position(|(found, expected)| found != expected);
    match wrong {
        Some(index) => {
            let engine = format!(
                "pattern {index}, together with the others: {}",
                found[index]
            );
            Err(case.difference(NAME, engine, &expected[index]))
        }
        None => Ok(()),
    }
}
