//! The options of `lint`.

use std::path::PathBuf;

use clap::builder::{StringValueParser, TypedValueParser};
use clap::{ArgAction, Args, ValueEnum};
use tidegate_batch::Route;

use super::Denied;
use super::filter::value;
use super::findings::denied_parser;
use super::records::route_parser;

#[derive(Args, Debug)]
pub(crate) struct LintArgs {
    /// Files, or directories that are searched for filters and templates [default: the current directory]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Where the records come from, for files of patterns that do not say it; in any case
    #[arg(long, value_name = "SOURCE", value_parser = route_parser(), ignore_case = true)]
    pub(crate) source: Option<Route>,
    /// A value for a parameter of a template, or for what it refers to: Stage=prod, AWS::AccountId=1, Queue.Arn=...
    #[arg(long, value_name = "NAME=VALUE", action = ArgAction::Append, value_parser = value)]
    pub(crate) set: Vec<(String, String)>,
    /// A sample of what a function writes: records of the source that invokes it, or the payloads that it sends. It shows
    /// whether the function invokes itself; repeatable
    #[arg(long, value_name = "FUNCTION=FILE", action = ArgAction::Append, value_parser = value)]
    pub(crate) output: Vec<(String, String)>,
    /// text: for people; json: one document; sarif: SARIF 2.1.0; github: annotations of a workflow; junit: XML for CI
    /// servers; md: Markdown for a pull request
    #[arg(long, value_enum, default_value_t = LintFormat::Text)]
    pub(crate) format: LintFormat,
    /// List every filter that is found, one a line, and look for no findings; --format text or json
    #[arg(long, conflicts_with_all = ["fix", "statistics"])]
    pub(crate) list: bool,
    /// Count the findings by code instead of showing them
    #[arg(long, conflicts_with = "fix")]
    pub(crate) statistics: bool,
    #[command(flatten)]
    pub(crate) fixing: FixArgs,
    #[command(flatten)]
    pub(crate) choice: ChoiceArgs,
}

/// Which findings count.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Findings")]
pub(crate) struct ChoiceArgs {
    /// Look only for findings with these codes, or with codes that begin so, such as L02; repeatable, or a list with
    /// commas. Patterns that AWS refuses are always reported
    #[arg(long, value_name = "CODE", action = ArgAction::Append, value_delimiter = ',', value_parser = prefix_parser())]
    pub(crate) select: Vec<String>,
    /// Leave out findings with these codes, or with codes that begin so; repeatable, or a list with commas
    #[arg(long, visible_alias = "allow", value_name = "CODE", action = ArgAction::Append, value_delimiter = ',', value_parser = prefix_parser())]
    pub(crate) ignore: Vec<String>,
    /// Treat a finding with this code, or any warning, as an error; repeatable, or a list with commas
    #[arg(long, value_name = "warnings|CODE", action = ArgAction::Append, value_delimiter = ',', value_parser = denied_parser())]
    pub(crate) deny: Vec<Denied>,
    /// Also report findings of severity info
    #[arg(long)]
    pub(crate) pedantic: bool,
}

/// Whether files are corrected.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Corrections")]
pub(crate) struct FixArgs {
    /// Write the safe corrections into the files: AWS accepts the filter afterwards, and it means what it said
    #[arg(long)]
    pub(crate) fix: bool,
    /// With --fix: also the corrections that a person should look at, such as a field moved to another level
    #[arg(long, requires = "fix")]
    pub(crate) unsafe_fixes: bool,
    /// With --fix: print what would change, and leave the files as they are
    #[arg(long, requires = "fix")]
    pub(crate) diff: bool,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    Text,
    Json,
    Sarif,
    Github,
    Junit,
    Md,
}

/// Accepts a code of a rule, or the beginning of one that exists, in any case. What AWS refuses can't be left out.
fn prefix_parser() -> impl TypedValueParser<Value = String> {
    StringValueParser::new().try_map(|text| {
        let wanted = text.trim().to_ascii_uppercase();
        if wanted.starts_with('E') {
            return Err(format!(
                "{wanted} names what AWS refuses, which is always reported"
            ));
        }
        let mut codes = tidegate_lint::codes();
        match !wanted.is_empty() && codes.any(|code| code.starts_with(&wanted)) {
            true => Ok(wanted),
            false => Err(
                "there is no such code; codes look like L0201, groups of them like L02".to_owned(),
            ),
        }
    })
}
