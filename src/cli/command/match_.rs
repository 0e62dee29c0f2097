//! `match`: filters and records in, the delivered records out. The one invariant: what is written are the bytes that
//! were read, in the order they were read.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::ops::ControlFlow;

use serde::Serialize;
use tidegate_batch::{Disposition, Judged, Outcome};
use tidegate_estimate::{FilterCounts, FilterFinding, RecordCounts, filter_counts};

use crate::args::{MatchArgs, MatchFormat, ProfileName};
use crate::exit::{Exit, Reported};
use crate::filters;
use crate::inputs::{self, Reading};
use crate::output::{self, Console};
use crate::summary;

/// Bytes of output held back before they are written.
const BUFFER_BYTES: usize = 1 << 16;

/// Runs the command.
pub(crate) fn run(args: &MatchArgs, threads: usize, console: &Console) -> Result<Exit, Reported> {
    let records = &args.records;
    let profile = ProfileName::resolve(records.from.profile, records.source);
    let filters = filters::load(
        &args.filters.0,
        records.source,
        profile,
        &args.findings,
        console,
    )?;
    if filters.findings.are_denied(console) {
        return Ok(Exit::Failure);
    }
    let mut writer = Writer::new(args);
    let reading = inputs::read_all(
        &filters,
        &records.from,
        threads,
        console,
        &mut |index, outcome| writer.take(index, outcome),
    )?;
    let exit = exit(&reading, writer.delivered);
    let written = writer.finish(&reading, &filters.names);
    let reader_left = matches!(&written, Err(error) if error.kind() == io::ErrorKind::BrokenPipe);
    if !reader_left {
        let (tally, source) = (&reading.tally, filters.filters.source());
        if tally.read > 0 {
            console.show(&summary::document(source, tally, &filters.names));
        }
    }
    Ok(output::after_writing(written, exit, console))
}

fn exit(reading: &Reading, delivered: u64) -> Exit {
    reading.exit(match delivered {
        0 => Exit::Negative,
        _ => Exit::Success,
    })
}

/// What is written for a record that is selected.
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
    form: Form,
    out: BufWriter<StdoutLock<'static>>,
    /// The first error in writing; nothing is written after it.
    failed: Option<io::Error>,
    delivered: u64,
    selected: u64,
}

impl<'a> Writer<'a> {
    fn new(args: &'a MatchArgs) -> Self {
        let form = match args.format {
            _ if args.count => Form::Nothing,
            MatchFormat::Json => Form::Nothing,
            MatchFormat::Jsonl => Form::Line,
            MatchFormat::Text if args.dispositions => Form::Line,
            MatchFormat::Text => Form::Bytes,
        };
        let out = BufWriter::with_capacity(BUFFER_BYTES, io::stdout().lock());
        Self {
            args,
            form,
            out,
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
            Form::Bytes => write_record(&mut self.out, outcome.record),
            Form::Line => write_line(&mut self.out, index, &outcome.judged),
        };
        match written {
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
            MatchFormat::Json => self.out.write_all(counts(reading, names).as_bytes())?,
            _ if self.args.count => writeln!(self.out, "{}", self.selected)?,
            _ => {}
        }
        self.out.flush()
    }
}

/// A record that was too large to be held has no bytes here, and no line either.
fn write_record(out: &mut impl Write, record: &[u8]) -> io::Result<()> {
    if record.is_empty() {
        return Ok(());
    }
    out.write_all(record)?;
    out.write_all(b"\n")
}

/// A line of `--format jsonl`.
#[derive(Serialize)]
struct Line<'j> {
    index: u64,
    disposition: &'static str,
    reason: Option<&'static str>,
    filters: &'j [usize],
}

fn write_line(out: &mut impl Write, index: u64, judged: &Judged<'_>) -> io::Result<()> {
    let line = Line {
        index,
        disposition: judged.disposition.name(),
        reason: judged.disposition.reason(),
        filters: judged.filters,
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

/// The schema `tidegate.match/v1`.
fn counts(reading: &Reading, names: &[Option<String>]) -> String {
    let tally = &reading.tally;
    tidegate_report::json(&Counts {
        schema: "tidegate.match/v1",
        records: RecordCounts::from(tally),
        by_filter: filter_counts(tally, names),
        findings: reading.findings.out(),
    })
}
