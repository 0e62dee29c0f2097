//! The options of `plan concurrency`.

use clap::Args;
use tidegate_savings::Rate;
use tidegate_savings::price::Decimal;

use crate::args::Percent;
use crate::args::estimate::duration_ms;

#[derive(Args, Debug)]
pub(crate) struct ConcurrencyArgs {
    /// Invocations: N/s, N/min, N/h, N/day or N/month
    #[arg(long, value_name = "N/UNIT")]
    pub(crate) rate: Rate,
    /// Mean duration of one invocation, in milliseconds
    #[arg(long, value_name = "MS", value_parser = duration_ms)]
    pub(crate) duration_ms: Decimal,
    /// Share of the invocations that may be throttled
    #[arg(long, value_name = "PERCENT", default_value = "0.1")]
    pub(crate) throttled: Percent,
}
