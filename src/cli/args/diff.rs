//! The options of `diff`.

use clap::{Args, ValueEnum};

use super::{FilterOption, FindingArgs, RecordArgs};

/// Unlike other commands, `diff` needs no records.
pub(super) const INPUT_HELP: &str = "Records that both sides judge: files, directories of them, or globs, plain or packed; \
                                     `-` for stdin";

#[derive(Args, Debug)]
pub(crate) struct DiffArgs {
    /// The filters before the change: FILE[#NAME], JSON text, or `-` for stdin
    #[arg(value_name = "OLD", value_parser = FilterOption::parser())]
    pub(crate) old: FilterOption,
    /// The filters after the change
    #[arg(value_name = "NEW", value_parser = FilterOption::parser())]
    pub(crate) new: FilterOption,
    #[command(flatten)]
    pub(crate) records: RecordArgs,
    /// text: for people; json: one document; md: for a comment on a pull request
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
    #[command(flatten)]
    pub(crate) findings: FindingArgs,
}

/// How the difference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Json,
    Md,
}
