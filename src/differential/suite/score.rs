//! The share of planted mistakes that suites catch.

use std::fmt;

use serde_json::Value;
use tidegate::{Profile, Source};
use tidegate_analysis::{Caps, Comparison, Generated, Order, Relation, generate};
use tidegate_batch::{Filters, RecordForm};

use super::mutant::mutants;

/// The filters of one mapping or rule, with the language that they are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// Where the records come from.
    pub source: Source,
    /// The language.
    pub profile: Profile,
    /// The patterns.
    pub patterns: Vec<String>,
}

/// How many mistakes were caught.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Filters with a suite.
    pub filters: u64,
    /// Mistakes that some record shows.
    pub caught: u64,
    /// Mistakes that change what is delivered, and that no record shows.
    pub missed: u64,
    /// Mistakes that are proven to change nothing.
    pub equivalent: u64,
    /// Mistakes of which it is not decided whether they change anything.
    pub doubtful: u64,
    /// The first mistakes that were missed, in words.
    pub examples: Vec<String>,
}

/// The most missed mistakes that are kept.
const EXAMPLES_MAX: usize = 20;

/// Plants every mistake in the filters, and asks whether a suite of this many records shows it.
pub fn score(scored: &Scored, records: usize, total: &mut Score) {
    let Some(filters) = compiled(scored, &scored.patterns) else {
        return;
    };
    let order = Order {
        count: records,
        seed: 1,
        kind: None,
        like: None,
    };
    let Ok(suite) = generate(&filters, order, &Caps::default()) else {
        return;
    };
    total.filters += 1;
    for (at, pattern) in scored.patterns.iter().enumerate() {
        let Ok(pattern) = serde_json::from_str::<Value>(pattern) else {
            continue;
        };
        for mutant in mutants(&pattern) {
            let mut patterns = scored.patterns.clone();
            patterns[at] = mutant.to_string();
            if let Some(mutated) = compiled(scored, &patterns) {
                count(&filters, &mutated, &suite.records, &patterns, total);
            }
        }
    }
}

fn compiled(scored: &Scored, patterns: &[String]) -> Option<Filters> {
    let texts: Vec<&str> = patterns.iter().map(String::as_str).collect();
    Filters::compile(scored.source, scored.profile, &texts).ok()
}

fn count(
    filters: &Filters,
    mutated: &Filters,
    records: &[Generated],
    patterns: &[String],
    total: &mut Score,
) {
    let mut judge = mutated.judge();
    let is_caught = records.iter().any(|generated| {
        let judged = judge.judge(generated.record.as_bytes(), RecordForm::Record);
        judged.disposition != generated.disposition
    });
    if is_caught {
        total.caught += 1;
        return;
    }
    match Comparison::of(filters, mutated, &Caps::default()).map(|compared| compared.all()) {
        Ok(Relation::Equivalent) => total.equivalent += 1,
        Ok(Relation::Unknown) | Err(_) => total.doubtful += 1,
        Ok(Relation::Narrower | Relation::Wider | Relation::Different) => {
            total.missed += 1;
            if total.examples.len() < EXAMPLES_MAX {
                let rules = filters.rules().len();
                total.examples.push(format!(
                    "{} of {rules} filters: {patterns:?}",
                    filters.source()
                ));
            }
        }
    }
}

impl Score {
    /// Returns the share of the mistakes that matter which were caught, in tenths of a percent.
    #[must_use]
    pub const fn per_mille(&self) -> u64 {
        match self.caught + self.missed {
            0 => 0,
            all => self.caught * 1000 / all,
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            filters,
            caught,
            missed,
            equivalent,
            doubtful,
            ..
        } = self;
        let share = self.per_mille();
        write!(
            f,
            "{filters} filters: {caught} of {} mistakes caught ({}.{} %); {equivalent} others change nothing, {doubtful} not decided",
            caught + missed,
            share / 10,
            share % 10
        )
    }
}
