//! What engine and reference say, held against what event-ruler says: on the pattern in both languages, then on each
//! event in the first language that takes the pattern.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tidegate::{Code, Matcher, Program};
use tidegate_fixtures::generate::ScenarioEvents;
use tidegate_reference::Dialect;

use super::jvm::Told;
use super::tally::Tally;
use crate::answer::{Answer, compiled, lowered};
use crate::case::{Case, Difference, Seen};

const NAME: &str = "oracle";

/// The languages event-ruler speaks.
const SPOKEN: [Dialect; 2] = [Dialect::EventBridge, Dialect::Ruler];

/// What a difference says where both of ours accept a pattern.
pub(super) const ACCEPTED: &str = "engine accepts it, reference accepts it";

/// What AWS lets a rule have of event-ruler's wildcard complexity.
const COMPLEXITY_MAX: u64 = 10;

/// Our own answers.
pub(super) struct Ours {
    /// What engine and reference have against the pattern, by language.
    refusals: [[Refusal; 2]; 2],
    /// The language of the events; `None` where neither takes the pattern.
    language: Option<Dialect>,
    /// What engine and reference say to each event.
    answers: Vec<[Answer; 2]>,
}

#[derive(Clone, Debug, PartialEq)]
enum Refusal {
    None,
    /// A bound of the service, which event-ruler does not have.
    Bound,
    /// In AWS's words, where they are known.
    Words(Option<String>),
}

impl Ours {
    pub(super) fn of(case: &ScenarioEvents) -> Self {
        let refusals = SPOKEN.map(|dialect| {
            let caught = catch_unwind(|| refusals(dialect, &case.pattern));
            caught.unwrap_or_else(|_| [(); 2].map(|()| Refusal::Words(Some("panic".to_owned()))))
        });
        let takes = |refusals: &[Refusal; 2]| *refusals == [Refusal::None, Refusal::None];
        let language = SPOKEN
            .into_iter()
            .zip(&refusals)
            .find(|(_, refusals)| takes(refusals));
        let language = language.map(|(dialect, _)| dialect);
        let events: Vec<&[u8]> = case.events.iter().map(Vec::as_slice).collect();
        let answers = language.map(|dialect| answers(dialect, &case.pattern, &events));
        Self {
            refusals,
            language,
            answers: answers.unwrap_or_default(),
        }
    }
}

fn refusals(dialect: Dialect, pattern: &str) -> [Refusal; 2] {
    let engine = match lowered(dialect, pattern) {
        Ok(_) => Refusal::None,
        Err(error) => match error.code() {
            Code::TooManyCombinations | Code::PatternTooLong | Code::TooComplex => Refusal::Bound,
            // There the engine does not look for what the reader would trip over first.
            Code::NotAnObject => Refusal::Words(None),
            _ => Refusal::Words(error.aws_message().map(str::to_owned)),
        },
    };
    let reference = match tidegate_reference::check(dialect, pattern) {
        Ok(()) => Refusal::None,
        // Both have the same bounds, as the law `lower` shows.
        Err(_) if engine == Refusal::Bound => Refusal::Bound,
        Err(words) => Refusal::Words(Some(words)),
    };
    [engine, reference]
}

/// What engine and reference say to each event.
pub(super) fn answers(dialect: Dialect, pattern: &str, events: &[&[u8]]) -> Vec<[Answer; 2]> {
    let program = compiled(dialect, &[pattern.to_owned()]);
    let mut matcher = program.as_ref().map(Program::matcher);
    let mut engine = |event: &[u8]| match &mut matcher {
        Err(answer) => (*answer).clone(),
        Ok(matcher) => engine_answer(matcher, event),
    };
    let references = tidegate_reference::answers(dialect, pattern, events);
    let pair = |(event, reference): (&&[u8], _)| [engine(event), of_reference(reference)];
    events.iter().zip(references).map(pair).collect()
}

