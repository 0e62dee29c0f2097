//! What AWS does with one record, as a Python object.

use pyo3::prelude::*;
use tidegate_batch::{Assumption, Judged};
use tidegate_estimate::filter_number;

/// What AWS does with one record. It is true in a condition if the record is delivered.
///
/// Made by `Filter.match` and `Filter.match_payload`.
#[pyclass(frozen, eq, hash, module = "tidegate")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Disposition {
    /// "delivered", "filtered", "dropped" or "unreadable".
    #[pyo3(get)]
    kind: String,
    /// Why the record is dropped or unreadable, such as "not-json"; None for the other kinds.
    #[pyo3(get)]
    reason: Option<String>,
    filters: Vec<usize>,
    /// The decision of tidegate's that the disposition depends on, where AWS documents nothing; None if it depends on none.
    #[pyo3(get)]
    assumed: Option<String>,
}

impl Disposition {
    pub(crate) fn of(judged: &Judged<'_>) -> Self {
        Self {
            kind: judged.disposition.name().to_owned(),
            reason: judged.disposition.reason().map(str::to_owned),
            filters: judged.filters.iter().map(|it| filter_number(*it)).collect(),
            assumed: judged.assumption.map(Assumption::as_str).map(str::to_owned),
        }
    }
}

#[pymethods]
impl Disposition {
    /// Whether a filter delivers the record.
    #[getter]
    fn delivered(&self) -> bool {
        self.kind == "delivered"
    }

    /// The numbers of the filters that deliver the record, from 1; empty unless it is delivered.
    #[getter]
    fn filters<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, pyo3::types::PyTuple>> {
        pyo3::types::PyTuple::new(py, &self.filters)
    }

    fn __bool__(&self) -> bool {
        self.delivered()
    }

    fn __repr__(&self) -> String {
        let reason = self.reason.iter().map(|it| format!(", reason='{it}'"));
        let filters: Vec<_> = self.filters.iter().map(usize::to_string).collect();
        let filters = (!filters.is_empty()).then(|| format!(", filters=[{}]", filters.join(", ")));
        let more: String = reason.chain(filters).collect();
        format!("Disposition('{}'{more})", self.kind)
    }

    fn __reduce__(&self, py: Python<'_>) -> PyResult<(Py<PyAny>, Parts)> {
        let maker = py.import("tidegate._native")?.getattr("disposition")?;
        let parts = (
            self.kind.clone(),
            self.reason.clone(),
            self.filters.clone(),
            self.assumed.clone(),
        );
        Ok((maker.unbind(), parts))
    }
}

/// The fields of a disposition, in their order.
type Parts = (String, Option<String>, Vec<usize>, Option<String>);

/// Makes a disposition again that was pickled.
#[pyfunction]
pub(crate) fn disposition(
    kind: String,
    reason: Option<String>,
    filters: Vec<usize>,
    assumed: Option<String>,
) -> Disposition {
    Disposition {
        kind,
        reason,
        filters,
        assumed,
    }
}
