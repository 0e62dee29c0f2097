//! `--like`: the record that is kept around what the filters read.

use std::ops::ControlFlow;

use tidegate::Source;
use tidegate_batch::RecordForm;
use tidegate_json::Json;

use crate::args::{GenArgs, InputArgs};
use crate::exit::Reported;
use crate::filters::NamedFilters;
use crate::inputs::{self, Settled, Wanted};
use crate::output::Console;

/// Returns the file of `--like`, with the source that its records name.
pub(super) fn settled(
    args: &GenArgs,
    wanted: Wanted,
    threads: usize,
    console: &Console,
) -> Result<Option<Settled>, Reported> {
    let Some(file) = &args.like else {
        return Ok(None);
    };
    let input = InputArgs {
        profile: args.profile,
        input: None,
        enhanced_fan_out: false,
        max_record_bytes: None,
        inputs: vec![file.clone()],
    };
    match inputs::settle(&input, wanted, threads, console)? {
        Some(settled) => Ok(Some(settled)),
        None => Err(inputs::needs_source(console)),
    }
}

/// Returns the first record of the file.
pub(super) fn record(
    filters: &NamedFilters,
    settled: Settled,
    console: &Console,
) -> Result<String, Reported> {
    let source = settled.route.source();
    let mut first = None;
    let reading = inputs::read_all(filters, settled, console, &mut |_, outcome| {
        first = Some((outcome.form, outcome.record.to_vec()));
        ControlFlow::Break(())
    })?;
    if reading.failed {
        return Err(Reported);
    }
    match first {
        Some((form, record)) if form == RecordForm::Record || is_event(source, &record) => {
            String::from_utf8(record).map_err(|_| {
                console.error("the record of --like is not UTF-8");
                Reported
            })
        }
        Some(_) => {
            console.error("--like takes a whole record, and this file has bare payloads");
            console.help("name a file with a record in its envelope, as Lambda gets it");
            Err(Reported)
        }
        None => {
            console.error("there is no record in the file of --like");
            Err(Reported)
        }
    }
}

/// Returns whether a line is a whole event of EventBridge: its envelope and `detail` are one JSON object.
fn is_event(source: Source, record: &[u8]) -> bool {
    let text = std::str::from_utf8(record).unwrap_or_default();
    let json = Json::parse_whole(text).ok();
    source == Source::EventBridge && json.is_some_and(|json| json.get("detail").is_some())
}
