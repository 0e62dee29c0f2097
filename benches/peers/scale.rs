//! From ten patterns to a hundred thousand: time to compile, memory, time for an event. Engines only, each in a process
//! of its own, stopped where it takes too long or too much.

use std::io;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use tidegate_fixtures::{Rng, by_share};

use crate::clock::{median, nanos_each};
use crate::contestant::{Counts, Refusal};
use crate::contestants::{Bounds, Built, Remote};
use crate::race::difference;
use crate::records::Records;
use crate::work::Extent;

const SEED: u64 = 1;
const BOUNDS: Bounds = Bounds {
    time: Duration::from_secs(20),
    resident_bytes: 6 << 30,
};
/// Events that all count, to be compared.
const COMPARED: usize = 1_000;
/// Events that one pass may have.
pub(crate) const EVENTS_MAX: usize = 10_000;
/// One pass has as many events as fit this.
const PASS: Duration = Duration::from_millis(250);
/// What compiles faster is compiled in every round.
const RECOMPILED_MAX: Duration = Duration::from_millis(300);

const KINDS: [Kind; 6] = [
    Kind::Exact,
    Kind::Prefix,
    Kind::Suffix,
    Kind::Wildcard,
    Kind::Numeric,
    Kind::Mixed,
];

/// What the patterns of a set are.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Exact,
    Prefix,
    Suffix,
    Wildcard,
    Numeric,
    Mixed,
}

/// One set of patterns, all engines.
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
    /// Memory that compiling added and did not give back: resident, or live heap where memory is collected.
    pub(crate) megabytes: f64,
    pub(crate) ns_per_event: f64,
}

/// The sets that are to be run, by name.
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
                let file = crate::folder().join("scale.ndjson");
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

/// An engine that has compiled the set and counted as the others did.
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

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Prefix => "prefix",
            Self::Suffix => "suffix",
            Self::Wildcard => "wildcard",
            Self::Numeric => "numeric",
            Self::Mixed => "mixed",
        }
    }

    /// So many patterns on the look-alike of citylots2.
    fn patterns(self, count: usize) -> Vec<String> {
        let mut rng = Rng::labelled(SEED, self as u64);
        let make = |index| self.pattern(&mut rng, index);
        (0..count).map(make).collect()
    }

    fn pattern(self, rng: &mut Rng, index: usize) -> String {
        match self {
            Self::Exact => properties(&[lot(rng)]),
            Self::Prefix => properties(&[lot_digits(rng, "prefix", 6)]),
            Self::Suffix => properties(&[lot_digits(rng, "suffix", 6)]),
            Self::Wildcard if index.is_multiple_of(2) => properties(&[lot_wildcard(rng)]),
            Self::Wildcard => properties(&[street_wildcard(rng)]),
            Self::Numeric => {
                let test = longitude_range(rng);
                format!(r#"{{"geometry":{{"firstCoordinates":{{"x":[{test}]}}}}}}"#)
            }
            Self::Mixed => mixed(rng),
        }
    }
}

/// A condition on one of a lot's properties.
type Field = (&'static str, String);

fn properties(fields: &[Field]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(key, test)| format!(r#""{key}":[{test}]"#))
        .collect();
    format!(r#"{{"properties":{{{}}}}}"#, fields.join(","))
}

fn digits(rng: &mut Rng, count: usize) -> String {
    (0..count)
        .map(|_| char::from(b'0' + rng.byte() % 10))
        .collect()
}

fn lot(rng: &mut Rng) -> Field {
    ("MAPBLKLOT", format!("\"{}\"", digits(rng, 7)))
}

fn lot_digits(rng: &mut Rng, operator: &str, count: usize) -> Field {
    (
        "MAPBLKLOT",
        format!(r#"{{"{operator}":"{}"}}"#, digits(rng, count)),
    )
}

fn lot_wildcard(rng: &mut Rng) -> Field {
    let (head, middle, tail) = (digits(rng, 2), digits(rng, 1), digits(rng, 3));
    (
        "MAPBLKLOT",
        format!(r#"{{"wildcard":"{head}*{middle}*{tail}"}}"#),
    )
}

fn street_wildcard(rng: &mut Rng) -> Field {
    let letters: String = (0..3 + rng.index(2))
        .map(|_| char::from(b'A' + rng.byte() % 26))
        .collect();
    ("STREET", format!(r#"{{"wildcard":"*{letters}*"}}"#))
}

fn longitude_range(rng: &mut Rng) -> String {
    let start = 122_360_000 + rng.below(110_000);
    let end = start + 1 + rng.below(3);
    let text =
        |millionths: u32| format!("-{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
    format!(r#"{{"numeric":[">",{},"<",{}]}}"#, text(end), text(start))
}

/// A quoted value that many records have.
fn pick(rng: &mut Rng, from: &[&str]) -> String {
    format!("\"{}\"", rng.pick(from))
}

/// 35 % exact, 20 % two fields exact, 15 % prefix and two exact, 10 % exact and anything-but, 8 % prefix and exists,
/// 6 % ignore-case and exact, 5 % numeric and exact, 1 % wildcard.
fn mixed(rng: &mut Rng) -> String {
    const SHARES: [(u32, u32); 8] = [
        (350, 0),
        (200, 1),
        (150, 2),
        (100, 3),
        (80, 4),
        (60, 5),
        (50, 6),
        (10, 7),
    ];
    let point = rng.below(1000);
    let side = |rng: &mut Rng| ("ODD_EVEN", pick(rng, &["O", "E"]));
    let kind = |rng: &mut Rng| ("ST_TYPE", pick(rng, &["ST", "AVE", "BLVD", "DR", "CT"]));
    match by_share(&SHARES, point) {
        0 => properties(&[lot(rng)]),
        1 => properties(&[lot(rng), side(rng)]),
        2 => properties(&[lot_digits(rng, "prefix", 5), side(rng), kind(rng)]),
        3 => {
            let other = format!(
                r#"{{"anything-but":[{}]}}"#,
                pick(rng, &["ST", "AVE", "WAY"])
            );
            properties(&[lot(rng), ("ST_TYPE", other)])
        }
        4 => properties(&[
            lot_digits(rng, "prefix", 5),
            ("STREET", r#"{"exists":true}"#.to_owned()),
        ]),
        5 => {
            let street = pick(rng, &["Fulton", "mason", "Noe", "gEARY", "castro"]);
            properties(&[
                lot(rng),
                ("STREET", format!(r#"{{"equals-ignore-case":{street}}}"#)),
            ])
        }
        6 => {
            let ((key, value), range) = (lot(rng), longitude_range(rng));
            format!(
                r#"{{"properties":{{"{key}":[{value}]}},"geometry":{{"firstCoordinates":{{"x":[{range}]}}}}}}"#
            )
        }
        _ => properties(&[lot_wildcard(rng)]),
    }
}
