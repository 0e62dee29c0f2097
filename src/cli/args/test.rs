//! The options of `test`: rows to run, or a first file of rows to write.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use tidegate_batch::{InputKind, Route};

use super::records::{kind_parser, route_parser};
use super::{FindingArgs, InputArgs, NamedFile};

#[derive(Args, Debug)]
pub(crate) struct TestArgs {
    /// Files of rows, or directories that are searched for *.cases.jsonl; with --init: records
    #[arg(value_name = "PATH", required_unless_present = "init")]
    pub(crate) paths: Vec<PathBuf>,
    /// Also list where tidegate's error texts differ from those in the rows
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// text: for people; json: one document; junit: XML for CI servers; github: annotations of a workflow
    #[arg(long, value_enum, default_value_t = TestFormat::Text)]
    pub(crate) format: TestFormat,
    #[command(flatten)]
    pub(crate) init: InitArgs,
    #[command(flatten)]
    pub(crate) findings: FindingArgs,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormat {
    Text,
    Json,
    Junit,
    Github,
}

/// A first file of rows for a filter.
#[derive(Args, Debug)]
#[command(next_help_heading = "First file of rows")]
pub(crate) struct InitArgs {
    /// Write NAME.cases.jsonl beside this filter file, with a few of the records in PATH for each outcome
    #[arg(long, value_name = "FILTER", value_parser = NamedFile::parser(), conflicts_with_all = ["verbose", "format"])]
    pub(crate) init: Option<NamedFile>,
    /// Fields to replace by a hash, such as customer.email,phone; inside the payload or from the top of the record
    #[arg(long, value_name = "PATHS", value_delimiter = ',', requires = "init")]
    pub(crate) redact: Vec<String>,
    /// Where the records come from; needed if there are none [default: detected from the records]
    #[arg(long, value_name = "SOURCE", value_parser = route_parser(), ignore_case = true, requires = "init")]
    pub(crate) source: Option<Route>,
    /// Kind of the records in PATH, such as sqs-receive; `help` lists all [default: detected from the first value]
    #[arg(long, value_name = "KIND", value_parser = kind_parser(), hide_possible_values = true, requires = "init")]
    pub(crate) input: Option<InputKind>,
}

impl TestArgs {
    /// Returns how the records for a first file of rows are read.
    pub(crate) fn records(&self) -> InputArgs {
        InputArgs {
            profile: None,
            input: self.init.input,
            enhanced_fan_out: false,
            max_record_bytes: None,
            inputs: self.paths.clone(),
        }
    }
}
