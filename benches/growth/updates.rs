//! Measures the cost of changing the patterns of a running program.

use tidegate::{Profile, Program, Rule};
use tidegate_benches::citylots;
use tidegate_fixtures::PatternSet;

use crate::clock::{Cost, Runner, costs, cpu, median};
use crate::extent::Extent;
use crate::patterns::compile;
use crate::table::{number, table};

const TEXT: &str = "
## Adding patterns

Programs are never changed: a new one is compiled while the old one runs, and replaces it. *all* is the mixed set with one more
pattern, *delta* a program of only the added patterns, used in addition to the old one until all are compiled again. *rules kept*
compiles rules that were kept from the last time; *from text* also parses and lowers the patterns.
";

pub(crate) fn section(extent: Extent) -> String {
    let size = match extent {
        Extent::Quick => 1_000,
        Extent::Full => 100_000,
    };
    let patterns = PatternSet::Mixed.patterns(size + 1);
    let mut rows = vec![change("all", &patterns)];
    for added in [1, 100, 1_000] {
        rows.push(change("delta", &patterns[..added]));
    }
    let compiled = table(&["", "patterns", "rules kept ms", "from text ms"], &rows);
    TEXT.to_owned() + &compiled + &beside(&patterns)
}

fn change(name: &str, patterns: &[String]) -> Vec<String> {
    let lower = |text: &String| Rule::read(text, Profile::Ruler);
    let rules: Result<Vec<Rule>, _> = patterns.iter().map(lower).collect();
    let rules = rules.expect("patterns must be accepted");
    let kept = (0..5).map(|_| cpu(|| Program::compile(&rules)).1).collect();
    let read = (0..5).map(|_| cpu(|| compile(patterns)).1).collect();
    let ms = |times| number(median(times).as_secs_f64() * 1e3);
    vec![
        name.to_owned(),
        patterns.len().to_string(),
        ms(kept),
        ms(read),
    ]
}

/// Measures the cost of a second program for an event.
fn beside(patterns: &[String]) -> String {
    let events = citylots(5_000);
    let runner = |patterns: &[String]| Runner {
        matcher: compile(patterns).matcher(),
        events: events.clone(),
    };
    let delta = patterns.len().min(1_000);
    let mut runners = [runner(patterns), runner(&patterns[..delta])];
    let [all, delta]: [Cost; 2] = costs(&mut runners).try_into().expect("two runners");
    format!(
        "\nAn event costs {} ns with all, and {} ns more with an additional delta of 1,000, because it is read twice.\n",
        number(all.ns),
        number(delta.ns)
    )
}