fn engine_answer(matcher: &mut Matcher, event: &[u8]) -> Answer {
    let verdict = AssertUnwindSafe(|| matcher.event(event).map(|verdict| verdict.is_match()));
    match catch_unwind(verdict) {
        Ok(Ok(true)) => Answer::Match,
        Ok(Ok(false)) => Answer::NoMatch,
        Ok(Err(_)) => Answer::InvalidEvent(""),
        Err(_) => Answer::InvalidEvent("panic"),
    }
}

fn of_reference(answer: tidegate_reference::Answer) -> Answer {
    use tidegate_reference::Answer as Said;
    match answer {
        Said::Match => Answer::Match,
        Said::NoMatch => Answer::NoMatch,
        Said::InvalidPattern(words) => Answer::InvalidPattern(0, words),
        Said::InvalidEvent => Answer::InvalidEvent(""),
    }
}

/// The differences of one pattern and its events. Counts each event once, or that it could not be compared.
pub(super) fn differences(
    case: &ScenarioEvents,
    ours: &Ours,
    told: &Told,
    tally: &mut Tally,
) -> Vec<Difference> {
    tally.patterns += 1;
    let mut found = Vec::new();
    for (dialect, [engine, reference]) in SPOKEN.into_iter().zip(&ours.refusals) {
        let refused = match dialect {
            Dialect::Ruler => &told.machine,
            Dialect::EventBridge
            | Dialect::Pipes
            | Dialect::Sqs
            | Dialect::Kinesis
            | Dialect::DynamoDb
            | Dialect::Kafka
            | Dialect::Mq => &told.check,
        };
        let of = Case {
            operators: case.operators,
            ..Case::of(dialect, case.pattern.clone(), Vec::new())
        };
        let is_same = |ours: &Refusal| is_same(dialect, ours, refused.as_deref(), told);
        if ![engine, reference].map(is_same).iter().all(|same| *same) {
            let ours = format!("engine {}, reference {}", shown(engine), shown(reference));
            let expected = refused
                .as_ref()
                .map_or_else(|| accepted(told), |words| format!("refuses it: {words}"));
            found.push(of.difference(NAME, ours, expected));
        }
    }
    if found.is_empty() {
        found.extend(of_events(case, ours, told, tally));
    } else {
        tally.uncompared += case.events.len() as u64;
    }
    found
}

fn accepted(told: &Told) -> String {
    let weight = told.complexity.filter(|weight| *weight > COMPLEXITY_MAX);
    weight.map_or("accepts it".to_owned(), |weight| {
        format!("accepts it; complexity {weight}")
    })
}

fn shown(refusal: &Refusal) -> String {
    match refusal {
        Refusal::None => "accepts it".to_owned(),
        Refusal::Bound => "refuses it for its size".to_owned(),
        Refusal::Words(None) => "refuses it".to_owned(),
        Refusal::Words(Some(words)) => format!("refuses it: {words}"),
    }
}

/// Whether one of ours and event-ruler mean the same by a pattern.
fn is_same(dialect: Dialect, ours: &Refusal, refused: Option<&str>, told: &Told) -> bool {
    match (ours, refused) {
        // event-ruler has no bound; but the measure of complexity is its own.
        (Refusal::Bound, _) => true,
        (Refusal::None, None) => {
            dialect != Dialect::EventBridge
                || told.machine.is_some()
                || told
                    .complexity
                    .is_none_or(|weight| weight <= COMPLEXITY_MAX)
        }
        (Refusal::Words(Some(ours)), Some(words)) if dialect == Dialect::EventBridge => {
            *ours == first_line(words)
        }
        (Refusal::Words(_), Some(_)) => true,
        _ => false,
    }
}

/// AWS's words up to the place, which may stand in the middle of them.
fn first_line(words: &str) -> &str {
    let end = words.find(" at [Source").unwrap_or(words.len());
    words[..end].trim_end_matches('\n')
}

