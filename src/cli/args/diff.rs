//! The options of `diff`.

use clap::{Arg, Args, ValueEnum};

use tidegate_template::Values;

use super::filter::{SET_HELP, value, values};
use super::{FilterOption, FindingArgs, FunctionArgs, LoadArgs, RecordArgs, SettingArgs};

/// Unlike other commands, `diff` needs no records.
pub(super) const INPUT_HELP: &str = "Records that both sides judge: files, directories of them, or globs, plain or packed; \
                                     `-` for stdin. FILE#NAME names the mapping of whole \
                                     templates that they are for";

/// The options of a month change nothing without its rate, and a rate needs records.
pub(super) fn of_month(arg: Arg) -> Arg {
    let is_of_month = arg.get_help_heading().is_some_and(|it| MONTH.contains(&it));
    match arg.get_id().as_str() {
        RATE => arg.requires("inputs"),
        _ if is_of_month => arg.requires(RATE),
        _ => arg,
    }
}

const RATE: &str = "rate";

/// The headings of the options of a month.
const MONTH: [&str; 3] = ["Mapping", "Load", "Function and prices"];

#[derive(Args, Debug)]
pub(crate) struct DiffArgs {
    /// The filters before the change: FILE[#NAME], JSON text, or `-` for stdin
    #[arg(value_name = "OLD", value_parser = FilterOption::parser())]
    pub(crate) old: FilterOption,
    /// The filters after the change
    #[arg(value_name = "NEW", value_parser = FilterOption::parser())]
    pub(crate) new: FilterOption,
    #[arg(long, value_name = "NAME=VALUE", value_parser = value, help = SET_HELP)]
    set: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) records: RecordArgs,
    /// text: for people; json: one document; md: for a comment on a pull request
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
    #[command(flatten)]
    pub(crate) findings: FindingArgs,
    #[command(flatten)]
    pub(crate) settings: SettingArgs,
    #[command(flatten)]
    pub(crate) load: LoadArgs,
    #[command(flatten)]
    pub(crate) function: FunctionArgs,
}

impl DiffArgs {
    /// The values for the parameters of both templates.
    pub(crate) fn values(&self) -> Values {
        values(&self.set)
    }
}

/// How the difference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Json,
    Md,
}
