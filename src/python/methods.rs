//! The methods of `Compiled` that Python calls.

use std::path::PathBuf;
use std::sync::PoisonError;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3_arrow::PyChunkedArray;
use pyo3_arrow::input::AnyArray;

use crate::column::{self, Columns, Remarked};
use crate::compiled::Compiled;
use crate::disposition::Disposition;
use crate::estimate::estimate;
use crate::explanation::Explanation;
use crate::inputs::{Source, evaluate};
use crate::report::Report;
use crate::settings::{Reading, Settings, record_form};
use crate::tally::Tally;
use crate::watch::Watch;

/// The counts, a dict for each finding that the records show, how the files were read, and remarks on the records.
type Evaluated<'py> = (Tally, Vec<Bound<'py, PyDict>>, Vec<String>, Vec<String>);

impl Compiled {
    fn evaluated<'py>(
        &self,
        py: Python<'py>,
        source: Source,
        reading: &Reading,
        watch: Watch,
    ) -> PyResult<Evaluated<'py>> {
        let outcomes = evaluate(py, self, source, reading, watch, &mut |_| {})?;
        let shown = self.shown(&outcomes.shown).into_iter();
        let shown = shown.map(|it| it.dict(py, self.document()));
        let shown = shown.collect::<PyResult<_>>()?;
        Ok((outcomes.tally, shown, outcomes.notes, outcomes.remarks))
    }
}

impl Compiled {
    fn counted(
        &self,
        py: Python<'_>,
        array: AnyArray,
        form: &str,
        remarked: Remarked,
    ) -> PyResult<Tally> {
        let (counts, oddities) = column::count(py, self, array, (record_form(form)?, remarked))?;
        Ok(Tally {
            route: self.route,
            names: self.names.clone(),
            counts,
            oddities,
        })
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
        self.texts().collect()
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

    fn evaluate_paths<'py>(
        &self,
        py: Python<'py>,
        paths: Vec<PathBuf>,
        reading: Reading,
        watch: Option<Py<PyAny>>,
    ) -> PyResult<Evaluated<'py>> {
        let source = Source::Paths(paths);
        self.evaluated(py, source, &reading, Watch::new(watch))
    }

    fn evaluate_records<'py>(
        &self,
        py: Python<'py>,
        records: Py<PyAny>,
        reading: Reading,
        watch: Option<Py<PyAny>>,
    ) -> PyResult<Evaluated<'py>> {
        let source = Source::Records(records);
        self.evaluated(py, source, &reading, Watch::new(watch))
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

    fn count(&self, py: Python<'_>, array: AnyArray, form: &str) -> PyResult<Tally> {
        self.counted(py, array, form, Remarked::No)
    }

    /// As `count`, and says what users may not expect of the values.
    fn count_and_remark(&self, py: Python<'_>, array: AnyArray, form: &str) -> PyResult<Tally> {
        self.counted(py, array, form, Remarked::Yes)
    }
}
