//! The inputs of a command, one after the other: opened, recognised, evaluated. Records are numbered over all of them.
//! An input that can't be read does not stop the others; it makes the command fail in the end.

use std::io::{self, IsTerminal, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use tidegate_batch::{Filters, Input, InputError, Options, Outcome, Tally, evaluate};
use tidegate_lint::Sample;

use crate::args::InputArgs;
use crate::exit::{Exit, Reported};
use crate::filters::NamedFilters;
use crate::findings::Findings;
use crate::interruption::{self, Signal, Watched};
use crate::output::{self, Console};
use crate::progress::Progress;

/// What reading all inputs came to.
pub(crate) struct Reading {
    /// The counts of everything that was read, of a broken input too.
    pub(crate) tally: Tally,
    /// Whether an input could not be read, or not to its end.
    pub(crate) failed: bool,
    /// The signal at which the reading was given up.
    pub(crate) interrupted: Option<Signal>,
    /// What was found about the filters, by the records, too.
    pub(crate) findings: Findings,
}

impl Reading {
    /// How a command ends that has read so much, where it would otherwise end like this.
    pub(crate) fn exit(&self, otherwise: Exit) -> Exit {
        match self.interrupted {
            Some(signal) => Exit::Interrupted(signal),
            None if self.failed => Exit::Failure,
            None => otherwise,
        }
    }
}

/// Called with the number of the record over all inputs.
pub(crate) type Sink<'s> = dyn FnMut(u64, &Outcome<'_>) -> ControlFlow<()> + 's;

/// Evaluates every input. `sink` sees each record once, in order, and may end the reading early.
pub(crate) fn read_all(
    filters: &NamedFilters,
    records: &InputArgs,
    threads: usize,
    console: &Console,
    sink: &mut Sink<'_>,
) -> Result<Reading, Reported> {
    let paths = or_stdin(&records.inputs, console)?;
    if let Err(error) = interruption::watch() {
        console.warn(format_args!(
            "an interrupted run may end in half a line: {error}"
        ));
    }
    let options = Options {
        input: records.input.map(Into::into),
        threads,
        max_record_bytes: records.max_record_bytes,
    };
    let mut run = Run {
        filters: &filters.filters,
        sample: filters.sample(),
        options,
        console,
        sink,
        seen: 0,
        stopped: false,
        tally: Tally::new(filters.filters.len()),
    };
    let mut failed = false;
    for path in &paths {
        failed |= run.read(path).is_err();
        if run.stopped || interruption::signal().is_some() {
            break;
        }
    }
    let findings = filters.findings_with(&run.sample, console);
    let (tally, interrupted) = (run.tally, interruption::signal());
    if let Some(signal) = interrupted {
        let name = signal.name();
        console.error(format_args!(
            "cut short by {name}: what was read before it is all that counts"
        ));
    }
    Ok(Reading {
        tally,
        failed,
        interrupted,
        findings,
    })
}

/// The inputs named; stdin where there are none, unless it is a terminal.
pub(crate) fn or_stdin(inputs: &[PathBuf], console: &Console) -> Result<Vec<PathBuf>, Reported> {
    if !inputs.is_empty() {
        return Ok(inputs.to_vec());
    }
    if io::stdin().is_terminal() {
        console.error("no input: name a file, or pipe it in");
        return Err(Reported);
    }
    Ok(vec![PathBuf::from("-")])
}

/// Largest input that is held whole, unpacked: 1 GiB.
const TEXT_BYTES_MAX: u64 = 1 << 30;

/// An input that is read whole, unpacked: its name and its text. Bytes that are no UTF-8 become U+FFFD.
pub(crate) fn text(path: &Path, console: &Console) -> Result<(String, String), Reported> {
    let refused = |why: &dyn std::fmt::Display| {
        console.error(format_args!("can't read {}: {why}", path.display()));
        Reported
    };
    let opened = open(path).map_err(|why| refused(&why))?;
    let plain = tidegate_batch::unpacked(opened.reader).map_err(|error| refused(&error))?;
    let mut bytes = Vec::new();
    let read = plain.take(TEXT_BYTES_MAX + 1).read_to_end(&mut bytes);
    read.map_err(|error| refused(&output::io_reason(&error)))?;
    if bytes.len() as u64 > TEXT_BYTES_MAX {
        return Err(refused(&"it is larger than 1 GiB unpacked: split it"));
    }
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok((opened.name, text))
}

struct Run<'r, 's> {
    filters: &'r Filters,
    /// What the records show about the filters.
    sample: Sample,
    options: Options,
    console: &'r Console,
    sink: &'r mut Sink<'s>,
    /// Records seen by `sink`, over all inputs.
    seen: u64,
    stopped: bool,
    tally: Tally,
}

impl Run<'_, '_> {
    fn read(&mut self, path: &Path) -> Result<(), Reported> {
        let opened = open(path).map_err(|why| {
            self.console
                .error(format_args!("can't read {}: {why}", path.display()));
            Reported
        })?;
        let Opened {
            name,
            reader,
            bytes,
        } = opened;
        let evaluated = self.evaluate(&name, reader, bytes);
        if interruption::signal().is_some() {
            return Ok(());
        }
        evaluated.map_err(|error| {
            self.console.error(format_args!("{name}: {error}"));
            if matches!(error, InputError::ForeignSource { .. }) {
                self.console
                    .help("name the right --source, or say --input payload if these are payloads");
            }
            Reported
        })
    }

    fn evaluate(
        &mut self,
        name: &str,
        reader: Box<dyn Read + Send>,
        bytes: Option<u64>,
    ) -> Result<(), InputError> {
        let input = Input::open(reader, self.filters.source(), &self.options)?;
        self.console
            .say(format_args!("{name}: {}", input.detected()));
        let mut progress = Progress::new(name, bytes, input.bytes_read(), self.console);
        let (first, sink, stopped) = (self.seen, &mut *self.sink, &mut self.stopped);
        let (tally, seen, sample) = (&mut self.tally, &mut self.seen, &mut self.sample);
        let result = evaluate(self.filters, input, &self.options, &mut |outcome| {
            if interruption::signal().is_some() {
                return ControlFlow::Break(());
            }
            progress.step();
            *seen = first + outcome.index + 1;
            tally.add(&outcome.judged);
            sample.take(&outcome);
            let flow = sink(first + outcome.index, &outcome);
            *stopped |= flow.is_break();
            flow
        });
        let read = *seen - first;
        drop(progress);
        result?;
        if read == 0 && !self.stopped && interruption::signal().is_none() {
            self.console
                .warn(format_args!("{name}: no record in this input"));
        }
        Ok(())
    }
}

struct Opened {
    name: String,
    reader: Box<dyn Read + Send>,
    /// Size of the file; `None` for stdin and whatever is no regular file.
    bytes: Option<u64>,
}

/// `Err` is the reason in words.
fn open(path: &Path) -> Result<Opened, String> {
    if path == Path::new("-") {
        let stdin = interruption::stdin().map_err(|error| output::io_reason(&error))?;
        let reader = Box::new(Watched(stdin));
        return Ok(Opened {
            name: "stdin".to_owned(),
            reader,
            bytes: None,
        });
    }
    let file = interruption::open(path).map_err(|error| output::io_reason(&error))?;
    let metadata = file.metadata().map_err(|error| output::io_reason(&error))?;
    if metadata.is_dir() {
        return Err("it is a directory; name the files in it".to_owned());
    }
    let bytes = metadata.is_file().then_some(metadata.len());
    Ok(Opened {
        name: path.display().to_string(),
        reader: Box::new(Watched(file)),
        bytes,
    })
}
