//! `match`: reads filters and records, and writes the delivered records. The one invariant: records are written with
//! the bytes that were read, in the order in which they were read.

use std::io::{self, Write};
use std::ops::ControlFlow;

use serde::Serialize;
use tidegate::Source;
use tidegate_batch::{Assumption, Disposition, Outcome};
use tidegate_estimate::{FilterCounts, FilterFinding, RecordCounts, filter_counts, filter_number};

use crate::args::{MatchArgs, MatchFormat, ProfileName};
use crate::exit::{Exit, Reported};
use crate::filters::{self, Documents};
use crate::inputs::{self, Reading, Wanted};
use crate::output::{self, Console};
use crate::summary;

/// Bytes of output held back before they are written.
const BUFFER_BYTES: usize = 1 << 16;

/// Runs the command.
pub(crate) fn run(args: &MatchArgs, threads: usize, console: &Console) -> Result<Exit, Reported> {
    let records = &args.records;
    let documents = Documents::open(&args.filters.0, &args.filters.1, console)?;
    let wanted = documents.route(Wanted::typed(records.source), console)?;
    let Some(settled) = inputs::settle(&records.from, wanted, threads, console)? else {
        return nothing_read(args, console);
    };
    let profile = ProfileName::resolve(records.from.profile, settled.route);
    let route = settled.route;
    let filters = filters::load(documents, route, profile, &args.findings, console)?;
    if filters.findings.are_denied(console) {
        return Ok(Exit::Failure);
    }
    let mut writer = Writer::new(args, filters.filters.source());
    let reading = inputs::read_all(&filters, settled, console, &mut |index, outcome| {
        writer.take(index, outcome)
    })?;
    let exit = exit(&reading, writer.delivered);
    let written = writer.finish(&reading, &filters.names);
    let reader_left = matches!(&written, Err(error) if error.kind() == io::ErrorKind::BrokenPipe);
    if !reader_left {
        let (tally, source) = (&reading.tally, filters.filters.source());
        if tally.read > 0 {
            console.show(&summary::document(source, tally, &filters.names));
            summary::say_assumed(tally, console);
        }
    }
    Ok(output::after_writing(written, exit, console))
}

/// Handles inputs that hold no record and whose source is not known, such as the output of an empty queue.
fn nothing_read(args: &MatchArgs, console: &Console) -> Result<Exit, Reported> {
    if args.format == MatchFormat::Json {
        return Err(inputs::needs_source(console));
    }
    console.warn("no record in the inputs, and no --source: the filters were not checked");
    let count = if args.count { "0\n" } else { "" };
    let written = output::print_text(count);
    Ok(output::after_writing(written, Exit::Negative, console))
}

fn exit(reading: &Reading, delivered: u64) -> Exit {
    reading.exit(match (reading.denied, delivered) {
        (true, _) => Exit::Failure,
        (false, 0) => Exit::Negative,
        (false, _) => Exit::Success,
    })
}

/// The form in which a selected record is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Its bytes.
    Bytes,
    /// A JSON line on its disposition.
    Line,
    /// Nothing: only the counts are asked for.
    Nothing,
}

struct Writer<'a> {
    args: &'a MatchArgs,
    source: Source,
    form: Form,
    /// Whole lines that are not written yet.
    lines: Vec<u8>,
    /// The first error in writing; nothing is written after it.
    failed: Option<io::Error>,
    delivered: u64,
    selected: u64,
}

impl<'a> Writer<'a> {
    fn new(args: &'a MatchArgs, source: Source) -> Self {
        let form = match args.format {
            _ if args.count => Form::Nothing,
            MatchFormat::Json => Form::Nothing,
            MatchFormat::Jsonl => Form::Line,
            MatchFormat::Text if args.dispositions => Form::Line,
            MatchFormat::Text => Form::Bytes,
        };
        Self {
            args,
            source,
            form,
            lines: Vec::new(),
            failed: None,
            delivered: 0,
            selected: 0,
        }
    }

    fn take(&mut self, index: u64, outcome: &Outcome<'_>) -> ControlFlow<()> {
        let delivered = outcome.judged.disposition == Disposition::Delivered;
        self.delivered += u64::from(delivered);
        if !self.args.dispositions && delivered == self.args.invert {
            return ControlFlow::Continue(());
        }
        self.selected += 1;
        let written = match self.form {
            Form::Nothing => Ok(()),
            Form::Bytes => {
                push_record(&mut self.lines, outcome.record);
                Ok(())
            }
            Form::Line => write_line(&mut self.lines, index, self.source, outcome),
        };
        match written.and_then(|()| self.flush_full()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn finish(mut self, reading: &Reading, names: &[Option<String>]) -> io::Result<()> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        match self.args.format {
            // No count is written for half an input: it would look like any other.
            _ if self.args.count && reading.failed => {}
            MatchFormat::Json => {
                let counts = counts(reading, names);
                self.lines.extend_from_slice(counts.as_bytes());
            }
            _ if self.args.count => writeln!(self.lines, "{}", self.selected)?,
            _ => {}
        }
        output::print_bytes(&self.lines)
    }

    /// Writes the lines if they fill the buffer.
    fn flush_full(&mut self) -> io::Result<()> {
        if self.lines.len() < BUFFER_BYTES {
            return Ok(());
        }
        let written = output::print_bytes(&self.lines);
        self.lines.clear();
        written
    }
}

/// Adds a record as a line. A record that was too large to be held has no bytes here, and gets no line.
fn push_record(lines: &mut Vec<u8>, record: &[u8]) {
    if !record.is_empty() {
        lines.extend_from_slice(record);
        lines.push(b'\n');
    }
}

/// A line of `--format jsonl`.
#[derive(Serialize)]
struct Line {
    index: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    disposition: &'static str,
    reason: Option<&'static str>,
    filters: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assumed: Option<&'static str>,
}

fn write_line(
    out: &mut impl Write,
    index: u64,
    source: Source,
    outcome: &Outcome<'_>,
) -> io::Result<()> {
    let judged = &outcome.judged;
    let numbers = judged.filters.iter().map(|it| filter_number(*it));
    let line = Line {
        index,
        id: tidegate_explain::identity(source, outcome.record, outcome.form),
        disposition: judged.disposition.name(),
        reason: judged.disposition.reason(),
        filters: numbers.collect(),
        assumed: judged.assumption.map(Assumption::as_str),
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Counts {
    schema: &'static str,
    records: RecordCounts,
    by_filter: Vec<FilterCounts>,
    findings: Vec<FilterFinding>,
}

/// Returns the counts as JSON, by the schema `tidegate.match/v1`.
fn counts(reading: &Reading, names: &[Option<String>]) -> String {
    let tally = &reading.tally;
    tidegate_report::json(&Counts {
        schema: "tidegate.match/v1",
        records: RecordCounts::from(tally),
        by_filter: filter_counts(tally, names),
        findings: reading.findings.out(),
    })
}
