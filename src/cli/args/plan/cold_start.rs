//! The options of `plan cold-start`.

use clap::Args;
use tidegate_figures::{Decimal, Rate};

use super::prices::PriceArgs;
use crate::args::parsers::Percent;
use crate::args::quantities::{duration_ms, hours, memory, milliseconds, minutes};

#[derive(Args, Debug)]
pub(crate) struct ColdStartArgs {
    /// Invocations: N/s, N/min, N/h, N/day or N/month
    #[arg(long, value_name = "N/UNIT")]
    pub(crate) rate: Rate,
    /// Mean duration of a warm invocation, in milliseconds or as 1.5s
    #[arg(long, value_name = "MS", value_parser = duration_ms)]
    pub(crate) duration_ms: Decimal,
    /// How long an initialisation takes, in milliseconds, 0 to 10000 [default: a guess of 500]
    #[arg(long, value_name = "MS", value_parser = milliseconds)]
    pub(crate) init_ms: Option<Decimal>,
    /// Share of the invocations that remain with a filter: shows figures with and without it
    #[arg(long, value_name = "PERCENT")]
    pub(crate) delivered: Option<Percent>,
    /// Invocations come at regular intervals, as from a schedule, not at random
    #[arg(long)]
    pub(crate) regular: bool,
    /// How long an idle environment is kept, in minutes or as 1h; AWS does not say, 5 to 60 are reported
    #[arg(long, value_name = "MINUTES", default_value_t = 10, value_parser = minutes(1..=1_440))]
    pub(crate) idle: u32,
    /// Share of the invocations that start cold, if you know it; nothing is simulated then
    #[arg(long, value_name = "PERCENT", conflicts_with = "delivered")]
    pub(crate) cold_share: Option<Percent>,
    /// Snapshots are restored in place of an initialisation (SnapStart; not charged for Java's managed runtimes)
    #[arg(long)]
    pub(crate) snapstart: bool,
    /// Memory of the function in MB, 128 to 10240, or as 1GB
    #[arg(long, value_name = "MB", default_value_t = 128, value_parser = memory())]
    pub(crate) memory: u32,
    /// Length of the month, in hours or as 30d
    #[arg(long, value_name = "HOURS", default_value_t = 720, value_parser = hours(1..=744))]
    pub(crate) hours: u32,
    /// Seed of the simulation
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) prices: PriceArgs,
}
