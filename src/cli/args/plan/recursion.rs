//! The options of `plan recursion`.

use std::path::PathBuf;

use clap::Args;
use tidegate_batch::Route;
use tidegate_figures::Decimal;
use tidegate_plan::recursion::KeyPattern;

use super::prices::PriceArgs;
use crate::args::filter::FilterArgs;
use crate::args::quantities::{duration_ms, memory};
use crate::args::records::{InputArgs, route_parser};

#[derive(Args, Debug)]
pub(crate) struct RecursionArgs {
    /// A bucket's notifications as `aws s3api get-bucket-notification-configuration` prints them, with a `Writes` key
    /// added
    #[arg(long, value_name = "FILE")]
    pub(crate) notifications: Option<PathBuf>,
    /// Keys that trigger the function, as in/*.jpg (repeatable)
    #[arg(long, value_name = "PREFIX*SUFFIX")]
    pub(crate) trigger: Vec<KeyPattern>,
    /// Keys that it writes to the same bucket, as out/*.jpg (repeatable)
    #[arg(long, value_name = "PREFIX*SUFFIX")]
    pub(crate) writes: Vec<KeyPattern>,
    // After those that can replace the filters.
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// Source that triggers the function and that the function writes to
    #[arg(long, value_name = "SOURCE", value_parser = route_parser(), ignore_case = true)]
    pub(crate) source: Option<Route>,
    #[command(flatten)]
    pub(crate) from: InputArgs,
    /// Outputs of one invocation, each of which may trigger again
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) fan_out: u32,
    /// RecursiveLoop of the function is set to Allow, so AWS does not stop loops
    #[arg(long)]
    pub(crate) allowed: bool,
    /// Most invocations at once, which bounds a loop that nothing stops: the function's reservation or the account's
    /// limit
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) concurrency: u32,
    /// Mean duration of one invocation, in milliseconds or as 1.5s
    #[arg(long, value_name = "MS", default_value = "100", value_parser = duration_ms)]
    pub(crate) duration_ms: Decimal,
    /// Memory of the function in MB, 128 to 10240, or as 1GB
    #[arg(long, value_name = "MB", default_value_t = 128, value_parser = memory())]
    pub(crate) memory: u32,
    #[command(flatten)]
    pub(crate) prices: PriceArgs,
}
