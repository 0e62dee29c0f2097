//! Mappings that are drawn from bytes and go to the extremes that AWS accepts: records kept for a year, retried without a
//! limit by thousands of shards or pollers.

use tidegate_fixtures::generate::Unstructured;
use tidegate_mapping::{
    Broker, Destination, Discarded, FailedBatch, FailureReport, MappingOptions, Pollers, QueueType,
    RetryPause,
};

/// Draws a source and its settings. AWS does not accept all of them.
pub(super) fn mapping(choices: &mut Choices<'_>) -> (&'static str, MappingOptions) {
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
        discarded: choices.pick([Discarded::Lost, Discarded::To(Destination::S3)]),
        failed_batch: choices.pick([FailedBatch::Whole, FailedBatch::Split]),
        report: choices.pick([FailureReport::Batch, FailureReport::Items]),
        ..common
    }
}

/// The next number of a small generator: xorshift, 64 bits.
pub(super) fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state >> 8
}

/// Makes choices from bytes. Without bytes every choice is the first or the smallest.
pub(super) struct Choices<'b>(pub(super) Unstructured<'b>);

impl Choices<'_> {
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0
            .arbitrary::<u32>()
            .map_or(0, |it| u64::from(it) % bound)
    }

    pub(super) fn pick<T: Copy, const N: usize>(&mut self, from: [T; N]) -> T {
        let index = usize::try_from(self.below(N as u64)).unwrap_or(0);
        from[index]
    }

    pub(super) fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == of - 1
    }

    /// A number of at most `bits` bits; small ones are as likely as large ones.
    pub(super) fn up_to(&mut self, bits: u64) -> u64 {
        let bits = self.below(bits + 1);
        self.below(1 << bits)
    }

    /// A number within bounds, often near one of them.
    pub(super) fn between(&mut self, least: u32, most: u32) -> u32 {
        let span = u64::from(most - least);
        let above = match self.below(4) {
            0 => 0,
            1 => span,
            2 => self.up_to(31).min(span),
            _ => self.below(span + 1),
        };
        least + u32::try_from(above).unwrap_or(0)
    }

    pub(super) fn some(&mut self, least: u32, most: u32) -> Option<u32> {
        self.one_in(2).then(|| self.between(least, most))
    }
}
