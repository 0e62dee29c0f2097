//! Estimates on a cluster: each part of a table becomes a sample, which is sent as bytes.

use std::sync::{Mutex, PoisonError};

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, Int64Array};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use pyo3_arrow::PyArray;
use tidegate::Source;
use tidegate_batch::{Judge, RecordForm};
use tidegate_estimate::{FifoFinder, FifoMark, RegionFinder, Sample};
use tidegate_explain::RecordRemarks;

use crate::column::{each_value, error_sentence, outcome_of};
use crate::compiled::Compiled;
use crate::request::asked;
use crate::settings::{Settings, record_form};
use crate::tally::Tally;
use crate::wire::written;

/// A part of a table, as it is sent: its sample, and the region and the mark of a FIFO queue that its first records have.
pub(crate) type Part = (Sample, Option<String>, Option<FifoMark>);

/// The sample of one part of a table.
#[pyclass(frozen, module = "tidegate._native")]
pub(crate) struct Sampler {
    compiled: Py<Compiled>,
    state: Mutex<State>,
}

struct State {
    judge: Judge,
    sample: Sample,
    region: RegionFinder,
    fifo: FifoFinder,
    remarks: RecordRemarks,
    tally: tidegate_batch::Tally,
}

impl State {
    fn add(
        &mut self,
        origin: Source,
        record: &[u8],
        form: RecordForm,
        arrival: Option<Option<i64>>,
    ) {
        let mut judged = self.judge.judge(record, form);
        if let Some(arrival_ms) = arrival {
            judged.arrival_ms = arrival_ms;
        }
        let outcome = outcome_of(record, form, judged);
        self.tally.add(&outcome.judged);
        self.sample.push(origin, &outcome);
        self.region.look(origin, &outcome);
        self.fifo.look(origin, &outcome);
        self.remarks.take("the table", &outcome);
    }
}

fn times(column: &PyArray) -> PyResult<&Int64Array> {
    let times = column.array().as_primitive_opt::<Int64Type>();
    times
        .ok_or_else(|| PyTypeError::new_err("expected a column of milliseconds as 64-bit integers"))
}

fn time(times: &Int64Array, row: usize) -> Option<i64> {
    (row < times.len() && times.is_valid(row)).then(|| times.value(row))
}

#[pymethods]
impl Sampler {
    /// `records` is about how many the whole table has.
    #[new]
    fn new(
        py: Python<'_>,
        compiled: Py<Compiled>,
        settings: Settings,
        records: u64,
    ) -> PyResult<Self> {
        let of = compiled.borrow(py);
        let asked = asked(&of, &settings)?;
        let state = Mutex::new(State {
            judge: of.filters.judge(),
            sample: Sample::of_part(asked.batch_size(), records),
            region: RegionFinder::default(),
            fifo: FifoFinder::default(),
            remarks: RecordRemarks::new(&of.filters),
            tally: tidegate_batch::Tally::new(of.filters.len()),
        });
        drop(of);
        Ok(Self { compiled, state })
    }

    /// Adds the records of a column. `arrivals` holds the milliseconds since 1970 at which they arrived; without it, the
    /// records say so themselves, or they do not.
    fn add(
        &self,
        py: Python<'_>,
        array: PyArray,
        form: &str,
        arrivals: Option<PyArray>,
    ) -> PyResult<()> {
        let form = record_form(form)?;
        let origin = self.compiled.borrow(py).route.source();
        let arrivals = arrivals.as_ref().map(times).transpose()?;
        let column = array.array();
        let added = py.detach(|| {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let mut row = 0;
            each_value(&**column, &mut |value| {
                if let Some(record) = value {
                    state.add(origin, record, form, arrivals.map(|it| time(it, row)));
                }
                row += 1;
            })
        });
        added.map_err(|error| PyTypeError::new_err(error_sentence(error)))
    }

    /// Returns the sample as bytes, and the counts.
    fn finish<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyBytes>, Tally)> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let region = state.region.clone().found();
        let bytes = written(&(&state.sample, region, state.fifo.found()))?;
        let compiled = self.compiled.borrow(py);
        let tally = Tally {
            route: compiled.route,
            names: compiled.names.clone(),
            counts: state.tally.clone(),
            oddities: state.remarks.oddities().clone(),
        };
        Ok((PyBytes::new(py, &bytes), tally))
    }
}
