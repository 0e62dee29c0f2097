//! The semantics of EventBridge event patterns and of Lambda filters, written as plainly as possible.
//!
//! Text and bytes go in, an [`Answer`] or a [`Fate`] comes out. The engine is checked against this package, so the
//! package shares no code with it: everything in between is its own, slow and without shortcuts. Each rule cites its
//! source: event-ruler 2.0.1 (commit 337e8d9, files under `src/main/software/amazon/event/ruler`), the AWS guides with
//! the date they were read, or a run of event-ruler. If guides and event-ruler differ, event-ruler decides, oddities
//! included.
//!
//! Some behaviour of event-ruler is not reproduced, because it is chance or a defect rather than meaning:
//!
//! * In one list an operator that ignores case, after a wildcard with the same beginning, matches too much in
//!   event-ruler (ByteMachine.java:745-830): `[{"wildcard": "*.jpg"}, {"equals-ignore-case": "k"}]` matches every
//!   string except the empty one (run, 2026-11-25).
//! * In one list a string, then a number below a bound, then another string or wildcard: event-ruler finds the first
//!   string or does not, depending on the hashes of its objects (59 of 120 runs, 2026-11-25).
//! * A string with a lone surrogate is always compared exactly here. event-ruler compares it as `?` if other strings in
//!   the list require that.
//! * Here the list alone decides whether it asks for numbers or addresses. event-ruler also considers the lists of
//!   other `$or` branches that share a path with it.
#![forbid(unsafe_code)]

mod answer;
mod arrays;
mod base64;
mod cidr;
mod complexity;
mod dialect;
mod envelope;
mod esm;
mod flatten;
mod invocations;
mod json;
mod json_literal;
mod json_string;
mod matcher;
mod number;
mod operator;
mod operator_anything_but;
mod operator_numeric;
mod pattern;
mod rule;
pub mod simulate;
mod states;
mod text;
mod wildcard;

pub use answer::{Answer, Fate};
pub use dialect::Dialect;
pub use invocations::{Count, Invocations, invocations};

use arrays::Order;
use esm::Service;
use rule::Rule;

/// The limit up to which [`wildcard_complexity`] counts.
const COMPLEXITY_COUNTED_MAX: usize = 100;

/// Returns `Ok` if `pattern` is accepted.
///
/// # Errors
/// The reason for refusing it, as in [`Answer::InvalidPattern`].
pub fn check(dialect: Dialect, pattern: &str) -> Result<(), String> {
    Rule::read(dialect, pattern).map(drop)
}

/// Whether `pattern` matches `event`. For the sources of Lambda an event is one record of the source.
pub fn answer(dialect: Dialect, pattern: &str, event: &[u8]) -> Answer {
    answer_all(dialect, pattern, &[event]).remove(0)
}

/// The same for several events, each on its own. The pattern is read once.
///
/// ```
/// use tidegate_reference::{Answer, Dialect, answer_all};
/// let results = answer_all(Dialect::EventBridge, r#"{"a": [1]}"#, &[br#"{"a": 1.0}"#, b"{}"]);
/// assert_eq!(results, [Answer::Match, Answer::NoMatch]);
/// ```
pub fn answer_all(dialect: Dialect, pattern: &str, events: &[&[u8]]) -> Vec<Answer> {
    match Rule::read(dialect, pattern) {
        Ok(rule) => events
            .iter()
            .map(|event| answer_of(dialect, &rule, event))
            .collect(),
        Err(text) => events
            .iter()
            .map(|_| Answer::InvalidPattern(text.clone()))
            .collect(),
    }
}

fn answer_of(dialect: Dialect, rule: &Rule, event: &[u8]) -> Answer {
    if !dialect.is_source() {
        return match rule.matches(&text::decode(event)) {
            Ok(true) => Answer::Match,
            Ok(false) => Answer::NoMatch,
            Err(_) => Answer::InvalidEvent,
        };
    }
    match esm::fate(Service::Mapping, dialect, std::slice::from_ref(rule), event) {
        Fate::Delivered => Answer::Match,
        Fate::Filtered | Fate::Dropped(_) => Answer::NoMatch,
        Fate::Unreadable(_) => Answer::InvalidEvent,
    }
}

