//! A whole estimate of any request ends within ten seconds and 300 MB, or is stopped with an error: its replays, curves and
//! advice, and the documents that are made of it. The bytes of a case decide on the mapping, the load, the function and
//! the sample, all of which go to extremes.
//!
//! Time is CPU time, and memory is the peak of the process. Both are checked on Linux only.

use std::fmt::Write;
use std::sync::LazyLock;

use tidegate_estimate::{Arrivals, Carrier, EstimateRequest, Failures, Pricing, Report, SnapStart};
use tidegate_figures::{HandlerDuration, Rate};
use tidegate_fixtures::generate::{Unstructured, seeded};
use tidegate_mapping::{Delivery, MappingOptions};
use tidegate_price::bill::{FreeTier, LOG_BYTES_TEXT};
use tidegate_price::{Architecture, PriceBook, Rates};

use super::drawn::{Choices, mapping, next};
use super::measured::measure;
use super::sampled::{Sampled, sample};
use crate::answer::Answer;
use crate::case::{Case, Difference, Seen};

const NAME: &str = "estimates";

/// Most records of a sample are below two to the power of this.
const RECORDS_BITS: u64 = 14;
/// Longest gap between two records: two to the power of this, in milliseconds. That is more than an hour.
const GAP_BITS: u64 = 22;
/// Most records of a month: two to the power of this.
const MONTH_BITS: u64 = 42;

static RATES: LazyLock<Rates> = LazyLock::new(|| {
    let book = PriceBook::built_in();
    let rates = book.rates("us-east-1", Architecture::X86_64);
    rates.expect("the built-in prices have this region")
});

/// Returns the bytes of a seeded case.
pub(super) fn seed(seed: u64, index: u64) -> Vec<u8> {
    seeded(seed ^ 0x0065_7374_696d, index)
}

/// Counts a match if the estimate ended by itself, and an invalid event if AWS refuses the mapping.
pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let mut choices = Choices(Unstructured::new(&case.event));
    let Some(request) = request(&mut choices) else {
        return Ok(case.seen(Answer::InvalidEvent("")));
    };
    let records = records(&mut choices);
    let measured = measure(|| {
        let (sample, read) = sample(&request.delivery, &records);
        request.answer(sample, read).map(|report| written(&report))
    });
    if let Some(mut excess) = measured.excess() {
        _ = write!(excess, " for {} records and {request:?}", records.len());
        return Err(case.difference(NAME, excess, "10 s and 300 MB at most"));
    }
    Ok(case.seen(match measured.result {
        Ok(_) => Answer::Match,
        Err(_) => Answer::NoMatch,
    }))
}

/// Returns the length of all documents of a report.
fn written(report: &Report) -> usize {
    let page = report.document();
    let texts = [page.markdown(), page.html(), report.json()];
    texts.iter().map(String::len).sum::<usize>() + report.first_screen(80).markdown().len()
}

fn request(choices: &mut Choices<'_>) -> Option<EstimateRequest> {
    let (source, options) = match choices.one_in(8) {
        true => ("eventbridge", MappingOptions::default()),
        false => mapping(choices),
    };
    let delivery = Delivery::new(source.parse().ok()?, &options).ok()?;
    let handler = HandlerDuration {
        per_invocation_us: choices.up_to(30),
        per_record_us: choices.up_to(20),
    };
    let month = choices.up_to(MONTH_BITS).max(1);
    let rate = choices.pick([false, true, true]);
    let rate = rate.then(|| Rate::of_month(month));
    let arrivals = choices.pick([Arrivals::Recorded, Arrivals::Random, Arrivals::Backlog]);
    Some(EstimateRequest {
        delivery,
        arrivals: match rate {
            Some(_) => arrivals,
            None => Arrivals::Recorded,
        },
        rate,
        burst: choices.between(1, 1_000_000),
        seed: choices.below(1_000),
        handler,
        failures: Failures {
            once_ppm: choices.pick([0, 0, 100, 10_000, 500_000, 1_000_000]),
            always_ppm: choices.pick([0, 0, 100, 10_000, 500_000, 1_000_000]),
        },
        reserved: choices.some(1, 10_000),
        pricing: choices.pick([true, true, false]).then(pricing),
    })
}

fn pricing() -> Pricing {
    Pricing {
        rates: RATES.clone(),
        memory_mb: 512,
        storage_mb: 512,
        init: None,
        log_bytes: LOG_BYTES_TEXT,
        free: FreeTier::NONE,
        snapstart: SnapStart::Off,
        carrier: Carrier::Lambda,
    }
}

fn records(choices: &mut Choices<'_>) -> Vec<Sampled> {
    let count = choices.up_to(RECORDS_BITS).max(1);
    let gap_bits = choices.below(GAP_BITS + 1);
    let is_timed = choices.pick([true, false]);
    let matching = choices.pick([0, 1, 10, 500, 1_000]);
    let bytes = choices.pick([100, 10_000, 5_000_000]);
    let mut random = choices.0.arbitrary().unwrap_or(1) | 1;
    let mut arrival_ms = 0;
    let mut record = || {
        let mut below = |bound| next(&mut random) % bound;
        arrival_ms += match below(4) {
            0 => i64::try_from(below(1 << gap_bits)).unwrap_or(0),
            _ => 0,
        };
        Sampled {
            is_delivered: below(1_000) < matching,
            arrival_ms: is_timed.then_some(arrival_ms),
            bytes,
        }
    };
    (0..count).map(|_| record()).collect()
}