fn of_events(
    case: &ScenarioEvents,
    ours: &Ours,
    told: &Told,
    tally: &mut Tally,
) -> Vec<Difference> {
    let count = case.events.len() as u64;
    let Some(dialect) = ours.language else {
        let answer = Answer::InvalidPattern(0, String::new());
        for _ in 0..count {
            tally.agrees(&seen(case, answer.clone()));
        }
        return Vec::new();
    };
    if told.machine.is_some() {
        // The compiler takes it and the machine does not: what AWS does with it is unknown.
        tally.unknown_to_aws += count;
        return Vec::new();
    }
    let mut found = Vec::new();
    for ((event, [engine, reference]), verdict) in
        case.events.iter().zip(&ours.answers).zip(&told.verdicts)
    {
        if std::str::from_utf8(event).is_err() {
            tally.uncompared += 1;
            continue;
        }
        let expected = match verdict {
            Ok(true) => Answer::Match,
            Ok(false) => Answer::NoMatch,
            Err(words) if words.starts_with("thrown") => Answer::InvalidEvent("thrown"),
            Err(_) => Answer::InvalidEvent(""),
        };
        if *engine == expected && *reference == expected {
            tally.agrees(&seen(case, expected));
            continue;
        }
        let of = Case {
            operators: case.operators,
            ..Case::of(dialect, case.pattern.clone(), event.clone())
        };
        let ours = format!("engine {engine}, reference {reference}");
        found.push(of.difference(NAME, ours, expected));
    }
    found
}

fn seen(case: &ScenarioEvents, answer: Answer) -> Seen {
    Seen {
        answer,
        operators: case.operators,
        is_left_to_chance: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATTERN: &str = r#"{"a":[1]}"#;

    fn case(pattern: &str) -> ScenarioEvents {
        ScenarioEvents {
            pattern: pattern.to_owned(),
            events: vec![br#"{"a":1}"#.to_vec(), b"{}".to_vec()],
            operators: tidegate_fixtures::generate::Operators::default(),
        }
    }

    /// What is found where event-ruler says this.
    fn found(pattern: &str, told: &Told) -> (Vec<String>, u64) {
        let (case, mut tally) = (case(pattern), Tally::default());
        let found = differences(&case, &Ours::of(&case), told, &mut tally);
        let found = found
            .into_iter()
            .map(|it| format!("{} / {}", it.engine, it.expected));
        (found.collect(), tally.comparisons())
    }

    fn told() -> Told {
        Told {
            check: None,
            machine: None,
            complexity: None,
            verdicts: vec![Ok(true), Ok(false)],
        }
    }

    #[test]
    fn the_same_answers_are_no_difference() {
        assert_eq!(found(PATTERN, &told()), (vec![], 2));
    }

    #[test]
    fn another_verdict_is_a_difference() {
        let told = Told {
            verdicts: vec![Ok(true), Ok(true)],
            ..told()
        };
        let expected = "engine no match, reference no match / match".to_owned();
        assert_eq!(found(PATTERN, &told), (vec![expected], 1));
    }

    #[test]
    fn a_pattern_that_is_refused_in_other_words_is_a_difference() {
        let words = "Empty arrays are not allowed\n at [Source: (String)\"x\"; line: 1, column: 7]";
        let refused = |words: &str| Told {
            check: Some(words.to_owned()),
            machine: Some("x".to_owned()),
            verdicts: Vec::new(),
            ..told()
        };
        assert_eq!(found(r#"{"a":[]}"#, &refused(words)), (vec![], 2));
        assert_eq!(
            found(r#"{"a":[]}"#, &refused("Filter is not an object"))
                .0
                .len(),
            1
        );
        assert_eq!(found(PATTERN, &refused(words)).0.len(), 2);
        assert_eq!(found(r#"{"a":[]}"#, &told()).0.len(), 2);
    }

    #[test]
    fn weights_are_compared() {
        let heavy = Told {
            complexity: Some(11),
            ..told()
        };
        assert_eq!(found(PATTERN, &heavy).0.len(), 1);
    }
}
