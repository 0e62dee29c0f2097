//! The options of all commands. Help, man pages and completions are generated from these definitions.

use clap::builder::TypedValueParser;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use tidegate_batch::Route;

mod diff;
mod estimate;
mod filter;
mod findings;
mod gen_;
mod lint;
mod manual;
mod named_file;
mod parse;
mod parsers;
mod plan;
mod quantities;
mod records;
mod schema;
mod test;

pub(crate) use diff::{DiffArgs, DiffFormat};
pub(crate) use estimate::{
    ArrivalsName, EstimateArgs, FunctionArgs, GateArgs, LoadArgs, ReportFormat, SettingArgs,
};
pub(crate) use filter::{FilterArgs, FilterOption, STDIN};
use findings::code_parser;
pub(crate) use findings::{Denied, FindingArgs};
pub(crate) use gen_::GenArgs;
pub(crate) use lint::{ChoiceArgs, FixArgs, LintArgs, LintFormat};
pub(crate) use named_file::NamedFile;
pub(crate) use parse::parse;
pub(crate) use parsers::{Percent, PercentSign};
pub(crate) use plan::{
    ColdStartArgs, ConcurrencyArgs, FeedArgs, MemoryArgs, PlanArgs, PlanCommand, PlanFormat,
    PriceArgs, ProvisionedArgs, ReconcileArgs, RecursionArgs, RetriesArgs, StorageArgs, WaitArgs,
};
use records::route_parser;
pub(crate) use records::{InputArgs, ProfileName, RecordArgs};
pub(crate) use schema::SchemaArgs;
pub(crate) use test::{TestArgs, TestFormat};

