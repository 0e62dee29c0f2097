//! The options of `plan`, one file for each of its commands. `prices` is in several of them.
//! Clap reads these types, and it takes the help texts from their doc comments.

use clap::{Args, Subcommand, ValueEnum};

use super::manual;

mod cold_start;
mod concurrency;
mod memory;
mod prices;
mod provisioned;
mod reconcile;
mod recursion;
mod retries;
mod storage;
mod wait;

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