/// Returns the fate of `record` under several patterns, one of which must match. Without patterns, a source delivers
/// every record and a bus delivers none. A pattern that [`check`] refuses is ignored.
pub fn fate(dialect: Dialect, patterns: &[&str], record: &[u8]) -> Fate {
    fate_in(Order::Table, dialect, patterns, record)
}

/// Returns `Ok` if a pipe that reads from the source of `dialect` accepts the pattern: it is valid in [`Dialect::Pipes`],
/// and does not ask for JSON as plain text.
///
/// # Errors
/// The reason for refusing it.
pub fn check_of_pipe(dialect: Dialect, pattern: &str) -> Result<(), String> {
    Rule::read(Dialect::Pipes, pattern)?;
    Rule::read(dialect, pattern).map(drop)
}

/// The fate of `record` in a pipe that reads from the source of `dialect`. A pattern that [`check_of_pipe`] refuses is
/// ignored.
///
/// ```
/// use tidegate_reference::{Dialect, Fate, fate, fate_of_pipe};
/// let (pattern, record) = ([r#"{"eventSource":["aws:sqs"]}"#], br#"{"body":"x","eventSource":"aws:sqs"}"#);
/// assert_eq!(fate(Dialect::Sqs, &pattern, record), Fate::Delivered);
/// assert_eq!(fate_of_pipe(Dialect::Sqs, &pattern, record), Fate::Filtered);
/// ```
pub fn fate_of_pipe(dialect: Dialect, patterns: &[&str], record: &[u8]) -> Fate {
    let taken = patterns
        .iter()
        .filter(|pattern| check_of_pipe(dialect, pattern).is_ok());
    let rules: Vec<Rule> = taken
        .filter_map(|pattern| Rule::read(dialect, pattern).ok())
        .collect();
    esm::fate(Service::Pipe, dialect, &rules, record)
}

/// Whether the fate depends on the order of a hash table in event-ruler, and so on the other rules of a bus. This
/// happens if keys that are dotted or repeated in the record put leaves of one field into several arrays, and other
/// fields settle more than one of these. [`fate`] then returns the fate under this rule alone; another evaluator may
/// return another.
///
/// ```
/// use tidegate_reference::{Dialect, is_left_to_chance};
/// let pattern = [r#"{"g":["b"],"g.a":[1],"g.e":[1]}"#];
/// let event = br#"{"g":[{"a":1,"e":1}],"g":[["b"],{"e":2}]}"#;
/// assert!(is_left_to_chance(Dialect::Ruler, &pattern, event));
/// assert!(!is_left_to_chance(Dialect::Ruler, &pattern, br#"{"g":[{"a":1,"e":1}]}"#));
/// ```
pub fn is_left_to_chance(dialect: Dialect, patterns: &[&str], record: &[u8]) -> bool {
    let in_order = |order| fate_in(order, dialect, patterns, record);
    in_order(Order::Luckiest) != in_order(Order::Unluckiest)
}

fn fate_in(order: Order, dialect: Dialect, patterns: &[&str], record: &[u8]) -> Fate {
    let rules: Vec<Rule> = patterns
        .iter()
        .filter_map(|pattern| Rule::read(dialect, pattern).ok())
        .map(|rule| Rule { order, ..rule })
        .collect();
    if dialect.is_source() {
        esm::fate(Service::Mapping, dialect, &rules, record)
    } else {
        esm::event_fate(&rules, record)
    }
}

/// The complexity of the wildcards of `pattern`, as event-ruler measures it, counted up to 100. `None` if event-ruler's
/// compiler refuses the pattern.
pub fn wildcard_complexity(pattern: &str) -> Option<usize> {
    rule::pattern_complexity(pattern, COMPLEXITY_COUNTED_MAX)
}
