//! Compares engine and reference with event-ruler: on the pattern in both dialects, then on each event in the first
//! dialect that accepts the pattern.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tidegate::{Code, Matcher, Program};
use tidegate_fixtures::generate::ScenarioEvents;
use tidegate_reference::Dialect;

use super::jvm::Reply;
use super::tally::Tally;
use crate::answer::{Answer, compiled, lowered};
use crate::case::{Case, Difference, Seen};

const NAME: &str = "oracle";

/// The dialects that event-ruler supports.
const SPOKEN: [Dialect; 2] = [Dialect::EventBridge, Dialect::Ruler];

/// The text of a difference in which engine and reference accept the pattern.
pub(super) const ACCEPTED: &str = "engine accepts, reference accepts";

/// Highest wildcard complexity, by event-ruler's measure, that AWS accepts in a rule.
const COMPLEXITY_MAX: u64 = 10;

/// The results of engine and reference.
pub(super) struct Ours {
    /// Refusals of the pattern by engine and reference, for each dialect.
    refusals: [[Refusal; 2]; 2],
    /// The dialect of the events; `None` if the pattern is refused in both dialects.
    language: Option<Dialect>,
    /// Results of engine and reference for each event.
    results: Vec<[Answer; 2]>,
}

#[derive(Clone, Debug, PartialEq)]
enum Refusal {
    None,
    /// A limit of the service, which event-ruler does not have.
    Bound,
    /// Another refusal, with AWS's message if known.
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
        let results = language.map(|dialect| results(dialect, &case.pattern, &events));
        Self {
            refusals,
            language,
            results: results.unwrap_or_default(),
        }
    }
}

fn refusals(dialect: Dialect, pattern: &str) -> [Refusal; 2] {
    let engine = match lowered(dialect, pattern) {
        Ok(_) => Refusal::None,
        Err(error) => match error.code() {
            Code::TooManyCombinations | Code::PatternTooLong | Code::TooComplex => Refusal::Bound,
            // Here AWS's message may be about the JSON after the value, which the engine does not read.
            Code::NotAnObject => Refusal::Words(None),
            _ => Refusal::Words(error.aws_message().map(str::to_owned)),
        },
    };
    let reference = match tidegate_reference::check(dialect, pattern) {
        Ok(()) => Refusal::None,
        // Both have the same limits, as the law `lower` checks.
        Err(_) if engine == Refusal::Bound => Refusal::Bound,
        Err(words) => Refusal::Words(Some(words)),
    };
    [engine, reference]
}

