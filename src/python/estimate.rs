//! Reads a sample and estimates what the filters save, as the command `estimate` does.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tidegate_estimate::{
    Asked, FifoFinder, FifoMark, QueueFound, RecordsRead, RegionFinder, Sample,
};
use tidegate_explain::NearCounter;
use tidegate_mapping::simulate::Unfinished;

use crate::compiled::Compiled;
use crate::idle;
use crate::inputs::{Outcomes, Source, evaluate};
use crate::report::Report;
use crate::request::asked;
use crate::settings::{Reading, Settings};
use crate::watch::Watch;

/// Everything that is read from the records.
struct Gathered {
    sample: Sample,
    region: Option<String>,
    fifo: Option<FifoMark>,
    read: RecordsRead,
    /// How the files were read.
    notes: Vec<String>,
    /// Facts that users may not expect of the records.
    remarks: Vec<String>,
}

/// Reads all records and returns the report.
pub(crate) fn estimate(
    py: Python<'_>,
    compiled: &Compiled,
    source: Source,
    reading: &Reading,
    settings: &Settings,
    watch: Watch,
) -> PyResult<Report> {
    let asked = asked(compiled, settings)?;
    let origin = compiled.route.source();
    let mut sample = Sample::new(asked.batch_size());
    let mut near = NearCounter::new(&compiled.filters);
    let (mut region, mut fifo) = (RegionFinder::default(), FifoFinder::default());
    let Outcomes {
        tally,
        shown,
        notes,
        mut remarks,
    } = evaluate(py, compiled, source, reading, watch, &mut |outcome| {
        sample.push(origin, outcome);
        near.take(outcome);
        region.look(origin, outcome);
        fifo.look(origin, outcome);
    })?;
    remarks.extend(tally.sentences());
    let gathered = Gathered {
        sample,
        region: region.found(),
        fifo: fifo.found(),
        read: RecordsRead {
            route: compiled.route,
            proof: compiled.proof(),
            near: near.finish(tally.counts.filtered),
            tally: tally.counts,
            names: compiled.names.clone(),
            remarks: Vec::new(),
            findings: compiled.findings(Some(&shown)),
        },
        notes,
        remarks,
    };
    answer(py, (asked, settings), gathered)
}

/// Replays what was gathered, and returns the report.
fn answer(
    py: Python<'_>,
    (mut asked, settings): (Asked, &Settings),
    gathered: Gathered,
) -> PyResult<Report> {
    let mut remarks = gathered.remarks;
    checked(&gathered.read.tally)?;
    remarks.extend(settle_queue(&mut asked, gathered.fifo)?);
    asked.settle_region(gathered.region);
    let answered = py.detach(|| asked.answer(gathered.sample, gathered.read));
    let report = answered.map_err(unfinished)?;
    Ok(Report {
        idle: idle::sentences(&report, settings),
        report,
        notes: gathered.notes,
        remarks,
    })
}

/// Refuses to estimate from no record.
pub(crate) fn checked(tally: &tidegate_batch::Tally) -> PyResult<()> {
    match tally.read {
        0 => Err(PyValueError::new_err(
            "no estimate: there is no record to make it from",
        )),
        _ => Ok(()),
    }
}

pub(crate) fn unfinished(unfinished: Unfinished) -> PyErr {
    PyValueError::new_err(format!(
        "no estimate: {unfinished}; limit the retries with retries, or how old a record gets with maximum_record_age or retention"
    ))
}

/// Takes a queue whose type is not stated for FIFO if its records have the mark of one. Returns the sentence that says so.
pub(crate) fn settle_queue(asked: &mut Asked, mark: Option<FifoMark>) -> PyResult<Option<String>> {
    match asked.settle_queue(mark) {
        Ok(QueueFound::AsStated) => Ok(None),
        Ok(QueueFound::Fifo(mark)) => Ok(Some(format!(
            "the records are from a FIFO queue ({mark}): estimated as with fifo=True"
        ))),
        Ok(QueueFound::Contradicted(mark)) => Ok(Some(format!(
            "the records are from a FIFO queue ({mark}), but the mapping reads a standard queue: counted as standard"
        ))),
        Err(error) => {
            let why = mark.map(|mark| format!("; the records are from a FIFO queue ({mark})"));
            let why = why.unwrap_or_default();
            Err(PyValueError::new_err(format!("{error}{why}")))
        }
    }
}
