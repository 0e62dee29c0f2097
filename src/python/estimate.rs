//! Reads a sample and estimates what the filters save, as the command `estimate` does.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tidegate_estimate::{RecordsRead, RegionFinder, Sample};
use tidegate_explain::NearCounter;

use crate::compiled::Compiled;
use crate::inputs::{Outcomes, Source, evaluate};
use crate::report::Report;
use crate::request::Asked;
use crate::settings::{Reading, Settings};
use crate::watch::Watch;

/// Everything that is read from the records.
pub(crate) struct Gathered {
    pub(crate) sample: Sample,
    pub(crate) region: Option<String>,
    pub(crate) read: RecordsRead,
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
    let asked = Asked::new(compiled.route, settings)?;
    let origin = compiled.route.source();
    let mut sample = Sample::new(asked.request.delivery.batch_size());
    let mut near = NearCounter::new(&compiled.filters);
    let mut region = RegionFinder::default();
    let Outcomes {
        tally,
        shown,
        notes,
    } = evaluate(py, compiled, source, reading, watch, &mut |outcome| {
        sample.push(origin, outcome);
        near.take(outcome);
        region.look(origin, outcome);
    })?;
    let gathered = Gathered {
        sample,
        region: region.found(),
        read: RecordsRead {
            route: compiled.route,
            proof: compiled.proof(),
            near: near.finish(tally.counts.filtered),
            tally: tally.counts,
            names: compiled.names.clone(),
            remarks: asked.remarks.clone(),
            findings: compiled.findings(Some(&shown)),
        },
    };
    answer(py, asked, gathered, notes)
}

/// Replays what was gathered, and returns the report.
pub(crate) fn answer(
    py: Python<'_>,
    mut asked: Asked,
    gathered: Gathered,
    notes: Vec<String>,
) -> PyResult<Report> {
    if gathered.read.tally.read == 0 {
        return Err(PyValueError::new_err(
            "no estimate: there is no record to make it from",
        ));
    }
    let guesses = asked.price(gathered.region);
    let answered = py.detach(|| asked.request.answer(gathered.sample, gathered.read));
    let mut report = answered.map_err(|unfinished| {
        PyValueError::new_err(format!(
            "no estimate: {unfinished}; limit the retries with retries, or how old a record gets with maximum_record_age or retention"
        ))
    })?;
    if report.cost.is_some() {
        report.remarks.extend(guesses.sentences);
        report.region_known = guesses.region;
        report.handler_known = guesses.handler;
    }
    Ok(Report { report, notes })
}
