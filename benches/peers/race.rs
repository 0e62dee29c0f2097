//! Runs one workload with all contestants: compares their counts, then runs rounds in which each contestant has a turn,
//! and reports medians.

use serde::Serialize;

use crate::clock::{Cost, median, nanos_each};
use crate::contestant::{Contestant, Counts, Reads};
use crate::work::Work;

/// The result of one contestant.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) contestant: String,
    pub(crate) reads: &'static str,
    pub(crate) outcome: Outcome,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// Its counts agree with the others.
    Timed(Figures),
    /// It can't run this workload.
    Refused(String),
    /// Its counts differ, so no time is reported.
    Disagrees(String),
}

#[derive(Debug, Serialize)]
pub(crate) struct Figures {
    /// CPU time per record, in nanoseconds, median of the rounds.
    pub(crate) cpu_ns: f64,
    /// Wall time per record, in nanoseconds.
    pub(crate) wall_ns: f64,
    /// 10^9 bytes of records per second of CPU time.
    pub(crate) gb_per_s: f64,
    /// Its CPU time divided by tidegate's.
    pub(crate) times_tidegate: f64,
}

/// The results of all contestants for one workload.
#[derive(Debug, Serialize)]
pub(crate) struct Race {
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) records: usize,
    pub(crate) timed_records: usize,
    pub(crate) timed_bytes: usize,
    pub(crate) rows: Vec<Row>,
}

/// A contestant that runs, and the costs of its rounds.
struct Runner<'c> {
    contestant: &'c mut dyn Contestant,
    rounds: Vec<Cost>,
}

pub(crate) fn run(work: &Work, contestants: &mut [Box<dyn Contestant>], rounds: usize) -> Race {
    let names: Vec<_> = contestants
        .iter()
        .map(|one| (one.name(), one.reads()))
        .collect();
    let mut runners = Vec::new();
    let mut expected = work.expected.clone();
    for contestant in contestants {
        runners.push(admit(work, contestant.as_mut(), &mut expected));
    }
    for _ in 0..rounds {
        for runner in runners.iter_mut().flatten() {
            let cost = runner.contestant.timed(work, &(0..work.timed));
            runner.rounds.extend(cost);
        }
    }
    let outcomes: Vec<_> = runners
        .into_iter()
        .map(|runner| outcome(work, runner, rounds))
        .collect();
    let mut race = Race {
        name: work.name.clone(),
        about: work.about.clone(),
        records: work.records.len(),
        timed_records: work.timed,
        timed_bytes: work.records.lines(&(0..work.timed)).len(),
        rows: Vec::new(),
    };
    for ((contestant, reads), outcome) in names.into_iter().zip(outcomes) {
        if reads == Reads::Limit && !matches!(outcome, Outcome::Timed(_)) {
            continue;
        }
        race.rows.push(Row {
            contestant,
            reads: reads_text(reads),
            outcome,
        });
    }
    race.compare();
    race
}

pub(crate) const fn reads_text(reads: Reads) -> &'static str {
    match reads {
        Reads::Whole => "all, checked",
        Reads::Part => "part, unchecked",
        Reads::Limit => "a limit",
    }
}

/// Prepares a contestant and compares its counts with the expected ones or, if there are none, with those of the first
/// contestant.
fn admit<'c>(
    work: &Work,
    contestant: &'c mut dyn Contestant,
    expected: &mut Option<Counts>,
) -> Result<Runner<'c>, Outcome> {
    contestant.prepare(work).map_err(Outcome::Refused)?;
    let counts = contestant.count(work, &(0..work.records.len()));
    let counts = counts.map_err(Outcome::Refused)?;
    if contestant.reads() != Reads::Limit {
        let expected = expected.get_or_insert_with(|| counts.clone());
        if let Some(difference) = difference(&counts, expected) {
            return Err(Outcome::Disagrees(difference));
        }
    }
    Ok(Runner {
        contestant,
        rounds: Vec::new(),
    })
}

/// Returns the first pattern whose counts differ, in words.
pub(crate) fn difference(counts: &[u64], expected: &[u64]) -> Option<String> {
    if counts.len() != expected.len() {
        return Some(format!(
            "{} counts, expected {}",
            counts.len(),
            expected.len()
        ));
    }
    let differs = |(own, theirs): (&u64, &u64)| own != theirs;
    let pattern = counts.iter().zip(expected).position(differs)?;
    let (own, theirs) = (counts[pattern], expected[pattern]);
    Some(format!(
        "pattern {pattern}: {own} matches, expected {theirs}"
    ))
}

fn outcome(work: &Work, runner: Result<Runner<'_>, Outcome>, rounds: usize) -> Outcome {
    let runner = match runner {
        Ok(runner) if runner.rounds.len() == rounds => runner,
        Ok(_) => return Outcome::Refused("ended during a round".to_owned()),
        Err(outcome) => return outcome,
    };
    let of =
        |part: fn(&Cost) -> std::time::Duration| median(runner.rounds.iter().map(part).collect());
    let (cpu, wall) = (of(|cost| cost.cpu), of(|cost| cost.wall));
    let bytes = work.records.lines(&(0..work.timed)).len();
    Outcome::Timed(Figures {
        cpu_ns: nanos_each(cpu, &(0..work.timed)),
        wall_ns: nanos_each(wall, &(0..work.timed)),
        gb_per_s: bytes as f64 / cpu.as_secs_f64() / 1e9,
        times_tidegate: f64::NAN,
    })
}

impl Race {
    /// Fills in the ratios to tidegate, which is the first row.
    fn compare(&mut self) {
        let own = match self.rows.first().map(|row| &row.outcome) {
            Some(Outcome::Timed(figures)) => figures.cpu_ns,
            _ => return,
        };
        for row in &mut self.rows {
            if let Outcome::Timed(figures) = &mut row.outcome {
                figures.times_tidegate = figures.cpu_ns / own;
            }
        }
    }
}
