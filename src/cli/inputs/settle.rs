//! Finds the source of the records before a filter is compiled: from the options, from a file, or from the first
//! record.

use std::path::{Path, PathBuf};

use tidegate_batch::{Options, Route, Throughput};

use super::begin::{Begun, begin};
use super::find::files;
use super::open::or_stdin;
use super::wanted::Wanted;
use crate::args::InputArgs;
use crate::exit::Reported;
use crate::interruption;
use crate::output::Console;

/// Inputs, and where their records come from.
pub(crate) struct Settled {
    pub(super) paths: Vec<PathBuf>,
    pub(super) options: Options,
    /// Where the records come from.
    pub(crate) route: Route,
    /// Where the source was stated, if it was known before a record was read.
    pub(super) wanted: Wanted,
    /// The input that named the source, and the number of empty inputs before it.
    pub(super) begun: Option<(usize, Begun)>,
}

/// Finds the inputs. If the source is not known, opens them one after the other until one names it. Returns `None` if
/// no input has a record.
pub(crate) fn settle(
    records: &InputArgs,
    wanted: Wanted,
    threads: usize,
    console: &Console,
) -> Result<Option<Settled>, Reported> {
    let paths = files(&or_stdin(&records.inputs, console)?, console);
    if let Err(error) = interruption::watch() {
        console.warn(format_args!(
            "an interrupted run may end in half a line: {error}"
        ));
    }
    let options = Options {
        input: records.input,
        threads,
        throughput: match records.enhanced_fan_out {
            true => Throughput::EnhancedFanOut,
            false => Throughput::Shared,
        },
        max_record_bytes: records.max_record_bytes,
    };
    let (route, begun) = match wanted.route() {
        Some(route) => (route, None),
        None => match first_that_says(&paths, &options, console)? {
            Some((route, at, begun)) => (route, Some((at, begun))),
            None => return Ok(None),
        },
    };
    Ok(Some(Settled {
        paths,
        options,
        route,
        wanted,
        begun,
    }))
}

fn first_that_says(
    paths: &[PathBuf],
    options: &Options,
    console: &Console,
) -> Result<Option<(Route, usize, Begun)>, Reported> {
    for (at, path) in paths.iter().enumerate() {
        let begun = begin(path, &Wanted::Open, None, options).map_err(|why| why.show(console))?;
        if let Some(source) = begun.input.detected().source {
            return Ok(Some((Route::Service(source), at, begun)));
        }
        if path == Path::new("-") {
            break;
        }
    }
    Ok(None)
}

/// Reports that there is no record, so that no source is known.
pub(crate) fn needs_source(console: &Console) -> Reported {
    console.error("there is no record in the inputs, so nothing says where they come from");
    console.help("name the --source");
    Reported
}