/// Results of engine and reference for each event.
pub(super) fn results(dialect: Dialect, pattern: &str, events: &[&[u8]]) -> Vec<[Answer; 2]> {
    let program = compiled(dialect, &[pattern.to_owned()]);
    let mut matcher = program.as_ref().map(Program::matcher);
    let mut engine = |event: &[u8]| match &mut matcher {
        Err(answer) => (*answer).clone(),
        Ok(matcher) => engine_answer(matcher, event),
    };
    let references = tidegate_reference::answer_all(dialect, pattern, events);
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

/// Returns the differences for one pattern and its events. Counts each event once, as compared or as not comparable.
pub(super) fn differences(
    case: &ScenarioEvents,
    ours: &Ours,
    reply: &Reply,
    tally: &mut Tally,
) -> Vec<Difference> {
    tally.patterns += 1;
    let mut found = Vec::new();
    for (dialect, [engine, reference]) in SPOKEN.into_iter().zip(&ours.refusals) {
        let refused = match dialect {
            Dialect::Ruler => &reply.machine,
            Dialect::EventBridge
            | Dialect::Pipes
            | Dialect::Sqs
            | Dialect::Kinesis
            | Dialect::DynamoDb
            | Dialect::Kafka
            | Dialect::Mq => &reply.check,
        };
        let of = Case {
            operators: case.operators,
            ..Case::of(dialect, case.pattern.clone(), Vec::new())
        };
        let is_same = |ours: &Refusal| is_same(dialect, ours, refused.as_deref(), reply);
        if ![engine, reference].map(is_same).iter().all(|same| *same) {
            let ours = format!("engine {}, reference {}", shown(engine), shown(reference));
            let expected = refused
                .as_ref()
                .map_or_else(|| accepted(reply), |words| format!("refuses: {words}"));
            found.push(of.difference(NAME, ours, expected));
        }
    }
    if found.is_empty() {
        found.extend(of_events(case, ours, reply, tally));
    } else {
        tally.uncompared += case.events.len() as u64;
    }
    found
}

fn accepted(reply: &Reply) -> String {
    let weight = reply.complexity.filter(|weight| *weight > COMPLEXITY_MAX);
    weight.map_or("accepts".to_owned(), |weight| {
        format!("accepts; complexity {weight}")
    })
}

fn shown(refusal: &Refusal) -> String {
    match refusal {
        Refusal::None => "accepts".to_owned(),
        Refusal::Bound => "refuses for its size".to_owned(),
        Refusal::Words(None) => "refuses".to_owned(),
        Refusal::Words(Some(words)) => format!("refuses: {words}"),
    }
}

/// Returns whether engine or reference agrees with event-ruler on accepting a pattern.
fn is_same(dialect: Dialect, ours: &Refusal, refused: Option<&str>, reply: &Reply) -> bool {
    match (ours, refused) {
        // event-ruler has no limit of its own, only the measure of complexity.
        (Refusal::Bound, _) => true,
        (Refusal::None, None) => {
            dialect != Dialect::EventBridge
                || reply.machine.is_some()
                || reply
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

/// Returns AWS's message up to the place, which may occur in the middle.
fn first_line(words: &str) -> &str {
    let end = words.find(" at [Source").unwrap_or(words.len());
    words[..end].trim_end_matches('\n')
}

fn of_events(
    case: &ScenarioEvents,
    ours: &Ours,
    reply: &Reply,
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
    if reply.machine.is_some() {
        // The compiler accepts it and the machine does not, so it is unknown what AWS does.
        tally.unknown_to_aws += count;
        return Vec::new();
    }
    let mut found = Vec::new();
    for ((event, [engine, reference]), verdict) in
        case.events.iter().zip(&ours.results).zip(&reply.verdicts)
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

    /// Returns the differences found for this reply of event-ruler.
    fn found(pattern: &str, reply: &Reply) -> (Vec<String>, u64) {
        let (case, mut tally) = (case(pattern), Tally::default());
        let found = differences(&case, &Ours::of(&case), reply, &mut tally);
        let found = found
            .into_iter()
            .map(|it| format!("{} / {}", it.engine, it.expected));
        (found.collect(), tally.comparisons())
    }

    fn reply() -> Reply {
        Reply {
            check: None,
            machine: None,
            complexity: None,
            verdicts: vec![Ok(true), Ok(false)],
        }
    }

    #[test]
    fn equal_results_are_not_a_difference() {
        assert_eq!(found(PATTERN, &reply()), (vec![], 2));
    }

    #[test]
    fn other_verdict_is_a_difference() {
        let reply = Reply {
            verdicts: vec![Ok(true), Ok(true)],
            ..reply()
        };
        let expected = "engine no match, reference no match / match".to_owned();
        assert_eq!(found(PATTERN, &reply), (vec![expected], 1));
    }

    #[test]
    fn refusal_with_another_message_is_a_difference() {
        let words = "Empty arrays are not allowed\n at [Source: (String)\"x\"; line: 1, column: 7]";
        let refused = |words: &str| Reply {
            check: Some(words.to_owned()),
            machine: Some("x".to_owned()),
            verdicts: Vec::new(),
            ..reply()
        };
        assert_eq!(found(r#"{"a":[]}"#, &refused(words)), (vec![], 2));
        assert_eq!(
            found(r#"{"a":[]}"#, &refused("Filter is not an object"))
                .0
                .len(),
            1
        );
        assert_eq!(found(PATTERN, &refused(words)).0.len(), 2);
        assert_eq!(found(r#"{"a":[]}"#, &reply()).0.len(), 2);
    }

    #[test]
    fn complexity_above_the_limit_is_a_difference() {
        let heavy = Reply {
            complexity: Some(11),
            ..reply()
        };
        assert_eq!(found(PATTERN, &heavy).0.len(), 1);
    }
}
