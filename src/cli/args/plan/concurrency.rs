//! The options of `plan concurrency`.

use std::path::PathBuf;

use clap::{Arg, Args};
use tidegate_batch::Route;
use tidegate_figures::{Decimal, Rate};
use tidegate_mapping::Pollers;
use tidegate_plan::concurrency::ACCOUNT_LIMIT;

use super::prices::PriceArgs;
use crate::args::parsers::{Percent, pollers};
use crate::args::quantities::{duration_ms, memory};
use crate::args::records::route_parser;

#[derive(Args, Debug)]
#[command(mut_args(only_compared))]
pub(crate) struct ConcurrencyArgs {
    /// Invocations (for a mapping, batches): N/s, N/min, N/h, N/day or N/month
    #[arg(
        long,
        value_name = "N/UNIT",
        required_unless_present = "estimate",
        requires = "duration_ms"
    )]
    pub(crate) rate: Option<Rate>,
    /// Mean duration of one invocation, in milliseconds or as 1.5s
    #[arg(long, value_name = "MS", value_parser = duration_ms, requires = "rate")]
    pub(crate) duration_ms: Option<Decimal>,
    /// File that `estimate --format json` wrote for a month, to plan with and without the filter; `-` reads stdin
    #[arg(long, value_name = "FILE", conflicts_with_all = ["rate", "source", "reserved"])]
    pub(crate) estimate: Option<PathBuf>,
    /// Share of the invocations that may be throttled, in per cent
    #[arg(long, value_name = "PERCENT", default_value = "0.1")]
    pub(crate) throttled: Percent,
    /// Reserved concurrency of the function, in invocations at once, to be checked
    #[arg(long, value_name = "N")]
    pub(crate) reserved: Option<u32>,
    /// Concurrency of the account in the region, in invocations at once
    #[arg(long, value_name = "N", default_value_t = ACCOUNT_LIMIT)]
    pub(crate) account_limit: u32,
    /// Concurrency that other functions of the account reserve in the region, in invocations at once
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) reserved_elsewhere: u32,
    /// Compare reserved and provisioned concurrency side by side: what each guarantees, throttles, starts cold and
    /// costs
    #[arg(long, conflicts_with = "estimate")]
    pub(crate) compare: bool,
    /// Memory of the function in MB, 128 to 10240, or as 1GB, for the comparison
    #[arg(long, value_name = "MB", default_value_t = 128, value_parser = memory(), requires = "compare")]
    pub(crate) memory: u32,
    #[command(flatten)]
    pub(crate) feed: FeedArgs,
    #[command(flatten)]
    pub(crate) prices: PriceArgs,
}

/// The options about prices, which matter only in the comparison.
const PRICES: [&str; 4] = ["arch", "region", "prices", "free_tier"];

fn only_compared(arg: Arg) -> Arg {
    if PRICES.contains(&arg.get_id().as_str()) {
        arg.requires("compare")
    } else {
        arg
    }
}

/// The source that invokes the function, and its settings.
#[derive(Args, Debug)]
#[command(next_help_heading = "Source")]
pub(crate) struct FeedArgs {
    /// Source that invokes the function; if left out, it is invoked directly
    #[arg(long, value_name = "SOURCE", value_parser = route_parser(), ignore_case = true)]
    pub(crate) source: Option<Route>,
    /// Shards of a stream, partitions of a topic, message groups of a FIFO queue [default: 1]
    #[arg(
        long,
        value_name = "N",
        visible_alias = "partitions",
        requires = "source"
    )]
    pub(crate) shards: Option<u32>,
    /// Batches that one shard has in flight, 1 to 10 [default: 1]
    #[arg(long, value_name = "F", requires = "source")]
    pub(crate) parallelization_factor: Option<u32>,
    /// The queue is SQS FIFO
    #[arg(long, requires = "source")]
    pub(crate) fifo: bool,
    /// The broker is RabbitMQ, not ActiveMQ
    #[arg(long, requires = "source")]
    pub(crate) rabbitmq: bool,
    /// Most invocations of an SQS mapping at once, 2 to 1000
    #[arg(long, value_name = "N", requires = "source")]
    pub(crate) maximum_concurrency: Option<u32>,
    /// Event pollers of provisioned mode: least and most, as 2-10, or one number for both
    #[arg(long, value_name = "MIN-MAX", value_parser = pollers, requires = "source")]
    pub(crate) provisioned_pollers: Option<Pollers>,
}
