//! The options of `estimate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tidegate_batch::Route;
use tidegate_estimate::{BURST, SEED};
use tidegate_figures::{Decimal, HandlerDuration, Rate};
use tidegate_mapping::{Destination, Pollers, RetryPause};
use tidegate_price::Architecture;
use tidegate_price::bill::FreeTier;

use super::filter::FilterArgs;
use super::findings::FindingArgs;
use super::named_file::NamedFile;
use super::parsers::{Amount, Percent, free_tier, least_share, pollers, retry_pause};
use super::quantities::{any_seconds, bytes, memory, milliseconds, storage};
use super::records::{InputArgs, route_parser};

#[derive(Args, Debug)]
pub(crate) struct EstimateArgs {
    /// A mapping as `aws lambda get-event-source-mapping` prints it; #NAME picks one of several; other options override
    /// its settings
    #[arg(long, value_name = "FILE[#NAME]", value_parser = NamedFile::parser())]
    pub(crate) mapping: Option<NamedFile>,
    // After `mapping`, which can replace the filters.
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// Where the records come from [default: detected from the mapping or the records]
    #[arg(long, value_name = "SOURCE", value_parser = route_parser(), ignore_case = true)]
    pub(crate) source: Option<Route>,
    #[command(flatten)]
    pub(crate) from: InputArgs,
    /// Text for people, one JSON document, Markdown for a comment, or a page of HTML
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
    /// Print everything: ranges, cost by line, load, other settings, assumptions; Markdown and HTML always do
    #[arg(long)]
    pub(crate) full: bool,
    #[command(flatten)]
    pub(crate) gates: GateArgs,
    #[command(flatten)]
    pub(crate) findings: FindingArgs,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
    #[command(flatten)]
    pub(crate) load: LoadArgs,
    #[command(flatten)]
    pub(crate) function: FunctionArgs,
}

/// Conditions on which the exit code is 1, for CI.
#[derive(Args, Debug)]
#[command(next_help_heading = "Gates")]
pub(crate) struct GateArgs {
    /// Exit with 1 if less than this share is saved (of the cost, or of the invocations if there is none), if nothing is
    /// delivered, or if the records are too few for a month
    #[arg(long, value_name = "PERCENT", value_parser = least_share)]
    pub(crate) fail_under: Option<Percent>,
    /// Exit with 1 if fewer records are delivered: a number, or a share of those read, as 2%
    #[arg(long, value_name = "N|P%")]
    pub(crate) min_delivered: Option<Amount>,
    /// Exit with 1 if AWS deletes more of a queue's messages: a number, or a share of those read, as 50%
    #[arg(long, value_name = "N|P%")]
    pub(crate) max_deleted: Option<Amount>,
}

/// Settings of the event source mapping.
#[derive(Args, Debug)]
#[command(next_help_heading = "Mapping")]
pub(crate) struct SettingArgs {
    /// Most records in one invocation, 1 to 10000 [default: AWS's for the source: sqs 10, others 100]
    #[arg(long, value_name = "B")]
    pub(crate) batch_size: Option<u32>,
    /// Batch window in whole seconds, 0 to 300, or as 5m [default: AWS's for the source: kafka and mq 0.5, others 0]
    #[arg(long, value_name = "SECONDS", value_parser = any_seconds)]
    pub(crate) window: Option<u32>,
    /// Shards of a stream, partitions of a topic, message groups of a FIFO queue [default: 1]
    #[arg(long, value_name = "N", visible_alias = "partitions")]
    pub(crate) shards: Option<u32>,
    /// Batches that one shard has in flight, 1 to 10 [default: 1]
    #[arg(long, value_name = "F")]
    pub(crate) parallelization_factor: Option<u32>,
    /// The queue is SQS FIFO [default: detected from the mapping or the records]
    #[arg(long)]
    pub(crate) fifo: bool,
    /// The broker is RabbitMQ, not ActiveMQ
    #[arg(long)]
    pub(crate) rabbitmq: bool,
    /// Most invocations of an SQS mapping at once, 2 to 1000
    #[arg(long, value_name = "N")]
    pub(crate) maximum_concurrency: Option<u32>,
    /// Event pollers of provisioned mode: least and most, as 2-10, or one number for both
    #[arg(long, value_name = "MIN-MAX", value_parser = pollers)]
    pub(crate) provisioned_pollers: Option<Pollers>,
    /// Fewest pollers, together, of the other Kafka mappings in its poller group (PollerGroupName), which share its event
    /// poller units: the price is then its share of the group's [default: it pays its units alone]
    #[arg(long, value_name = "N")]
    pub(crate) poller_group: Option<u32>,
    /// Retries of a failed batch; for SQS the queue's maxReceiveCount, which counts the first attempt too
    /// [default: until it succeeds or its records are too old]
    #[arg(long, value_name = "N")]
    pub(crate) retries: Option<u32>,
    /// Age above which Lambda discards a record of a stream or topic, 60 seconds to 7 days, as 1h [default: none]
    #[arg(long, value_name = "SECONDS", value_parser = any_seconds)]
    pub(crate) maximum_record_age: Option<u32>,
    /// How long the queue, Kinesis stream or topic keeps a record, in seconds or as 4d [default: sqs 4d, kinesis 1d,
    /// kafka 7d; dynamodb always 1d]
    #[arg(long, value_name = "SECONDS", value_parser = any_seconds)]
    pub(crate) retention: Option<u32>,
    /// Pause before a batch of a stream or topic is tried again: the first, and the longest to which it doubles
    /// [assumed: 1-60, because AWS does not document it]
    #[arg(long, value_name = "FIRST-MOST", value_parser = retry_pause)]
    pub(crate) retry_pause: Option<RetryPause>,
    /// What gets a notice of each batch of a stream or topic that Lambda discards: sqs, sns, s3 or kafka, or the ARN of the
    /// destination [default: none, the records are lost]
    #[arg(long, value_name = "KIND", alias = "on-failure-destination")]
    pub(crate) on_failure: Option<Destination>,
    /// A failed batch is split in two
    #[arg(long)]
    pub(crate) bisect: bool,
    /// The function reports the records that failed (ReportBatchItemFailures)
    #[arg(long)]
    pub(crate) report_item_failures: bool,
    /// Visibility timeout of the queue in seconds, or as 5m [default: AWS's: 30]
    #[arg(long, value_name = "SECONDS", value_parser = any_seconds)]
    pub(crate) visibility_timeout: Option<u32>,
    /// Length of the tumbling windows of a stream, 1 to 900 seconds, or as 5m [default: none]
    #[arg(long, value_name = "SECONDS", value_parser = any_seconds)]
    pub(crate) tumbling_window: Option<u32>,
    /// The Kinesis stream is in on-demand mode: paid by its data, not by shards
    #[arg(long)]
    pub(crate) on_demand: bool,
}

