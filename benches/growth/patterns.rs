//! Measures from ten patterns to a hundred thousand.

use tidegate::{Profile, Program, Rule};
use tidegate_benches::citylots;
use tidegate_fixtures::{PatternSet, Rng};

use crate::clock::{Runner, costs, cpu};
use crate::extent::Extent;
use crate::table::{growths, number, table};

const EVENTS: usize = 5_000;
const SEED: u64 = 9;

const TEXT: &str = "
## Number of patterns

On the look-alike of citylots2 (850 bytes per event); `cidr` on events of one address. *compile* starts from the text of the patterns.

For `anything-but` nearly all patterns match: the cost is that of writing the matches, 2 ns each.
";

pub(crate) fn section(extent: Extent) -> String {
    let sizes: &[usize] = match extent {
        Extent::Quick => &[10, 1_000],
        Extent::Full => &[10, 100, 1_000, 10_000, 100_000],
    };
    let lots = citylots(EVENTS);
    let sets = PatternSet::ALL.into_iter();
    let rows: Vec<_> = sets.flat_map(|set| rows(set, sizes, &lots)).collect();
    let columns = [
        "set",
        "patterns",
        "compile ms",
        "bytes/pattern",
        "hits/event",
        "ns/event",
        "to 10",
        "growth",
    ];
    TEXT.to_owned() + &table(&columns, &rows)
}

fn rows(set: PatternSet, sizes: &[usize], lots: &[Vec<u8>]) -> Vec<Vec<String>> {
    let mut compiled = Vec::new();
    let mut runners = Vec::new();
    for &size in sizes {
        let patterns = set.patterns(size);
        let (program, time) = cpu(|| compile(&patterns));
        compiled.push((time, program.stats().bytes));
        runners.push(Runner {
            matcher: program.matcher(),
            events: match set {
                PatternSet::Cidr => addresses(),
                _ => lots.to_vec(),
            },
        });
    }
    let costs = costs(&mut runners);
    let ns: Vec<f64> = costs.iter().map(|cost| cost.ns).collect();
    let growths = growths(sizes, &ns);
    let row = |row: usize| {
        let (time, bytes) = compiled[row];
        vec![
            set.name().to_owned(),
            sizes[row].to_string(),
            number(time.as_secs_f64() * 1e3),
            (bytes / sizes[row]).to_string(),
            number(costs[row].hits),
            number(ns[row]),
            format!("{:.2}", ns[row] / ns[0]),
            growths[row].clone(),
        ]
    };
    (0..sizes.len()).map(row).collect()
}

/// Compiles a program of these patterns, without the limits of the service.
pub(crate) fn compile(patterns: &[String]) -> Program {
    let rules = patterns.iter().map(|text| Rule::read(text, Profile::Ruler));
    Program::compile_each(rules).expect("patterns must be accepted")
}

fn addresses() -> Vec<Vec<u8>> {
    let mut rng = Rng::labelled(SEED, 0);
    let mut event = || {
        let [a, b, c, d] = [0; 4].map(|_| rng.byte());
        format!(r#"{{"address":"{a}.{b}.{c}.{d}"}}"#).into_bytes()
    };
    (0..EVENTS).map(|_| event()).collect()
}
