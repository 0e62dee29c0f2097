//! The records of an archive, one by one: whatever `evaluate` can read from a file, out of bytes.

use std::ops::ControlFlow;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};
use tidegate_batch::{Disposition, Input, UnreadableReason};

use crate::compiled::Compiled;
use crate::refusal::refusal;
use crate::settings::Reading;

/// Returns the records in the bytes of a file, as `Filter.match` takes them; and whether they are payloads, as
/// `Filter.match_payload` does.
#[pyfunction]
pub(crate) fn records_of<'py>(
    py: Python<'py>,
    compiled: PyRef<'_, Compiled>,
    file: &[u8],
    name: &str,
    reading: Reading,
) -> PyResult<(Bound<'py, PyList>, bool)> {
    let options = reading.options()?;
    let refused = |why: &str| PyValueError::new_err(format!("{name}: {why}"));
    let input = Input::of_bytes(file, compiled.route.source(), &options);
    let input = input.map_err(|error| refusal(name, &error))?;
    let (mut records, mut payloads, mut cut) = (Vec::new(), 0, false);
    let read = tidegate_batch::evaluate(&compiled.filters, input, &options, &mut |outcome| {
        cut = outcome.judged.disposition == Disposition::Unreadable(UnreadableReason::Truncated);
        payloads += usize::from(outcome.form == tidegate_batch::RecordForm::Payload);
        records.push(PyBytes::new(py, outcome.record).unbind());
        ControlFlow::Continue(())
    });
    read.map_err(|error| refusal(name, &error))?;
    if cut {
        return Err(refused("it ends inside a record"));
    }
    if payloads != 0 && payloads != records.len() {
        return Err(refused(
            "some of its records are payloads, and others are not",
        ));
    }
    Ok((PyList::new(py, records)?, payloads > 0))
}