/// The load: when records arrive, and how many of them fail.
#[derive(Args, Debug)]
#[command(next_help_heading = "Load")]
pub(crate) struct LoadArgs {
    /// Records that arrive: N/s, N/min, N/h, N/day or N/month, such as 40k/s or 1M/month [default: computed from the
    /// times of the records]
    #[arg(long, value_name = "N/UNIT")]
    pub(crate) rate: Option<Rate>,
    /// How the records arrive
    #[arg(long, value_enum, default_value_t = ArrivalsName::Recorded)]
    pub(crate) arrivals: ArrivalsName,
    /// Mean size of a burst of random arrivals
    #[arg(long, value_name = "N", default_value_t = *BURST.start(), value_parser = clap::value_parser!(u32).range(i64::from(*BURST.start())..=i64::from(*BURST.end())))]
    pub(crate) burst: u32,
    /// Seed of the random numbers
    #[arg(long, value_name = "S", default_value_t = SEED)]
    pub(crate) seed: u64,
    /// Share of the records that make the function fail once
    #[arg(long, value_name = "PERCENT", default_value = "0")]
    pub(crate) failing: Percent,
    /// Share of the records that make the function fail on every attempt
    #[arg(long, value_name = "PERCENT", default_value = "0")]
    pub(crate) poison: Percent,
}

/// The function and its prices.
#[derive(Args, Debug)]
#[command(next_help_heading = "Function and prices")]
pub(crate) struct FunctionArgs {
    /// Memory of the function in MB, 128 to 10240, or as 1GB [default: that of the template, or 128]
    #[arg(long, value_name = "MB", value_parser = memory())]
    pub(crate) memory: Option<u32>,
    /// How long an invocation runs, in milliseconds or as 1.5s: A, or A plus B for each record
    #[arg(long, value_name = "A+B/record")]
    pub(crate) duration_ms: Option<HandlerDuration>,
    /// Concurrency reserved for the function, which is also the most that it runs at once [default: none]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) reserved: Option<u32>,
    /// Architecture of the function: x86_64 or arm64 [default: that of the template, or x86_64]
    #[arg(long, value_name = "ARCH")]
    pub(crate) arch: Option<Architecture>,
    /// Ephemeral storage of the function in MB, 512 to 10240, or as 1GB [default: that of the template, or 512]
    #[arg(long, value_name = "MB", value_parser = storage())]
    pub(crate) storage: Option<u32>,
    /// How long a cold start takes, in milliseconds or as 0.5s; without it cold starts are not priced
    #[arg(long, value_name = "MS", value_parser = milliseconds)]
    pub(crate) init_ms: Option<Decimal>,
    /// Share of the invocations that start cold
    #[arg(
        long,
        value_name = "PERCENT",
        default_value = "1",
        requires = "init_ms"
    )]
    pub(crate) cold_share: Percent,
    /// The function starts from SnapStart's snapshots, and --init-ms is how long one takes to restore; not for Java, which
    /// pays nothing for them
    #[arg(long, requires = "init_ms")]
    pub(crate) snapstart: bool,
    /// How much a Compute Savings Plan takes off the price of run time, as 17%; requests cost the same with it
    #[arg(
        long,
        value_name = "PERCENT",
        default_value = "0",
        hide_default_value = true
    )]
    pub(crate) savings_plan: Percent,
    /// Bytes that an invocation writes to its log; 0 leaves logs out [default: 264, Lambda's own three lines]
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    pub(crate) log_bytes: Option<u64>,
    /// Region of the prices [default: that of the --mapping or of the records, or us-east-1]
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,
    /// A file of prices that replace the built-in ones: your own, or AWS's public price file
    #[arg(long, value_name = "FILE")]
    pub(crate) prices: Option<PathBuf>,
    /// Free tiers that this function can use: none, all, or a list of lambda, sqs, sns, logs
    #[arg(long, value_name = "LIST", default_value = "none", value_parser = free_tier)]
    pub(crate) free_tier: FreeTier,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Text,
    Json,
    Md,
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ArrivalsName {
    /// At the records' own times, stretched to --rate; at random if they have none
    Recorded,
    /// At random (Poisson), one by one or in bursts
    Random,
    /// Faster than the function can process: every read finds a full batch
    Backlog,
}
