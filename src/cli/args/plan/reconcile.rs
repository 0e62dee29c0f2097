//! The options of `plan reconcile`.

use std::path::PathBuf;

use clap::Args;
use tidegate_price::bill::FreeTier;

use crate::args::parsers::free_tier;
use crate::args::quantities::seconds;

#[derive(Args, Debug)]
pub(crate) struct ReconcileArgs {
    /// File that `estimate --format json` wrote for a month
    #[arg(long, value_name = "FILE")]
    pub(crate) estimate: PathBuf,
    /// Length of one period of the metrics, in seconds or as 5m [default: the shortest gap between two]
    #[arg(long, value_name = "SECONDS", value_parser = seconds(1_u64..=2_592_000))]
    pub(crate) period: Option<u64>,
    /// A file of prices that replace the built-in ones: your own, or AWS's public price file
    #[arg(long, value_name = "FILE")]
    pub(crate) prices: Option<PathBuf>,
    /// Free tiers that this function can use: none, all, or a list of lambda, sqs, logs, step-functions
    #[arg(long, value_name = "LIST", default_value = "none", value_parser = free_tier)]
    pub(crate) free_tier: FreeTier,
    /// Files that `aws cloudwatch get-metric-data` or `get-metric-statistics` printed
    #[arg(value_name = "METRICS", required = true)]
    pub(crate) metrics: Vec<PathBuf>,
}
