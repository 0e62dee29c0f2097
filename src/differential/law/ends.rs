//! The simulation of any mapping under any load ends within ten seconds and 300 MB, or is stopped with an error. The
//! bytes of a case decide on the mapping and on the load, both of which go to extremes.
//!
//! Time is CPU time, and memory is the peak of the process. Both are checked on Linux only.

use std::fmt::Write;

use tidegate_figures::HandlerDuration;
use tidegate_fixtures::generate::{Unstructured, seeded};
use tidegate_mapping::Delivery;
use tidegate_mapping::simulate::{Failing, Order, Record, simulate};
use tidegate_reference::Dialect;

use super::drawn::{Choices, mapping, next};
use super::measured::measure;
use crate::answer::Answer;
use crate::case::{Case, Difference, Seen};

const NAME: &str = "ends";

/// Most records of a load are below two to the power of this.
const RECORDS_BITS: u64 = 17;
/// Longest gap between two records: two to the power of this, in microseconds. That is more than an hour.
const GAP_BITS: u64 = 32;

/// Makes a case whose event is the bytes from which everything is drawn.
pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let case = Case::of(Dialect::Sqs, String::new(), bytes.to_vec());
    Some(Case {
        patterns: Vec::new(),
        ..case
    })
}

/// Returns the bytes of a seeded case.
pub(super) fn seed(seed: u64, index: u64) -> Vec<u8> {
    seeded(seed ^ 0x656e_6473, index)
}

/// Counts a match if the simulation ended by itself, and an invalid event if AWS refuses the mapping.
pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let mut choices = Choices(Unstructured::new(&case.event));
    let (source, options) = mapping(&mut choices);
    let handler = HandlerDuration {
        per_invocation_us: choices.up_to(30),
        per_record_us: choices.up_to(20),
    };
    let Ok(delivery) = Delivery::new(source.parse().expect("a source"), &options) else {
        return Ok(case.seen(Answer::InvalidEvent("")));
    };
    let records = load(&mut choices);
    let order = choices.pick([Order::FilterFirst, Order::BatchFirst]);
    let settings = delivery.settings(order, handler);
    let measured = measure(|| simulate(&records, &settings));
    if let Some(mut excess) = measured.excess() {
        _ = write!(excess, " for {} records and {settings:?}", records.len());
        return Err(case.difference(NAME, excess, "10 s and 300 MB at most"));
    }
    Ok(case.seen(match measured.result {
        Ok(_) => Answer::Match,
        Err(_) => Answer::NoMatch,
    }))
}

fn load(choices: &mut Choices<'_>) -> Vec<Record> {
    let count = choices.up_to(RECORDS_BITS);
    let gap_bits = choices.below(GAP_BITS + 1);
    let [failing, always, matching] = [(); 3].map(|()| choices.pick([0, 1, 10, 500, 1_000]));
    let bytes = choices.pick([100, 10_000, 7_000_000]);
    let mut random = choices.0.arbitrary().unwrap_or(1) | 1;
    let mut arrival_us = 0;
    let mut records = Vec::new();
    for _ in 0..count {
        let mut below = |bound| next(&mut random) % bound;
        arrival_us += match below(4) {
            0 => below(1 << gap_bits),
            _ => 0,
        };
        let failing = if below(1_000) < always {
            Failing::Always
        } else if below(1_000) < failing {
            Failing::Times(1)
        } else {
            Failing::NEVER
        };
        records.push(Record {
            arrival_us,
            lane_key: below(u64::MAX),
            matches: below(1_000) <= matching,
            bytes,
            failing,
        });
    }
    records
}
