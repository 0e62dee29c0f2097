//! The options of every plan that has a price: they choose the prices.

use std::path::PathBuf;

use clap::Args;
use tidegate_price::Architecture;
use tidegate_price::bill::FreeTier;

use crate::args::parsers::free_tier;

/// Chooses the prices.
#[derive(Args, Debug)]
#[command(next_help_heading = "Prices")]
pub(crate) struct PriceArgs {
    /// Architecture of the function: x86_64 or arm64
    #[arg(long, value_name = "ARCH", default_value = "x86_64")]
    pub(crate) arch: Architecture,
    /// Region of the prices
    #[arg(long, value_name = "REGION", default_value = "us-east-1")]
    pub(crate) region: String,
    /// A file of prices that replace the built-in ones: your own, or AWS's public price file
    #[arg(long, value_name = "FILE")]
    pub(crate) prices: Option<PathBuf>,
    /// Free tiers that this function can use: none, all, or a list of lambda, sqs, logs, step-functions
    #[arg(long, value_name = "LIST", default_value = "none", value_parser = free_tier)]
    pub(crate) free_tier: FreeTier,
}
