//! AWS's own engine as the judge: event-ruler, run on generated patterns and events beside the engine and the reference.
//! The invariant: every comparison is counted once, as agreed, as a difference with a known cause, or as one without.
//!
//! event-ruler's verdict is that of one rule in a machine of its own, for rules can disturb each other. Its compiler's
//! `check` is what EventBridge accepts (`eventbridge`), its machine, which falls back on an older compiler, what `ruler`
//! does.

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

use jvm::{Question, Told};
use parts::part_count;

/// Patterns asked about in one line.
const BATCH: u64 = 256;
/// Events for each pattern.
const EVENTS: usize = 8;
/// Bytes that a pattern and its events are made of; few use half of them.
const CASE_BYTES: usize = 8192;
/// Parts of a pattern that is asked about: a machine holds a state for every way through a pattern.
const ASKED_PARTS_MAX: usize = 256;
/// Parts of a pattern whose complexity is compared.
const WEIGHED_PARTS_MAX: usize = 64;

/// What to run.
#[derive(Clone, Copy, Debug)]
pub struct OracleRun {
    /// How many comparisons, each of one pattern with one event; rounded up to whole patterns.
    pub count: u64,
    /// Where the cases come from.
    pub seed: u64,
    /// The number of the first pattern.
    pub first: u64,
    /// How many differences of each known cause are made small and shown.
    pub shown_max: usize,
    /// How many without a cause are enough, at least 1; all of them are shown.
    pub differences_max: u64,
}

/// Compares until the count is reached, or a difference without a cause is found.
///
/// # Errors
/// The Java process, in words: it ended, or gave no answer in time.
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
        let told = oracle.answers()?;
        for ((case, ours), told) in cases.iter().zip(&ours).zip(&told) {
            for difference in compare::differences(case, ours, told, &mut tally) {
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

/// Java's strings hold no broken UTF-8, so an event that does is asked as nothing and not compared.
fn question(case: &ScenarioEvents) -> Question {
    let text = |event: &Vec<u8>| String::from_utf8(event.clone()).unwrap_or_default();
    Question {
        pattern: case.pattern.clone(),
        events: case.events.iter().map(text).collect(),
        weigh: is_weighed(&case.pattern),
    }
}

/// event-ruler weighs every way through the pattern by itself, which takes it for ever where there are many.
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

/// A smaller difference of the same cause.
fn smaller(
    oracle: &mut Oracle,
    difference: Difference,
    cause: Cause,
) -> Result<Difference, String> {
    let mut failed = None;
    let mut differs = |case: &Case| {
        let found = asked(oracle, case).and_then(|found| match found {
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

/// The difference that a case shows in its language, if any.
fn asked(oracle: &mut Oracle, case: &Case) -> Result<Option<Difference>, String> {
    let is_event = !case.event.is_empty();
    if std::str::from_utf8(&case.event).is_err() {
        return Ok(None);
    }
    let made = ScenarioEvents {
        pattern: case.patterns[0].clone(),
        events: is_event.then(|| case.event.clone()).into_iter().collect(),
        operators: case.operators,
    };
    let told = one(oracle, question(&made))?;
    let found = compare::differences(
        &made,
        &compare::Ours::of(&made),
        &told,
        &mut Tally::default(),
    );
    let mut alike = found.into_iter().filter(|found| {
        found.case.dialect == case.dialect && found.case.event.is_empty() != is_event
    });
    Ok(alike.next())
}

fn one(oracle: &mut Oracle, question: Question) -> Result<Told, String> {
    oracle.ask(&[question])?;
    oracle
        .answers()?
        .pop()
        .ok_or_else(|| "no answer".to_owned())
}
