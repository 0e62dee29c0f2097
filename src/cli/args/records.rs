//! The options that say where records come from, the kind of the inputs, and the rules by which patterns are judged.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use tidegate::Profile;
use tidegate_batch::{InputKind, Route};

/// Where the records come from and how they are read.
#[derive(Args, Debug)]
pub(crate) struct RecordArgs {
    /// Where the records come from, in any case; pipes/SOURCE if an EventBridge pipe reads them [default: detected from
    /// the records or the filters' file]
    #[arg(long, value_name = "SOURCE", value_parser = route_parser(), ignore_case = true)]
    pub(crate) source: Option<Route>,
    #[command(flatten)]
    pub(crate) from: InputArgs,
}

/// Which inputs are read and how.
#[derive(Args, Clone, Debug)]
pub(crate) struct InputArgs {
    /// Judge patterns by these rules instead of the source's own
    #[arg(long, value_name = "PROFILE", value_enum)]
    pub(crate) profile: Option<ProfileName>,
    /// Kind of the inputs, such as sqs-receive; `help` lists all [default: detected from the first value]
    #[arg(long, value_name = "KIND", value_parser = kind_parser(), hide_possible_values = true)]
    pub(crate) input: Option<InputKind>,
    /// The mapping reads its Kinesis stream with enhanced fan-out: records aggregated by the Kinesis Producer Library
    /// are taken apart, and an estimate prices it
    #[arg(long)]
    pub(crate) enhanced_fan_out: bool,
    /// Largest payload in bytes; a record with a larger one is unreadable (too-large) [default: AWS's limit for the
    /// source]
    #[arg(long, value_name = "BYTES", value_parser = super::quantities::bytes)]
    pub(crate) max_record_bytes: Option<u64>,
    /// Files of records, directories of them, or globs; gzip, zstd and bzip2 are unpacked. Reads stdin if no file is
    /// given or the file is `-`
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
}

/// Accepts the names of the routes, and lists them in help and completions. An option that uses it ignores case.
pub(super) fn route_parser() -> impl TypedValueParser<Value = Route> {
    PossibleValuesParser::new(Route::ALL.map(Route::name))
        .try_map(|name| name.parse::<Route>().map_err(|error| error.to_string()))
}

/// Accepts the names of the kinds of input, and lists them in help and completions.
pub(super) fn kind_parser() -> impl TypedValueParser<Value = InputKind> {
    PossibleValuesParser::new(InputKind::ALL.map(InputKind::name))
        .try_map(|name| name.parse::<InputKind>().map_err(|error| error.to_string()))
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ProfileName {
    /// EventBridge Pipes
    Pipes,
    /// event-ruler alone, without the caps of the services
    Ruler,
}

impl ProfileName {
    /// Returns the engine's profile for `--profile` and `--source` together.
    pub(crate) fn resolve(name: Option<Self>, route: Route) -> Profile {
        match name {
            None => route.profile(),
            Some(Self::Pipes) => Profile::Pipes(route.source()),
            Some(Self::Ruler) => Profile::Ruler,
        }
    }
}
