//! The options of `gen`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tidegate_analysis::Kind;
use tidegate_batch::Route;

use super::records::route_parser;
use super::{FilterArgs, FindingArgs, ProfileName};

#[derive(Args, Debug)]
pub(crate) struct GenArgs {
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// Where the records come from, in any case; pipes/SOURCE if an EventBridge pipe reads them [default: what the
    /// filters' file or the record of --like says]
    #[arg(long, value_name = "SOURCE", value_parser = route_parser(), ignore_case = true)]
    pub(crate) source: Option<Route>,
    /// Judge patterns by these rules instead of the source's own
    #[arg(long, value_name = "PROFILE", value_enum)]
    pub(crate) profile: Option<ProfileName>,
    /// How many records to write; those that tell most about the filters come first
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) count: u32,
    /// Decides ids, times and values drawn at random; the same seed gives the same records
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// match: records that are delivered; near: one thing keeps them from it; miss: several things do
    #[arg(long, value_enum, default_value_t = KindName::All)]
    pub(crate) kind: KindName,
    /// Write rows for `tidegate test` instead: each record with what is expected of it, and why it is there
    #[arg(long)]
    pub(crate) cases: bool,
    /// Keep the first record of this file, except for the values that the filters read
    #[arg(long, value_name = "FILE")]
    pub(crate) like: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) findings: FindingArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindName {
    Match,
    Near,
    Miss,
    All,
}

impl KindName {
    /// Returns the one kind, or `None` for all.
    pub(crate) const fn kind(self) -> Option<Kind> {
        match self {
            Self::Match => Some(Kind::Match),
            Self::Near => Some(Kind::Near),
            Self::Miss => Some(Kind::Miss),
            Self::All => None,
        }
    }
}
