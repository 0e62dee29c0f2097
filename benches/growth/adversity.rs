//! Measures hard wildcards, in sets of ten thousand and a hundred thousand.

use tidegate_benches::adversarial::{Adversarial, sets};

use crate::clock::{Cost, Runner, costs, cpu};
use crate::extent::Extent;
use crate::patterns::compile;
use crate::table::{number, table};

const TEXT: &str = "
## Hard wildcards

*literal* is the bytes between the stars, *state* the size of the field's index. `benches/tests/adversarial.rs` checks bounds by
counting, without a clock: ten bytes of state for each literal byte, and candidates in proportion to matches and patterns.
";

pub(crate) fn section(extent: Extent) -> String {
    let sizes: &[usize] = match extent {
        Extent::Quick => &[1_000],
        Extent::Full => &[10_000, 100_000],
    };
    let rows: Vec<_> = sizes.iter().flat_map(|size| rows(*size)).collect();
    let columns = [
        "set",
        "wildcards",
        "compile ms",
        "literal bytes",
        "state bytes",
        "state/literal",
        "hits/value",
        "ns/value",
        "ns/hit",
    ];
    let about: String = sets(1)
        .iter()
        .map(|set| format!("- {}: {}\n", set.name, set.about))
        .collect();
    format!("{TEXT}\n{about}{}", table(&columns, &rows))
}

fn rows(size: usize) -> Vec<Vec<String>> {
    let sets = sets(size);
    let mut compiled = Vec::new();
    let mut runners = Vec::new();
    for set in &sets {
        let patterns = set.patterns();
        let (program, time) = cpu(|| compile(&patterns));
        compiled.push((time.as_secs_f64() * 1e3, program.stats().paths[0].bytes));
        runners.push(Runner {
            matcher: program.matcher(),
            events: set.events(),
        });
    }
    let costs = costs(&mut runners);
    let rows = sets.iter().zip(compiled).zip(costs);
    rows.map(|((set, compiled), cost)| row(set, compiled, cost))
        .collect()
}

fn row(set: &Adversarial, (ms, bytes): (f64, usize), cost: Cost) -> Vec<String> {
    let literal = set.literal_bytes();
    vec![
        set.name.to_owned(),
        set.wildcards.len().to_string(),
        number(ms),
        literal.to_string(),
        bytes.to_string(),
        format!("{:.1}", bytes as f64 / literal as f64),
        number(cost.hits),
        number(cost.ns),
        number(cost.ns / cost.hits),
    ]
}
