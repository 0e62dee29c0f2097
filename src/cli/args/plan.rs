//! The options of `plan`, one file per command behind it.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use tidegate_savings::price::Architecture;
use tidegate_savings::price::bill::FreeTier;

use super::estimate::free_tier;

mod concurrency;

pub(crate) use concurrency::ConcurrencyArgs;

#[derive(Args, Debug)]
pub(crate) struct PlanArgs {
    #[command(subcommand)]
    pub(crate) plan: PlanCommand,
    /// Text for people, one JSON document, or Markdown
    #[arg(long, global = true, value_enum, default_value_t = PlanFormat::Text)]
    pub(crate) format: PlanFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    Text,
    Json,
    Md,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// How many environments a function needs, and what a reservation throttles
    Concurrency(ConcurrencyArgs),
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
