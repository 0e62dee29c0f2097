//! The options of `plan retries`.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use tidegate_figures::{Decimal, Rate, Share};
use tidegate_plan::retries::Invoker;

use super::prices::PriceArgs;
use crate::args::quantities::{duration_ms, memory, seconds};

#[derive(Args, Debug)]
pub(crate) struct RetriesArgs {
    /// Source that invokes the function
    #[arg(long, value_name = "SOURCE", value_parser = invoker_parser(), ignore_case = true)]
    pub(crate) source: Invoker,
    /// Share of the attempts that fail by chance: per cent, as 0.3%, or counted, as 3/1000
    #[arg(long, value_name = "SHARE")]
    pub(crate) failing: Share,
    /// Share of the invocations that fail on every attempt: per cent, as 0.01%, or counted, as 1/10000
    #[arg(long, value_name = "SHARE", default_value = "0")]
    pub(crate) poison: Share,
    /// Retries of asynchronous events (0 to 2), maxReceiveCount of queues, MaximumRetryAttempts of streams [default:
    /// AWS's]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=10_000))]
    pub(crate) retries: Option<u32>,
    /// How long failed records are kept, in seconds or as 4d [default: AWS's: async 21600, sqs 345600, streams 86400]
    #[arg(long, value_name = "SECONDS", value_parser = seconds(60_u64..=31_536_000))]
    pub(crate) max_age: Option<u64>,
    /// Visibility timeout of the queue, in seconds or as 5m
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = seconds(1_u32..=43_200))]
    pub(crate) visibility_timeout: u32,
    /// Records of a batch
    #[arg(long, value_name = "B", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) batch_size: u32,
    /// A failed batch is split in two (BisectBatchOnFunctionError)
    #[arg(long)]
    pub(crate) bisect: bool,
    /// The function reports the records that failed (ReportBatchItemFailures)
    #[arg(long)]
    pub(crate) report_item_failures: bool,
    /// First attempts, for counts and cost of a month: N/s, N/min, N/h, N/day or N/month
    #[arg(long, value_name = "N/UNIT")]
    pub(crate) rate: Option<Rate>,
    /// Concurrency reserved for the function
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) reserved: Option<u32>,
    /// Mean duration of one attempt, in milliseconds or as 1.5s
    #[arg(long, value_name = "MS", default_value = "100", value_parser = duration_ms)]
    pub(crate) duration_ms: Decimal,
    /// Memory of the function in MB, 128 to 10240, or as 1GB
    #[arg(long, value_name = "MB", default_value_t = 128, value_parser = memory())]
    pub(crate) memory: u32,
    #[command(flatten)]
    pub(crate) prices: PriceArgs,
}

fn invoker_parser() -> impl TypedValueParser<Value = Invoker> {
    PossibleValuesParser::new(Invoker::ALL.map(Invoker::name))
        .try_map(|name| name.parse::<Invoker>())
}
