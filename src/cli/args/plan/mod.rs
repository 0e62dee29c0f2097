//! The options of `plan`, one file for each of its commands. `prices` is in several of them.
//! Clap reads these types, and it takes the help texts from their doc comments.

use clap::{Args, Subcommand, ValueEnum};

use super::{NamedFile, manual};

mod cold_start;
mod concurrency;
mod from_template;
mod memory;
mod prices;
mod provisioned;
mod reconcile;
mod recursion;
mod retries;
mod storage;
mod wait;

pub(super) use from_template::with_settings;

pub(crate) use cold_start::ColdStartArgs;
pub(crate) use concurrency::{ConcurrencyArgs, FeedArgs};
pub(crate) use memory::MemoryArgs;
pub(crate) use prices::PriceArgs;
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
    // `parse` reads it before clap does, and adds the options that stand for the settings.
    /// A mapping, rule or pipe of a template, whose settings, and those of its function and source, are taken as options of
    /// the plan; options that are typed override them
    #[arg(long, global = true, value_name = "TEMPLATE[#NAME]", value_parser = NamedFile::parser())]
    pub(crate) mapping: Option<NamedFile>,
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
    /// Concurrency is rate times duration: 500 files/s x 200 ms = 100. Invocations at random times need more: reserving
    /// exactly 100 throttles 7.57 % of them, reserving 128 throttles 0.1 %.
    #[command(after_long_help = manual::CONCURRENCY)]
    Concurrency(ConcurrencyArgs),
    /// Price provisioned concurrency, and find the load from which it pays, region by region
    ///
    /// An example: five provisioned environments cost $27.00 a month at 512 MB and $54.00 at 1 GB, before requests and
    /// run time.
    #[command(after_long_help = manual::PROVISIONED)]
    Provisioned(ProvisionedArgs),
    /// Count and price the invocations that start cold, with and without a filter
    ///
    /// Fewer invocations keep fewer environments warm: a filter can bring more cold starts, not fewer.
    #[command(after_long_help = manual::COLD_START)]
    ColdStart(ColdStartArgs),
    /// Price ephemeral storage (/tmp) above 512 MB
    Storage(StorageArgs),
    /// Find the cheapest place to wait: the function, Step Functions, or a durable function
    #[command(after_long_help = manual::WAIT)]
    Wait(WaitArgs),
    /// Choose the memory of a function, from the REPORT lines of its logs
    ///
    /// Shows time and cost by memory size: measured for sizes that are in the log, fitted for others. If the log has a
    /// single size, it shows the range of what is possible.
    #[command(after_long_help = manual::MEMORY)]
    Memory(MemoryArgs),
    /// Count what failing invocations add: retries, delays, and records given up
    #[command(after_long_help = manual::RETRIES)]
    Retries(RetriesArgs),
    /// Find out if a function triggers itself, and the cost of the loop
    ///
    /// For a bucket, compares the keys that trigger the function with the keys that it writes. For other sources, runs
    /// the function's output through its filter: output that is delivered is a loop.
    #[command(after_long_help = manual::RECURSION)]
    Recursion(Box<RecursionArgs>),
    /// Compare an estimate with the account's metrics after deployment
    #[command(after_long_help = manual::RECONCILE)]
    Reconcile(ReconcileArgs),
}
