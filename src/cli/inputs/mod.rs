//! The inputs of a command, one after the other: opened, recognised, evaluated. Records are numbered over all of them.
//! An input that can't be read does not stop the others; it makes the command fail in the end.

mod begin;
mod find;
mod open;
mod queue;
mod said;
mod settle;
mod wanted;

use std::ops::ControlFlow;
use std::path::Path;

use tidegate_batch::{Filters, InputError, Options, Outcome, Tally, evaluate};
use tidegate_explain::{CutWatch, NoneRead, RecordRemarks, passed_over};
use tidegate_lint::Sample;

use crate::exit::{Exit, Reported};
use crate::filters::NamedFilters;
use crate::findings::Findings;
use crate::interruption::{self, Signal};
use crate::output::Console;
use crate::progress::Progress;

use begin::{Begun, NotBegun};
use queue::Queue;
use said::Said;

pub(crate) use begin::NAME_THE_SOURCE;
pub(crate) use find::matches;
pub(crate) use open::{or_stdin, text};
pub(crate) use settle::{Settled, needs_source, settle};
pub(crate) use wanted::Wanted;

/// The result of reading all inputs.
pub(crate) struct Reading {
    /// The counts of all records read, including those of an input that failed later.
    pub(crate) tally: Tally,
    /// Whether an input could not be read, or not to its end.
    pub(crate) failed: bool,
    /// The signal that ended the reading early.
    pub(crate) interrupted: Option<Signal>,
    /// The findings about the filters, including those that the records show.
    pub(crate) findings: Findings,
    /// Whether a finding that the records show is denied. It is known only now, so it stops nothing.
    pub(crate) denied: bool,
}

impl Reading {
    /// Returns the exit code after reading; `otherwise` applies if all inputs were read to their end.
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
    settled: Settled,
    console: &Console,
    sink: &mut Sink<'_>,
) -> Result<Reading, Reported> {
    let mut queue = Queue::new(settled);
    let mut run = Run {
        filters: &filters.filters,
        sample: filters.sample(),
        remarks: RecordRemarks::new(&filters.filters),
        options: queue.options().clone(),
        wanted: queue.wanted().clone(),
        console,
        sink,
        said: Said::default(),
        seen: 0,
        stopped: false,
        tally: Tally::new(filters.filters.len()),
    };
    let mut failed = false;
    while let Some(next) = queue.next() {
        failed |= run.read(next).is_err();
        if run.stopped || interruption::signal().is_some() {
            break;
        }
    }
    run.said.sum_up(console);
    for sentence in run.remarks.oddities().sentences() {
        console.say(sentence);
    }
    let whole = !failed && !run.stopped;
    if let Some(why) = run.remarks.none_read(&run.tally).filter(|_| whole) {
        say_none_read(&why, console);
    }
    if let Some(sentence) = passed_over(&run.tally) {
        console.say(sentence);
    }
    let findings = filters.findings_with(&run.sample, console);
    let denied = findings.are_denied_by_records(console);
    let (tally, interrupted) = (run.tally, interruption::signal());
    if let Some(signal) = interrupted {
        let name = signal.name();
        console.error(format_args!(
            "interrupted by {name}: counts cover only the records read so far"
        ));
    }
    Ok(Reading {
        tally,
        failed,
        interrupted,
        findings,
        denied,
    })
}

/// Says why no record could be read: otherwise a command ends with counts of zero and no reason.
fn say_none_read(why: &NoneRead, console: &Console) {
    let hint = match why.may_be_misread {
        true => "; if the input has another form, say which with --input (--input help lists them)",
        false => "",
    };
    console.warn(format_args!("{}{hint}", why.sentence));
    for reason in &why.reasons {
        console.say(reason);
    }
}

struct Run<'r, 's> {
    filters: &'r Filters,
    /// Facts from the records about the fields that the filters ask for.
    sample: Sample,
    remarks: RecordRemarks,
    options: Options,
    wanted: Wanted,
    console: &'r Console,
    sink: &'r mut Sink<'s>,
    said: Said,
    /// Records seen by `sink`, over all inputs.
    seen: u64,
    stopped: bool,
    tally: Tally,
}

impl Run<'_, '_> {
    fn read(&mut self, next: Result<Begun, NotBegun>) -> Result<(), Reported> {
        let is_interrupted = || interruption::signal().is_some();
        let begun = match next {
            Ok(begun) => begun,
            Err(_) if is_interrupted() => return Ok(()),
            Err(why) => return Err(why.show(self.console)),
        };
        let (name, kind) = (begun.name.clone(), begun.input.detected().kind);
        let mut cut = CutWatch::default();
        let evaluated = self.evaluate(begun, &mut cut);
        if is_interrupted() {
            return Ok(());
        }
        let place = cut.place(Path::new(&name)).filter(|_| !self.stopped);
        match (evaluated, place) {
            (Ok(()), None) => Ok(()),
            (Ok(()), Some(place)) => Err(NotBegun::cut(&name, &place, kind).show(self.console)),
            (Err(error), place) => {
                let error = NotBegun::of_input(&name, error, &self.wanted);
                Err(error.after(place).show(self.console))
            }
        }
    }

    fn evaluate(&mut self, begun: Begun, cut: &mut CutWatch) -> Result<(), InputError> {
        let Begun { name, input, bytes } = begun;
        self.said.say(&name, input.detected(), self.console);
        let mut progress = Progress::new(&name, bytes, input.bytes_read(), self.console);
        let (first, sink, stopped) = (self.seen, &mut *self.sink, &mut self.stopped);
        let (tally, seen, sample) = (&mut self.tally, &mut self.seen, &mut self.sample);
        let remarks = &mut self.remarks;
        let result = evaluate(self.filters, input, &self.options, &mut |outcome| {
            if interruption::signal().is_some() {
                return ControlFlow::Break(());
            }
            progress.step();
            *seen = first + outcome.index + 1;
            tally.add(&outcome.judged);
            sample.take(&outcome);
            cut.take(&outcome);
            remarks.take(&name, &outcome);
            let flow = sink(first + outcome.index, &outcome);
            *stopped |= flow.is_break();
            flow
        });
        let read = *seen - first;
        drop(progress);
        self.tally.passed_over += result?.passed_over;
        if read == 0 && !self.stopped && interruption::signal().is_none() {
            self.console
                .warn(format_args!("{name}: no record in this input"));
        }
        Ok(())
    }
}
