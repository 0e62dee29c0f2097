//! The simulation of any mapping under any load ends within ten seconds and 300 MB, or is stopped with an error. The
//! bytes of a case decide on the mapping and on the load, both of which go to the extremes that AWS accepts: records that
//! always fail, kept for a year, retried without a limit by thousands of shards or pollers.
//!
//! Time is CPU time, and memory is the peak of the process. Both are checked on Linux only.

use std::fmt::Write;

use tidegate_figures::HandlerDuration;
use tidegate_fixtures::generate::{Unstructured, seeded};
use tidegate_mapping::simulate::{Counts, Failing, Order, Record, Unfinished, simulate};
use tidegate_mapping::{
    Broker, Delivery, Discarded, FailedBatch, FailureReport, MappingOptions, Pollers, QueueType,
    RetryPause,
};
use tidegate_reference::Dialect;

use crate::answer::Answer;
use crate::case::{Case, Difference, Seen};
use crate::hostile::{cpu, reset_peak, status};

const NAME: &str = "ends";

/// Most CPU time of a simulation, in nanoseconds, and most memory, in bytes.
const CPU_MAX: u64 = 10_000_000_000;
const MEMORY_MAX: u64 = 300_000_000;

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

struct Measured {
    result: Result<Counts, Unfinished>,
    cpu: Option<u64>,
    memory: Option<u64>,
}

fn measure(run: impl FnOnce() -> Result<Counts, Unfinished>) -> Measured {
    let (memory, start) = (reset_peak(), cpu().ok());
    let result = run();
    let end = cpu().ok();
    let peak = status("VmHWM:");
    Measured {
        result,
        cpu: start.zip(end).map(|(start, end)| end - start),
        memory: memory
            .zip(peak)
            .map(|(memory, peak)| peak.saturating_sub(memory)),
    }
}

impl Measured {
    fn excess(&self) -> Option<String> {
        let Self { cpu, memory, .. } = *self;
        let is_slow = cpu.is_some_and(|cpu| cpu > CPU_MAX);
        let is_large = memory.is_some_and(|memory| memory > MEMORY_MAX);
        let [cpu, memory] = [cpu, memory].map(|it| it.unwrap_or(0) / 1_000_000);
        (is_slow || is_large).then(|| format!("{cpu} ms and {memory} MB"))
    }
}

fn mapping(choices: &mut Choices<'_>) -> (&'static str, MappingOptions) {
    let source = choices.pick(["sqs", "fifo", "kinesis", "dynamodb", "kafka", "mq"]);
    let common = MappingOptions {
        batch_size: choices.some(1, 10_000),
        window_seconds: choices.some(0, 300),
        ..MappingOptions::default()
    };
    match source {
        "sqs" => (source, standard(choices, common)),
        "fifo" => ("sqs", fifo(choices, common)),
        "mq" => {
            let broker = choices.pick([Broker::ActiveMq, Broker::RabbitMq]);
            (source, MappingOptions { broker, ..common })
        }
        source => (source, stream(choices, common, source)),
    }
}

fn queue(choices: &mut Choices<'_>, common: MappingOptions) -> MappingOptions {
    let provisioned = choices.one_in(3);
    MappingOptions {
        retries: choices.some(1, 1_000),
        retention_seconds: choices.some(60, 1_209_600),
        visibility_seconds: choices.some(0, 43_200),
        maximum_concurrency: choices.some(2, 1_000).filter(|_| !provisioned),
        pollers: provisioned.then(|| Pollers {
            min: choices.between(2, 1_000),
            max: 10_000,
        }),
        report: choices.pick([FailureReport::Batch, FailureReport::Items]),
        ..common
    }
}

fn fifo(choices: &mut Choices<'_>, common: MappingOptions) -> MappingOptions {
    let options = queue(choices, common);
    MappingOptions {
        queue: QueueType::Fifo,
        batch_size: options.batch_size.map(|size| size.min(10)),
        window_seconds: None,
        shards: choices.some(1, 100_000),
        ..options
    }
}

/// AWS asks for a window if a batch is larger than ten.
fn standard(choices: &mut Choices<'_>, common: MappingOptions) -> MappingOptions {
    let options = queue(choices, common);
    let is_large = options.batch_size.is_some_and(|size| size > 10);
    let window = options.window_seconds.unwrap_or(0);
    MappingOptions {
        window_seconds: Some(window.max(u32::from(is_large))),
        ..options
    }
}

fn stream(choices: &mut Choices<'_>, common: MappingOptions, source: &str) -> MappingOptions {
    let most = choices.between(1, 3_600);
    MappingOptions {
        shards: choices.some(1, 100_000),
        parallelization_factor: choices.some(1, 10).filter(|_| source != "kafka"),
        retries: choices.some(0, 10_000),
        maximum_record_age_seconds: choices.some(60, 604_800),
        retention_seconds: match source {
            "kinesis" => choices.some(86_400, 31_536_000),
            "kafka" => choices.some(1, u32::MAX),
            _ => None,
        },
        retry_pause: choices.one_in(2).then(|| RetryPause {
            first_seconds: choices.between(1, most),
            most_seconds: most,
        }),
        discarded: choices.pick([Discarded::Lost, Discarded::ToDestination]),
        failed_batch: choices.pick([FailedBatch::Whole, FailedBatch::Split]),
        report: choices.pick([FailureReport::Batch, FailureReport::Items]),
        ..common
    }
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

/// The next number of a small generator: xorshift, 64 bits.
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state >> 8
}

/// Makes choices from bytes. Without bytes every choice is the first or the smallest.
struct Choices<'b>(Unstructured<'b>);

impl Choices<'_> {
    fn below(&mut self, bound: u64) -> u64 {
        self.0
            .arbitrary::<u32>()
            .map_or(0, |it| u64::from(it) % bound)
    }

    fn pick<T: Copy, const N: usize>(&mut self, from: [T; N]) -> T {
        let index = usize::try_from(self.below(N as u64)).unwrap_or(0);
        from[index]
    }

    fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == of - 1
    }

    /// A number of at most `bits` bits; small ones are as likely as large ones.
    fn up_to(&mut self, bits: u64) -> u64 {
        let bits = self.below(bits + 1);
        self.below(1 << bits)
    }

    /// A number within bounds, often near one of them.
    fn between(&mut self, least: u32, most: u32) -> u32 {
        let span = u64::from(most - least);
        let above = match self.below(4) {
            0 => 0,
            1 => span,
            2 => self.up_to(31).min(span),
            _ => self.below(span + 1),
        };
        least + u32::try_from(above).unwrap_or(0)
    }

    fn some(&mut self, least: u32, most: u32) -> Option<u32> {
        self.one_in(2).then(|| self.between(least, most))
    }
}
