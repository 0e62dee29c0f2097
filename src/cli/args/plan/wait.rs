//! The options of `plan wait`.

use clap::Args;
use tidegate_figures::{Decimal, Rate, Size, Time, duration, size};

use super::prices::PriceArgs;
use crate::args::quantities::memory;

#[derive(Args, Debug)]
pub(crate) struct WaitArgs {
    /// Waits: N/s, N/min, N/h, N/day or N/month
    #[arg(long, value_name = "N/UNIT")]
    pub(crate) rate: Rate,
    /// Length of one wait, in seconds or as 1h, up to a year
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) seconds: Decimal,
    /// Time that the function runs before and after one wait, together, in milliseconds or as 1.5s
    #[arg(long, value_name = "MS", default_value = "0", value_parser = work_ms)]
    pub(crate) work_ms: Decimal,
    /// Memory of the function in MB, 128 to 10240, or as 1GB
    #[arg(long, value_name = "MB", default_value_t = 128, value_parser = memory())]
    pub(crate) memory: u32,
    /// Operations of a durable function for one wait: its start, steps, waits
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) operations: u32,
    /// State that the durable function writes for one wait, in KB of 1024 bytes or as 1MB
    #[arg(long, value_name = "KB", default_value = "1", value_parser = kilobytes)]
    pub(crate) written_kb: Decimal,
    /// How long the state is kept, in days or as 36h: the wait, and the retention after the end [default: the wait and 14
    /// days]
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub(crate) kept_days: Option<Decimal>,
    #[command(flatten)]
    pub(crate) prices: PriceArgs,
}

/// Longest run of a durable function, a year (AWS Lambda pricing page, read 2026-11-23), in seconds.
const SECONDS_MAX: u32 = 366 * 86_400;
const WORK_MS_MAX: u32 = 900_000;
const KILOBYTES_MAX: u32 = 1 << 20;
const DAYS_MAX: u32 = 366 + 90;

fn seconds(text: &str) -> Result<Decimal, String> {
    within(
        duration(text, Time::Second),
        SECONDS_MAX,
        "seconds",
        "90 or 1h",
    )
}

fn work_ms(text: &str) -> Result<Decimal, String> {
    within(
        duration(text, Time::Millisecond),
        WORK_MS_MAX,
        "milliseconds",
        "200 or 1.5s",
    )
}

fn kilobytes(text: &str) -> Result<Decimal, String> {
    within(
        size(text, Size::Kilobyte),
        KILOBYTES_MAX,
        "kilobytes",
        "4 or 1MB",
    )
}

fn days(text: &str) -> Result<Decimal, String> {
    within(duration(text, Time::Day), DAYS_MAX, "days", "2 or 36h")
}

fn within(read: Option<Decimal>, most: u32, unit: &str, such_as: &str) -> Result<Decimal, String> {
    read.filter(|number| *number <= Decimal::from(most))
        .ok_or_else(|| format!("write {unit}, 0 to {most}, or a unit, such as {such_as}"))
}
