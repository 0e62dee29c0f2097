//! The options of `plan`, one file per command behind it.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use tidegate_price::Architecture;
use tidegate_price::bill::FreeTier;

use super::estimate::free_tier;
use super::manual;

mod cold_start;
mod concurrency;
mod memory;
mod provisioned;
mod reconcile;
mod recursion;
mod retries;
mod storage;
mod wait;

pub(crate) use cold_start::ColdStartArgs;
pub(crate) use concurrency::{ConcurrencyArgs, FeedArgs};
pub(crate) use memory::MemoryArgs;
pub(crate) use provisioned::ProvisionedArgs;
pub(crate) use reconcile::ReconcileArgs;
pub(crate) use recursion::RecursionArgs;
pub(crate) use retries::RetriesArgs;
pub(crate) use storage::StorageArgs;
pub(crate) use wait::WaitArgs;

#[derive(Args, Debug)]
pub(crate) struct PlanArgs {
    #[command(subcommand)]
    pub(crate) plan: PlanCommand,
    /// Text for people, one JSON document, Markdown, or one HTML page
    #[arg(long, global = true, value_enum, default_value_t = PlanFormat::Text)]
    pub(crate) format: PlanFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    Text,
    Json,
    Md,
    Html,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// How many environments a function needs, and what a reservation throttles
    ///
    /// Concurrency is rate times duration: 500 files/s x 200 ms = 100. Chance adds to it: reserving exactly 100
    /// throttles 7.57 % of the invocations, 128 hold it to 0.1 %.
    #[command(after_long_help = manual::CONCURRENCY)]
    Concurrency(ConcurrencyArgs),
    /// When provisioned concurrency pays, region by region, and what it costs
    ///
    /// An example: five provisioned kept warm all month are $27.00 at 512 MB and $54.00 at 1 GB, before requests and
    /// run time.
    #[command(after_long_help = manual::PROVISIONED)]
    Provisioned(ProvisionedArgs),
    /// How many invocations start cold, what that costs, and what a filter does to it
    ///
    /// Fewer invocations keep fewer environments warm: a filter can bring more cold starts, not fewer.
    #[command(after_long_help = manual::COLD_START)]
    ColdStart(ColdStartArgs),
    /// What ephemeral storage (/tmp) above 512 MB costs
    Storage(StorageArgs),
    /// Where waiting is cheapest: in the function, in Step Functions, or in a durable function
    #[command(after_long_help = manual::WAIT)]
    Wait(WaitArgs),
    /// Which memory a function should have, from the REPORT lines of its logs
    ///
    /// Time and cost by memory size: measured where the log has a size, fitted between and beyond; with one size in the
    /// log, the band of what is possible.
    #[command(after_long_help = manual::MEMORY)]
    Memory(MemoryArgs),
    /// What failing invocations add: retries, their age, and what is given up
    #[command(after_long_help = manual::RETRIES)]
    Retries(RetriesArgs),
    /// Whether a function triggers itself, and what the loop costs
    ///
    /// A bucket by the keys that trigger and the keys that are written; anything else by running the function's own output
    /// through its own filter: what is delivered is a loop.
    #[command(after_long_help = manual::RECURSION)]
    Recursion(Box<RecursionArgs>),
    /// An estimate against the account's metrics after deployment
    #[command(after_long_help = manual::RECONCILE)]
    Reconcile(ReconcileArgs),
}

/// How much memory, of which the prices are.
pub(super) fn memory_parser() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(128..=10_240)
}

/// Whose prices.
#[derive(Args, Debug)]
#[command(next_help_heading = "Prices")]
pub(crate) struct PriceArgs {
    /// Architecture of the function: x86_64 or arm64
    #[arg(long, value_name = "ARCH", default_value = "x86_64")]
    pub(crate) arch: Architecture,
    /// Region of the prices
    #[arg(long, value_name = "REGION", default_value = "us-east-1")]
    pub(crate) region: String,
    /// Prices of your own, or AWS's public price file, laid over the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(crate) prices: Option<PathBuf>,
    /// Free tiers that are left for this function: none, all, or a list of lambda, sqs, logs, step-functions
    #[arg(long, value_name = "LIST", default_value = "none", value_parser = free_tier)]
    pub(crate) free_tier: FreeTier,
}
