//! Reads records from files, or from Python one by one, and judges them while other Python threads run.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use tidegate_batch::{Detected, Input, Options, Outcome, RecordForm};
use tidegate_explain::{CutWatch, RecordRemarks};
use tidegate_lint::Sample;

use crate::compiled::Compiled;
use crate::refusal::{not_opened, refusal};
use crate::settings::{Reading, record_form};
use crate::tally::Tally;
use crate::watch::Watch;

/// Bytes of records that are taken from Python before they are judged together.
const TAKEN_BYTES: usize = 1 << 20;

/// Where records come from.
pub(crate) enum Source {
    Paths(Vec<PathBuf>),
    /// An iterable of bytes.
    Records(Py<PyAny>),
}

/// Called for each record, in order.
pub(crate) type Sink<'s> = dyn FnMut(&Outcome<'_>) + Send + 's;

/// The results of a run.
pub(crate) struct Outcomes {
    pub(crate) tally: Tally,
    /// What the records show about the filters.
    pub(crate) shown: Sample,
    /// How the files were read, a sentence each.
    pub(crate) notes: Vec<String>,
    /// The files without a record, and why none could be read, a sentence each.
    pub(crate) remarks: Vec<String>,
}

/// Judges all records and returns the counts.
pub(crate) fn evaluate(
    py: Python<'_>,
    compiled: &Compiled,
    source: Source,
    reading: &Reading,
    watch: Watch,
    sink: &mut Sink<'_>,
) -> PyResult<Outcomes> {
    let mut run = Run {
        compiled,
        options: reading.options()?,
        watch,
        sink,
        tally: tidegate_batch::Tally::new(compiled.filters.len()),
        shown: compiled.sample(),
        notes: Vec::new(),
        remarks: RecordRemarks::new(&compiled.filters),
        empty: Vec::new(),
    };
    match source {
        Source::Paths(paths) => py.detach(|| paths.iter().try_for_each(|path| run.file(path)))?,
        Source::Records(records) => run.records(records.bind(py), record_form(&reading.form)?)?,
    }
    let (remarks, oddities) = (run.remarks(), run.remarks.oddities().clone());
    let Run {
        watch,
        tally,
        shown,
        notes,
        ..
    } = run;
    py.detach(|| watch.finish())?;
    let tally = Tally {
        route: compiled.route,
        names: compiled.names.clone(),
        counts: tally,
        oddities,
    };
    Ok(Outcomes {
        tally,
        shown,
        notes,
        remarks,
    })
}

struct Run<'r, 's> {
    compiled: &'r Compiled,
    options: Options,
    watch: Watch,
    sink: &'r mut Sink<'s>,
    tally: tidegate_batch::Tally,
    shown: Sample,
    notes: Vec<String>,
    remarks: RecordRemarks,
    /// A sentence for each file without a record.
    empty: Vec<String>,
}

impl Run<'_, '_> {
    /// Judges the records of a file, unless the run has ended.
    fn file(&mut self, path: &Path) -> PyResult<()> {
        if self.watch.has_ended() {
            return Ok(());
        }
        let name = path.display();
        let file = File::open(path).map_err(|error| not_opened(path, &error))?;
        let source = self.compiled.route.source();
        let opened = Input::open(file, source, &self.options);
        let input = opened.map_err(|error| refusal(&name.to_string(), &error))?;
        self.watch.begin(input.bytes_read());
        self.note(&name.to_string(), input.detected());
        let mut cut = CutWatch::default();
        let before = self.tally.read;
        let (watch, tally, sink) = (&mut self.watch, &mut self.tally, &mut *self.sink);
        let (shown, remarks) = (&mut self.shown, &mut self.remarks);
        let called = name.to_string();
        let read = tidegate_batch::evaluate(
            &self.compiled.filters,
            input,
            &self.options,
            &mut |outcome| {
                tally.add(&outcome.judged);
                shown.take(&outcome);
                sink(&outcome);
                cut.take(&outcome);
                remarks.take(&called, &outcome);
                watch.step()
            },
        );
        let read = read.map_err(|error| refusal(&name.to_string(), &error))?;
        self.tally.passed_over += read.passed_over;
        if self.tally.read == before && !self.watch.has_ended() {
            self.empty.push(format!("{name}: no record in this file"));
        }
        match cut.place(path).filter(|_| !self.watch.has_ended()) {
            Some(place) => Err(PyValueError::new_err(format!(
                "{name} is cut off: it ends inside the record that begins {place}; get the whole file and run it again"
            ))),
            None => Ok(()),
        }
    }

    /// Notes how a file is read, unless the file before it was read alike.
    fn note(&mut self, name: &str, detected: &Detected) {
        let what = detected.to_string();
        let is_alike = |note: &String| note.ends_with(&format!(": {what}"));
        if !self.notes.last().is_some_and(is_alike) {
            let caveat = detected.caveat.map(|caveat| format!("{name}: {caveat}"));
            self.notes.extend(caveat);
            self.notes.push(format!("{name}: {what}"));
        }
    }

    /// Returns the files without records, and why none could be read, a sentence each.
    fn remarks(&mut self) -> Vec<String> {
        let mut sentences = std::mem::take(&mut self.empty);
        if let Some(why) = self.remarks.none_read(&self.tally) {
            let hint = match why.may_be_misread {
                true => "; if they have another form, say which with input= or payload=True",
                false => "",
            };
            sentences.push(format!("{}{hint}", why.sentence));
            sentences.extend(why.reasons);
        }
        sentences
    }

    /// Judges records that Python hands over.
    fn records(&mut self, records: &Bound<'_, PyAny>, form: RecordForm) -> PyResult<()> {
        let mut taken = Taken::default();
        let mut offset = 0;
        for record in records.try_iter()? {
            taken.push(record?.cast::<PyBytes>()?.as_bytes());
            if taken.bytes.len() >= TAKEN_BYTES {
                records
                    .py()
                    .detach(|| self.judge(&mut taken, form, &mut offset));
                if self.watch.has_ended() {
                    return Ok(());
                }
            }
        }
        records
            .py()
            .detach(|| self.judge(&mut taken, form, &mut offset));
        Ok(())
    }

    fn judge(&mut self, taken: &mut Taken, form: RecordForm, offset: &mut u64) {
        let mut judge = self.compiled.filters.judge();
        if let Some(bytes) = self.options.max_record_bytes {
            judge = judge.with_max_record_bytes(bytes);
        }
        let mut start = 0;
        for &end in &taken.ends {
            let record = &taken.bytes[start..end];
            let outcome = Outcome {
                index: self.tally.read,
                offset: *offset + start as u64,
                read: record,
                record,
                form,
                judged: judge.judge(record, form),
            };
            start = end;
            self.tally.add(&outcome.judged);
            self.shown.take(&outcome);
            self.remarks.take("the records", &outcome);
            (self.sink)(&outcome);
            if self.watch.step() == ControlFlow::Break(()) {
                return;
            }
        }
        *offset += start as u64;
        taken.bytes.clear();
        taken.ends.clear();
    }
}

/// Records taken from Python, one after the other.
#[derive(Default)]
struct Taken {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Taken {
    fn push(&mut self, record: &[u8]) {
        self.bytes.extend_from_slice(record);
        self.ends.push(self.bytes.len());
    }
}
