//! Measures from ten patterns to a hundred thousand: time to compile, memory, time per event. Only engines run, each in
//! its own process, which is stopped if it takes too much time or memory.

use std::io;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use tidegate_fixtures::PatternSet;

use crate::clock::{median, nanos_each};
use crate::contestant::{Counts, Refusal};
use crate::contestants::{Bounds, Built, Remote};
use crate::place::folder;
use crate::race::difference;
use crate::records::Records;
use crate::work::Extent;

const BOUNDS: Bounds = Bounds {
    time: Duration::from_secs(20),
    resident_bytes: 6 << 30,
};
/// Number of events on which counts are compared.
const COMPARED: usize = 1_000;
/// Most events of one pass.
pub(crate) const EVENTS_MAX: usize = 10_000;
/// Longest time of a pass; it has as many events as fit.
const PASS: Duration = Duration::from_millis(250);
/// Engines that compile faster than this compile again in every round.
const RECOMPILED_MAX: Duration = Duration::from_millis(300);

const KINDS: [PatternSet; 6] = [
    PatternSet::Exact,
    PatternSet::Prefix,
    PatternSet::Suffix,
    PatternSet::Wildcard,
    PatternSet::Numeric,
    PatternSet::Mixed,
];

/// The results of all engines for one set of patterns.
#[derive(Debug, Serialize)]
pub(crate) struct Scale {
    pub(crate) name: String,
    pub(crate) patterns: usize,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) engine: String,
    pub(crate) outcome: Result<Figures, Refusal>,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Figures {
    pub(crate) compile_ms: f64,
    /// Memory that compiling added and kept: resident memory or, with a garbage collector, the live heap.
    pub(crate) megabytes: f64,
    pub(crate) ns_per_event: f64,
}

/// Runs the sets that match the options.
pub(crate) fn run(
    records: &Records,
    built: &Built,
    extent: Extent,
    rounds: usize,
    wanted: &dyn Fn(&str) -> bool,
) -> io::Result<Vec<Scale>> {
    let sizes: &[usize] = match extent {
        Extent::Quick => &[1_000],
        Extent::Full => &[10, 1_000, 10_000, 100_000],
    };
    let mut scales = Vec::new();
    for kind in KINDS {
        for &size in sizes {
            let name = format!("scale/{}/{size}", kind.name());
            if wanted(&name) {
                eprintln!("{name}");
                let file = folder().join("scale.ndjson");
                std::fs::write(&file, kind.patterns(size).join("\n"))?;
                let rows = set(records, built, &file, rounds);
                scales.push(Scale {
                    name,
                    patterns: size,
                    rows,
                });
            }
        }
    }
    Ok(scales)
}

/// An engine that has compiled the set and whose counts agree with the others.
struct Runner {
    engine: Remote,
    events: usize,
    figures: Figures,
    rounds: Vec<Duration>,
}

fn set(records: &Records, built: &Built, file: &Path, rounds: usize) -> Vec<Row> {
    let mut expected = None;
    let mut runners = Vec::new();
    for engine in built.engines(BOUNDS) {
        let name = crate::contestant::Contestant::name(&engine);
        let runner = admit(engine, records, file, rounds, &mut expected);
        runners.push((name, runner));
    }
    for _ in 0..rounds {
        for (_, runner) in &mut runners {
            if let Ok(one) = runner {
                match one.engine.time(&(0..one.events)) {
                    Ok(cost) => one.rounds.push(cost.cpu),
                    Err(refusal) => *runner = Err(refusal),
                }
            }
        }
    }
    let row = |(engine, runner): (String, Result<Runner, Refusal>)| Row {
        engine,
        outcome: runner.map(|runner| Figures {
            ns_per_event: nanos_each(median(runner.rounds), &(0..runner.events)),
            ..runner.figures
        }),
    };
    runners.into_iter().map(row).collect()
}

fn admit(
    mut engine: Remote,
    records: &Records,
    file: &Path,
    rounds: usize,
    expected: &mut Option<Counts>,
) -> Result<Runner, Refusal> {
    engine.read(&records.file)?;
    let first = engine.compile(file)?;
    let compared = 0..records.len().min(COMPARED);
    let counts = engine.count(&compared)?;
    let expected = expected.get_or_insert_with(|| counts.clone());
    if let Some(difference) = difference(&counts, expected) {
        return Err(format!("disagrees: {difference}"));
    }
    let mut compile = vec![first.time];
    while first.time < RECOMPILED_MAX && compile.len() < rounds {
        compile.push(engine.compile(file)?.time);
    }
    engine.warm_up(&compared)?;
    let each = nanos_each(engine.time(&compared)?.cpu, &compared).max(1.0);
    let fitting = (PASS.as_secs_f64() * 1e9 / each) as usize;
    Ok(Runner {
        engine,
        events: fitting.clamp(100, records.len()),
        figures: Figures {
            compile_ms: median(compile).as_secs_f64() * 1e3,
            megabytes: first.bytes as f64 / 1e6,
            ns_per_event: 0.0,
        },
        rounds: Vec::new(),
    })
}
