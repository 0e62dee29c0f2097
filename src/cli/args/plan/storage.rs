//! The options of `plan storage`.

use clap::Args;
use tidegate_figures::{Decimal, Rate};

use super::prices::PriceArgs;
use crate::args::quantities::{duration_ms, memory, storage};

#[derive(Args, Debug)]
pub(crate) struct StorageArgs {
    /// Ephemeral storage in MB, 512 to 10240, or as 1GB
    #[arg(long, value_name = "MB", value_parser = storage())]
    pub(crate) storage: u32,
    /// Invocations: N/s, N/min, N/h, N/day or N/month
    #[arg(long, value_name = "N/UNIT")]
    pub(crate) rate: Rate,
    /// Mean duration of an invocation, in milliseconds or as 1.5s
    #[arg(long, value_name = "MS", value_parser = duration_ms)]
    pub(crate) duration_ms: Decimal,
    /// Memory of the function in MB, 128 to 10240, or as 1GB
    #[arg(long, value_name = "MB", default_value_t = 128, value_parser = memory())]
    pub(crate) memory: u32,
    #[command(flatten)]
    pub(crate) prices: PriceArgs,
}
