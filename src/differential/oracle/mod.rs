//! Compares engine and reference with AWS's own engine, event-ruler, on generated patterns and events. The invariant:
//! every comparison is counted once, as agreed, as a difference with a known cause, or as a difference without one.
//!
//! event-ruler runs each rule in a separate machine, because rules can affect each other. The dialect `eventbridge`
//! accepts the patterns that its compiler's `check` accepts. The dialect `ruler` accepts those that its machine
//! accepts, which falls back on an older compiler.

mod cause;
mod compare;
mod diagnosis;
mod jvm;
mod parts;
mod tally;

use tidegate_fixtures::generate::{ScenarioEvents, Unstructured, scenario_events, seeded_bytes};

use crate::case::{Case, Difference};
use crate::minimise::minimise_by;

pub use cause::Cause;
pub use jvm::Oracle;
pub use tally::Tally;

use jvm::{Question, Reply};
use parts::part_count;

/// Patterns in one line of questions.
const BATCH: u64 = 256;
/// Events for each pattern.
const EVENTS: usize = 8;
/// Bytes from which a pattern and its events are made; few cases use half of them.
const CASE_BYTES: usize = 8192;
/// Most parts of a pattern that event-ruler gets: a machine holds a state for every path through a pattern.
const ASKED_PARTS_MAX: usize = 256;
/// Most parts of a pattern whose complexity is compared.
const WEIGHED_PARTS_MAX: usize = 64;

/// A run of comparisons.
#[derive(Clone, Copy, Debug)]
pub struct OracleRun {
    /// Number of comparisons, each of one pattern with one event; rounded up to whole patterns.
    pub count: u64,
    /// Seed of the cases.
    pub seed: u64,
    /// The number of the first pattern.
    pub first: u64,
    /// Most differences of each known cause that are minimised and shown.
    pub shown_max: usize,
    /// Number of differences without a cause after which the run stops, at least 1; all of them are shown.
    pub differences_max: u64,
}

/// Compares until the count is reached, or enough differences without a cause are found.
///
/// # Errors
/// The Java process ended, or did not reply in time.
pub fn oracle(oracle: &mut Oracle, run: &OracleRun) -> Result<Tally, String> {
    let mut tally = Tally::default();
    let patterns = run.count.div_ceil(EVENTS as u64);
    let mut start = 0;
    while start < patterns && tally.differences(Cause::Unknown) < run.differences_max {
        let end = (start + BATCH).min(patterns);
        let (cases, large): (Vec<_>, Vec<_>) = (start..end)
            .map(|n| made(run.seed, run.first + n))
            .partition(|case| part_count(&case.pattern) <= ASKED_PARTS_MAX);
        tally.too_large += (large.len() * EVENTS) as u64;
        oracle.ask(&cases.iter().map(question).collect::<Vec<_>>())?;
        let ours: Vec<_> = cases.iter().map(compare::Ours::of).collect();
        let replies = oracle.replies()?;
        for ((case, ours), reply) in cases.iter().zip(&ours).zip(&replies) {
            for difference in compare::differences(case, ours, reply, &mut tally) {
                explain(oracle, run, difference, &mut tally)?;
            }
        }
        start = end;
    }
    Ok(tally)
}

fn made(seed: u64, index: u64) -> ScenarioEvents {
    let bytes = seeded_bytes(seed, index, CASE_BYTES);
    scenario_events(&mut Unstructured::new(&bytes), EVENTS)
}

/// Returns the question. Java's strings can't hold invalid UTF-8, so such an event is sent empty and not compared.
fn question(case: &ScenarioEvents) -> Question {
    let text = |event: &Vec<u8>| String::from_utf8(event.clone()).unwrap_or_default();
    Question {
        pattern: case.pattern.clone(),
        events: case.events.iter().map(text).collect(),
        weigh: is_weighed(&case.pattern),
    }
}

/// Returns whether to request the complexity. event-ruler computes it for every path through the pattern, which takes
/// too long if there are many.
fn is_weighed(pattern: &str) -> bool {
    pattern.contains("wildcard") && part_count(pattern) <= WEIGHED_PARTS_MAX
}

fn explain(
    oracle: &mut Oracle,
    run: &OracleRun,
    difference: Difference,
    tally: &mut Tally,
) -> Result<(), String> {
    let cause = diagnosis::cause(oracle, &difference)?;
    let is_shown = cause == Cause::Unknown || tally.shown(cause).len() < run.shown_max;
    let smaller = is_shown.then(|| smaller(oracle, difference, cause));
    let smaller = smaller.transpose()?;
    tally.differs(cause, smaller);
    Ok(())
}

/// Returns a smaller difference with the same cause.
fn smaller(
    oracle: &mut Oracle,
    difference: Difference,
    cause: Cause,
) -> Result<Difference, String> {
    let mut failed = None;
    let mut differs = |case: &Case| {
        let found = difference_of(oracle, case).and_then(|found| match found {
            Some(found) if diagnosis::cause(oracle, &found)? == cause => Ok(Some(found)),
            _ => Ok(None),
        });
        found.unwrap_or_else(|error| {
            failed = Some(error);
            None
        })
    };
    let smaller = minimise_by(&mut differs, difference);
    failed.map_or(Ok(smaller), Err)
}

/// Returns the difference that a case shows in its dialect, if any.
fn difference_of(oracle: &mut Oracle, case: &Case) -> Result<Option<Difference>, String> {
    let is_event = !case.event.is_empty();
    if std::str::from_utf8(&case.event).is_err() {
        return Ok(None);
    }
    let made = ScenarioEvents {
        pattern: case.patterns[0].clone(),
        events: is_event.then(|| case.event.clone()).into_iter().collect(),
        operators: case.operators,
    };
    let reply = one(oracle, question(&made))?;
    let found = compare::differences(
        &made,
        &compare::Ours::of(&made),
        &reply,
        &mut Tally::default(),
    );
    let mut alike = found.into_iter().filter(|found| {
        found.case.dialect == case.dialect && found.case.event.is_empty() != is_event
    });
    Ok(alike.next())
}

fn one(oracle: &mut Oracle, question: Question) -> Result<Reply, String> {
    oracle.ask(&[question])?;
    oracle.replies()?.pop().ok_or_else(|| "no reply".to_owned())
}
