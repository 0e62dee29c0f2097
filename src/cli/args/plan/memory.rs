//! The options of `plan memory`.

use std::path::PathBuf;

use clap::Args;
use tidegate_figures::{Decimal, Rate};

use super::prices::PriceArgs;
use crate::args::parsers::Percent;
use crate::args::quantities::{duration_ms, memory};

#[derive(Args, Debug)]
pub(crate) struct MemoryArgs {
    /// Invocations, for the cost of a month: N/s, N/min, N/h, N/day or N/month
    #[arg(long, value_name = "N/UNIT")]
    pub(crate) rate: Option<Rate>,
    /// Weight of cost against time in the balanced choice: 1 is cheapest, 0 is fastest
    #[arg(long, value_name = "0..1", default_value = "0.5", value_parser = weight)]
    pub(crate) balance: Decimal,
    /// Share of the runs that is left out of means at each end, 0 to 40
    #[arg(long, value_name = "PERCENT", default_value = "20", value_parser = trim)]
    pub(crate) trim: Percent,
    /// Write the cost curve to this file, as SVG
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    /// Without a log: the memory that the function has now, in MB or as 1GB; shows the range for other sizes
    #[arg(long, value_name = "MB", value_parser = memory(), requires = "duration_ms", conflicts_with_all = ["inputs", "svg"])]
    pub(crate) memory: Option<u32>,
    /// Without a log: the mean duration with that memory, in milliseconds or as 1.5s
    #[arg(long, value_name = "MS", value_parser = duration_ms, requires = "memory")]
    pub(crate) duration_ms: Option<Decimal>,
    #[command(flatten)]
    pub(crate) prices: PriceArgs,
    /// Logs: lines, JSON of `aws logs`, exports, CSV of Logs Insights; gzip and zstd are unpacked. Reads stdin if no
    /// file is given or the file is `-`
    #[arg(value_name = "LOG")]
    pub(crate) inputs: Vec<PathBuf>,
}

/// Largest `--trim`, in per cent: the most that Power Tuning's means leave out.
const TRIM_MAX: u32 = 40;

fn weight(text: &str) -> Result<Decimal, String> {
    let number = text.trim().parse::<Decimal>().ok();
    number
        .filter(|weight| (Decimal::ZERO..=Decimal::ONE).contains(weight))
        .ok_or_else(|| "write 0 to 1, such as 0.5".to_owned())
}

fn trim(text: &str) -> Result<Percent, String> {
    let percent = text.parse::<Percent>().ok();
    percent
        .filter(|percent| percent.0 <= Decimal::from(TRIM_MAX))
        .ok_or_else(|| format!("write 0 to {TRIM_MAX}, such as 20"))
}
