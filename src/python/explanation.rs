//! Why one record is delivered or not, as a Python object. The tree and the sentences are those of the command `explain`.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::sync::PoisonError;
use tidegate_batch::{RecordExplanation, RecordForm, Repair, Route};
use tidegate_explain::{Explained, RecordRemarks, Setting, entry, record_out};
use tidegate_report::{Palette, json};

use crate::column::outcome_of;
use crate::compiled::Compiled;
use crate::disposition::Disposition;

/// Why one record is delivered or not. `tidegate.Explanation` is its public face.
#[pyclass(frozen, module = "tidegate._native")]
#[derive(Debug)]
pub(crate) struct Explanation {
    route: Route,
    names: Vec<Option<String>>,
    record: Vec<u8>,
    form: RecordForm,
    disposition: Disposition,
    why: RecordExplanation,
    repair: Option<Repair>,
    /// Facts that users may not expect of the record, a sentence each.
    #[pyo3(get)]
    remarks: Vec<String>,
}

impl Explanation {
    pub(crate) fn of(compiled: &Compiled, record: &[u8], form: RecordForm) -> PyResult<Self> {
        let explainer = compiled.filters.explainer();
        let mut explainer =
            explainer.map_err(|error| PyValueError::new_err(format!("can't explain {error}")))?;
        let mut judge = compiled
            .judge
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let outcome = outcome_of(record, form, judge.judge(record, form));
        let mut remarks = RecordRemarks::new(&compiled.filters);
        remarks.take("the record", &outcome);
        let why = explainer.explain(&outcome);
        Ok(Self {
            route: compiled.route,
            names: compiled.names.clone(),
            record: record.to_vec(),
            form,
            disposition: Disposition::of(&outcome.judged),
            remarks: remarks.oddities().sentences(),
            repair: explainer.repair(&outcome, &why),
            why,
        })
    }

    fn setting(&self, columns: usize) -> Setting<'_> {
        Setting {
            route: self.route,
            names: &self.names,
            columns,
        }
    }

    fn explained(&self) -> Explained<'_> {
        Explained {
            index: 0,
            record: &self.record,
            form: self.form,
            why: &self.why,
            repair: self.repair.as_ref(),
        }
    }
}

#[pymethods]
impl Explanation {
    /// What AWS does with the record.
    #[getter]
    fn disposition(&self) -> Disposition {
        self.disposition.clone()
    }

    /// The filter that would have delivered the record, if one edit is enough.
    #[getter]
    fn repair(&self) -> Option<&str> {
        self.repair.as_ref().map(|repair| repair.pattern.as_str())
    }

    fn text(&self, columns: usize) -> String {
        entry(self.setting(columns), self.explained()).text(columns, &Palette::PLAIN)
    }

    fn json(&self) -> String {
        json(&record_out(self.setting(80), self.explained()))
    }
}
