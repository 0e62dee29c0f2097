//! The compiled filters of one document, as a Python object. Threads share it: judging one record takes a lock for as long as
//! that takes, and everything that reads many records has a judge of its own.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;
use pyo3_arrow::input::AnyArray;
use tidegate_batch::criteria::Criteria;
use tidegate_batch::{Filters, Judge, RecordForm, Route};
use tidegate_estimate::{FilterFinding, Proof};
use tidegate_lint::{Filter, Sample, lint_sample, never_matches};

use crate::column::{self, Columns};
use crate::disposition::Disposition;
use crate::estimate::estimate;
use crate::explanation::Explanation;
use crate::findings::Found;
use crate::inputs::{Source, evaluate};
use crate::report::Report;
use crate::settings::{Reading, Settings};
use crate::tally::Tally;
use crate::watch::Watch;

/// Filters, compiled. `tidegate.Filter` is its public face.
#[pyclass(frozen, module = "tidegate._native")]
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) filters: Filters,
    pub(crate) route: Route,
    /// By index; `None` if a filter has no name.
    pub(crate) names: Vec<Option<String>>,
    criteria: Criteria,
    found: Vec<Found>,
    document: String,
    /// What findings call the document.
    file: String,
    pub(crate) judge: Mutex<Judge>,
}

impl Compiled {
    pub(crate) fn new(
        filters: Filters,
        route: Route,
        criteria: Criteria,
        found: Vec<Found>,
        document: &str,
        file: &str,
    ) -> Self {
        Self {
            judge: Mutex::new(filters.judge()),
            filters,
            route,
            names: criteria.filters.iter().map(|it| it.name.clone()).collect(),
            criteria,
            found,
            document: document.to_owned(),
            file: file.to_owned(),
        }
    }

    /// Returns an empty sample, for the findings that records show about the filters.
    pub(crate) fn sample(&self) -> Sample {
        Sample::new(&self.read_again(), &self.filters)
    }

    /// Returns the findings that people are told without asking, those that a sample shows included.
    pub(crate) fn findings(&self, sample: Option<&Sample>) -> Vec<FilterFinding> {
        let shown = sample.map(|sample| lint_sample(&self.read_again(), sample));
        let shown = shown.unwrap_or_default().into_iter();
        let shown = shown.map(|finding| {
            let filter = &self.criteria.filters[finding.filter];
            Found::of_filter(finding, None, filter, &self.document)
        });
        let shown: Vec<_> = shown.collect();
        let all = self.found.iter().chain(&shown).filter(|it| !it.is_info());
        all.map(|it| it.out(&self.document, &self.file)).collect()
    }

    pub(crate) fn proof(&self) -> Proof {
        match self.read_again().iter().all(never_matches) {
            true => Proof::NeverMatches,
            false => Proof::Open,
        }
    }

    fn read_again(&self) -> Vec<Filter<'_>> {
        let texts = self.criteria.filters.iter().map(|it| it.text.as_str());
        let read = texts.map(|text| Filter::read(text, self.route, self.filters.profile()));
        // They were read before they were compiled, so none is left out here.
        read.filter_map(Result::ok).collect()
    }
}

#[pymethods]
impl Compiled {
    /// The name of the source: "sqs", "pipes/sqs".
    #[getter]
    fn source(&self) -> &'static str {
        self.route.name()
    }

    /// The patterns as texts, in order.
    #[getter]
    fn patterns(&self) -> Vec<&str> {
        let filters = self.criteria.filters.iter();
        filters.map(|it| it.text.as_str()).collect()
    }

    /// The names of the filters, in order.
    #[getter]
    fn names(&self) -> Vec<Option<String>> {
        self.names.clone()
    }

    fn judge(&self, record: &[u8], form: &str) -> PyResult<Disposition> {
        let form = record_form(form)?;
        let mut judge = self.judge.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Disposition::of(&judge.judge(record, form)))
    }

    fn judge_missing(&self) -> Disposition {
        let mut judge = self.judge.lock().unwrap_or_else(PoisonError::into_inner);
        Disposition::of(&judge.judge_payload(None))
    }

    fn explain(&self, record: &[u8], form: &str) -> PyResult<Explanation> {
        Explanation::of(self, record, record_form(form)?)
    }

    fn evaluate_paths(
        &self,
        py: Python<'_>,
        paths: Vec<PathBuf>,
        reading: Reading,
        watch: Option<Py<PyAny>>,
    ) -> PyResult<Tally> {
        let source = Source::Paths(paths);
        evaluate(py, self, source, &reading, Watch::new(watch), &mut |_| {})
    }

    fn evaluate_records(
        &self,
        py: Python<'_>,
        records: Py<PyAny>,
        reading: Reading,
        watch: Option<Py<PyAny>>,
    ) -> PyResult<Tally> {
        let source = Source::Records(records);
        evaluate(py, self, source, &reading, Watch::new(watch), &mut |_| {})
    }

    fn estimate_paths(
        &self,
        py: Python<'_>,
        paths: Vec<PathBuf>,
        reading: Reading,
        settings: Settings,
        watch: Option<Py<PyAny>>,
    ) -> PyResult<Report> {
        estimate(
            py,
            self,
            Source::Paths(paths),
            &reading,
            &settings,
            Watch::new(watch),
        )
    }

    fn estimate_records(
        &self,
        py: Python<'_>,
        records: Py<PyAny>,
        reading: Reading,
        settings: Settings,
        watch: Option<Py<PyAny>>,
    ) -> PyResult<Report> {
        estimate(
            py,
            self,
            Source::Records(records),
            &reading,
            &settings,
            Watch::new(watch),
        )
    }

    fn mask(&self, py: Python<'_>, array: AnyArray, form: &str) -> PyResult<PyChunkedArray> {
        column::mask(py, self, array, record_form(form)?)
    }

    fn dispositions(&self, py: Python<'_>, array: AnyArray, form: &str) -> PyResult<Columns> {
        column::dispositions(py, self, array, record_form(form)?)
    }
}

/// Reads `record` or `payload`.
pub(crate) fn record_form(name: &str) -> PyResult<RecordForm> {
    match name {
        "record" => Ok(RecordForm::Record),
        "payload" => Ok(RecordForm::Payload),
        _ => Err(PyValueError::new_err(format!(
            "expected record or payload, not {name}"
        ))),
    }
}