/// Test EventBridge and Lambda filter patterns on real records, and see what they save.
#[derive(Debug, Parser)]
#[command(
    name = "tidegate",
    version,
    arg_required_else_help = true,
    after_help = "Data goes to stdout, everything else to stderr. Exit codes: 0 success, 1 nothing delivered \
                  (match), rows failed (test), findings (lint), filters that differ (diff) or filters that can never match \
                  (compile), 2 error."
)]
pub(crate) struct Tidegate {
    /// Print what the code of an error or warning means, with an example and what to do
    #[arg(long, value_name = "CODE", value_parser = code_parser())]
    pub(crate) explain: Option<&'static str>,
    #[command(flatten)]
    pub(crate) terminal: TerminalArgs,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Terminal")]
pub(crate) struct TerminalArgs {
    /// When to use colour; `auto` also looks at NO_COLOR, CLICOLOR_FORCE and TERM
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// Print only errors on stderr
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Threads that evaluate records; 0 means one per core. Results do not depend on it
    #[arg(long, global = true, value_name = "N", default_value_t = 0, value_parser = threads_parser())]
    pub(crate) threads: usize,
}

/// Most threads that can be asked for; more than any machine this will run on has cores.
const THREADS_MAX: u16 = 1024;

fn threads_parser() -> impl TypedValueParser<Value = usize> {
    clap::value_parser!(u16)
        .range(..=i64::from(THREADS_MAX))
        .map(usize::from)
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Makes this the choice of both streams.
    pub(crate) fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the records that the filters deliver
    ///
    /// Delivered records go to stdout in input order, one per line, as they were read (a record inside an event is
    /// put on one line, without the white space between its values).
    #[command(after_long_help = manual::MATCH, override_usage = "tidegate match [OPTIONS] <-f FILE[#NAME] | -e JSON>\n       [INPUT]...")]
    Match(MatchArgs),
    /// Show why records are delivered or not, field by field
    ///
    /// Prints for each record and filter a tree of the pattern's fields: the value found, the values wanted, why the
    /// field fails, and what AWS does with the record. Without --record and --near, the first 3 records that are not
    /// delivered are explained.
    #[command(after_long_help = manual::EXPLAIN, override_usage = "tidegate explain [OPTIONS] <-f FILE[#NAME] | -e JSON>\n       [INPUT]...")]
    Explain(ExplainArgs),
    /// Run rows of test cases against filters
    ///
    /// Each miss is a line: its id, what was expected, what it got and why. The last line is `N passed, N failed`;
    /// the lines before it sum up rows that are run but count as neither.
    #[command(after_long_help = manual::TEST)]
    Test(TestArgs),
    /// Find every filter in files and directories, and what is wrong with it
    ///
    /// Looks into templates, filter files and what AWS's command line prints of mappings, rules and pipes. Findings go to
    /// stdout; the exit code is 1 if there is an error or a warning.
    #[command(after_long_help = manual::LINT)]
    Lint(LintArgs),
    /// Say what a change of filters lets through: more, less, the same or something else
    ///
    /// The decision is a proof: it holds for every record there could be, not only for those given. A difference is
    /// shown by a record that only one side delivers, with the reason. Records that are given are judged by both sides as well.
    #[command(after_long_help = manual::DIFF, mut_arg("inputs", |arg| arg.help(diff::INPUT_HELP)), mut_args(diff::of_month))]
    Diff(Box<DiffArgs>),
    /// Make records that test filters: matches, near misses, bounds, other types and other payloads
    ///
    /// Each record is made for a goal: to match one alternative, to fail one condition only, to match by one value alone, to
    /// stand just beside a bound. Those that tell most come first. Every record is judged before it is written.
    #[command(after_long_help = manual::GEN, override_usage = "tidegate gen [OPTIONS] <-f FILE[#NAME] | -e JSON>")]
    Gen(GenArgs),
    /// Estimate the invocations that the filters avoid, and the money they save
    ///
    /// The records are a sample of what will arrive. With arrival times in the records, or with --rate, a month of the
    /// mapping is replayed and priced; otherwise the counts are for the sample alone.
    #[command(after_long_help = manual::ESTIMATE, override_usage = "tidegate estimate [OPTIONS]\n       <-f FILE[#NAME] | -e JSON | --mapping FILE[#NAME]>\n       [INPUT]...")]
    Estimate(Box<EstimateArgs>),
    /// Plan a function: what it needs, what that costs, and how to check each figure by hand
    ///
    /// Every figure shows how it is computed and what it is based on.
    #[command(after_long_help = manual::PLAN, arg_required_else_help = true)]
    Plan(Box<PlanArgs>),
    /// Validate filters and report problems
    #[command(after_long_help = manual::COMPILE, override_usage = "tidegate compile [OPTIONS] <-f FILE[#NAME] | -e JSON>")]
    Compile(CompileArgs),
    /// Print a JSON Schema: of a filter, of a file of cases, or of what a command writes as JSON
    ///
    /// Without a name, prints the names: pattern-sqs and its like for patterns, filter-criteria, cases, and commands.
    Schema(SchemaArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page of a command, in roff
    Man {
        /// The command, such as `match` or `plan memory`; without it, the overview
        #[arg(value_name = "COMMAND")]
        of: Vec<String>,
    },
}

impl Command {
    /// Returns the options about findings; `None` for a command that reads no filters.
    fn findings(&self) -> Option<&FindingArgs> {
        match self {
            Self::Match(args) => Some(&args.findings),
            Self::Explain(args) => Some(&args.findings),
            Self::Test(args) => Some(&args.findings),
            Self::Diff(args) => Some(&args.findings),
            Self::Gen(args) => Some(&args.findings),
            Self::Estimate(args) => Some(&args.findings),
            Self::Compile(args) => Some(&args.findings),
            Self::Lint(_)
            | Self::Plan(_)
            | Self::Schema(_)
            | Self::Completions { .. }
            | Self::Man { .. } => None,
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct MatchArgs {
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    #[command(flatten)]
    pub(crate) records: RecordArgs,
    /// Write only the number of delivered records (with --invert: of the others)
    #[arg(long)]
    pub(crate) count: bool,
    /// Write the records that are not delivered
    #[arg(long)]
    pub(crate) invert: bool,
    /// Write a JSON line for each record, delivered or not: what happens to it, and why
    #[arg(long, conflicts_with_all = ["count", "invert"])]
    pub(crate) dispositions: bool,
    /// text: records or their number; jsonl: a JSON line for each record written; json: the counts alone
    #[arg(long, value_enum, default_value_t = MatchFormat::Text)]
    pub(crate) format: MatchFormat,
    #[command(flatten)]
    pub(crate) findings: FindingArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatchFormat {
    Text,
    Json,
    Jsonl,
}

#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    #[command(flatten)]
    pub(crate) records: RecordArgs,
    /// Explain this record, counted from 0 over all inputs (repeatable)
    #[arg(long, value_name = "N", conflicts_with_all = ["first_miss", "near"])]
    pub(crate) record: Vec<u64>,
    /// Explain the first K records that are not delivered
    #[arg(long, value_name = "K", conflicts_with = "near", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) first_miss: Option<u64>,
    /// Count the filtered records that are one condition away from delivery, by condition, and explain one each
    #[arg(long)]
    pub(crate) near: bool,
    /// Show the smallest part of each record that has the same fate for the same reason
    #[arg(long, action = ArgAction::SetTrue)]
    pub(crate) shrink: bool,
    /// Text for people, or one JSON document
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) findings: FindingArgs,
}

/// Text for people or one JSON document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlainFormat {
    Text,
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct CompileArgs {
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// Where the records will come from, in any case; pipes/SOURCE if an EventBridge pipe reads them [default: what the
    /// filters' file says]
    #[arg(long, value_name = "SOURCE", value_parser = route_parser(), ignore_case = true)]
    pub(crate) source: Option<Route>,
    /// Judge patterns by these rules instead of the source's own
    #[arg(long, value_name = "PROFILE", value_enum)]
    pub(crate) profile: Option<ProfileName>,
    /// Show paths, states, bytes and the plan chosen for each path
    #[arg(long, action = ArgAction::SetTrue)]
    pub(crate) stats: bool,
    /// Print shorter filters that are proven to deliver the same records; values keep their spelling
    #[arg(long, action = ArgAction::SetTrue)]
    pub(crate) simplify: bool,
    /// Print the paths of the compiled filters as Graphviz text: fields with what their values are looked up in, conditions,
    /// alternatives and filters
    #[arg(long, action = ArgAction::SetTrue, conflicts_with_all = ["stats", "simplify", "format"])]
    pub(crate) dot: bool,
    /// Text for people, or one JSON document
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub(crate) format: PlainFormat,
    #[command(flatten)]
    pub(crate) findings: FindingArgs,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn definitions_are_consistent() {
        super::Tidegate::command().debug_assert();
    }
}
