//! An estimate whose replay is spread over a cluster. One executor puts the samples of all parts together and chooses what is
//! replayed ([`gather_parts`]), others replay groups of shards ([`replay_shards`]), and the driver adds up ([`Spread`]).

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, Int32Array, Int64Array, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use pyo3_arrow::{PyRecordBatch, PyTable};
use tidegate_estimate::{Asked, Chosen, FifoMark, Jobs, RecordsRead, Results, Sample, ShardRow};

use crate::compiled::Compiled;
use crate::estimate::{checked, settle_queue, unfinished};
use crate::idle;
use crate::report::Report;
use crate::request::asked;
use crate::sampler::Part;
use crate::settings::Settings;
use crate::tally::Tally;
use crate::wire::{read, written};

/// All parts of a table, as they are sent: what is replayed, and the region and the mark of a FIFO queue that the first records
/// have.
type Gathered = (Chosen, Option<String>, Option<FifoMark>);

/// Puts the samples of parts together, in the order of the table, and chooses what is replayed. Returns it as bytes, and the
/// rows of the groups of shards that can be replayed apart; `None` if they can't.
#[pyfunction]
pub(crate) fn gather_parts<'py>(
    py: Python<'py>,
    compiled: PyRef<'_, Compiled>,
    settings: Settings,
    parts: &Bound<'py, PyAny>,
) -> PyResult<(Bound<'py, PyBytes>, Option<PyRecordBatch>)> {
    let mut asked = asked(&compiled, &settings)?;
    let mut sample = Sample::new(asked.batch_size());
    let (mut region, mut fifo) = (None, None);
    for part in parts.try_iter()? {
        let part = part?;
        let part = part.cast::<PyBytes>()?.as_bytes();
        let (next, found, mark) = read::<Part>(part, "a part of an estimate")?;
        py.detach(|| sample.merge(next));
        region = region.or(found);
        fifo = fifo.or(mark);
    }
    // A queue that can't be FIFO with these settings is an error, which the driver raises.
    let _ = asked.settle_queue(fifo);
    let chosen = py.detach(|| asked.choose(sample));
    let rows = asked.shard_rows(&chosen).map(|rows| batch_of(&rows));
    let gathered: Gathered = (chosen, region, fifo);
    Ok((PyBytes::new(py, &written(&gathered)?), rows.transpose()?))
}

/// Replays groups of shards, all of whose rows are in the table, and returns the results of the jobs.
#[pyfunction]
pub(crate) fn replay_shards<'py>(
    py: Python<'py>,
    jobs: &[u8],
    rows: PyTable,
) -> PyResult<Bound<'py, PyBytes>> {
    let jobs: Jobs = read(jobs, "jobs of an estimate")?;
    let rows = rows.batches().iter().map(rows_of);
    let rows = rows.collect::<PyResult<Vec<_>>>()?.concat();
    let results = py.detach(|| jobs.run(rows));
    Ok(PyBytes::new(py, &written(&results)?))
}

/// The driver's part: the records that are replayed, and the results so far.
#[pyclass(frozen, module = "tidegate._native")]
pub(crate) struct Spread {
    asked: Asked,
    settings: Settings,
    read: RecordsRead,
    remarks: Vec<String>,
    state: Mutex<State>,
}

struct State {
    chosen: Chosen,
    /// The jobs that the executors are doing.
    open: Jobs,
}

#[pymethods]
impl Spread {
    /// `is_spread` says whether executors replay the shards.
    #[new]
    fn new(
        compiled: PyRef<'_, Compiled>,
        settings: Settings,
        gathered: &[u8],
        counts: PyRef<'_, Tally>,
        is_spread: bool,
    ) -> PyResult<Self> {
        let (mut chosen, region, fifo): Gathered = read(gathered, "the parts of an estimate")?;
        let mut asked = asked(&compiled, &settings)?;
        checked(&counts.counts)?;
        let mut remarks = counts.sentences();
        remarks.extend(settle_queue(&mut asked, fifo)?);
        asked.settle_region(region);
        if is_spread {
            chosen.spread();
        }
        let read = RecordsRead {
            route: compiled.route,
            proof: compiled.proof(),
            near: None,
            tally: counts.counts.clone(),
            names: compiled.names.clone(),
            remarks: Vec::new(),
            findings: compiled.findings(None),
        };
        let state = State {
            chosen,
            open: Jobs::default(),
        };
        Ok(Self {
            asked,
            settings,
            read,
            remarks,
            state: Mutex::new(state),
        })
    }

    /// Returns the number of records that are replayed.
    fn records(&self) -> usize {
        self.state().chosen.records()
    }

    /// Returns the report with these notes; `None` if the executors have jobs to do first.
    fn report(&self, py: Python<'_>, notes: Vec<String>) -> PyResult<Option<Report>> {
        let made = py.detach(|| {
            let state = self.state();
            self.asked.answer_spread(&state.chosen, &self.read)
        });
        let report = made.map_err(unfinished)?;
        Ok(report.map(|report| Report {
            idle: idle::sentences(&report, &self.settings),
            report,
            notes,
            remarks: self.remarks.clone(),
        }))
    }

    /// Returns the jobs that the report lacks, as bytes, and how many they are.
    fn jobs<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyBytes>, usize)> {
        let mut state = self.state();
        state.open = state.chosen.wanted();
        let jobs = PyBytes::new(py, &written(&state.open)?);
        Ok((jobs, state.open.count()))
    }

    /// Takes the results of all groups, in any order.
    fn add(&self, results: Vec<Bound<'_, PyBytes>>) -> PyResult<()> {
        let mut sum = Results::default();
        for bytes in results {
            let next: Results = read(bytes.as_bytes(), "the result of an executor")?;
            sum.merge(next)
                .map_err(|error| PyValueError::new_err(error.to_string()))?;
        }
        let mut state = self.state();
        let jobs = std::mem::take(&mut state.open);
        let taken = state.chosen.take(jobs, sum);
        taken.map_err(|error| PyValueError::new_err(error.to_string()))
    }
}

impl Spread {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The columns of rows: two numbers and three values of a row, all signed, as Spark's are.
const COLUMNS: [(&str, DataType); 5] = [
    ("shard", DataType::Int32),
    ("number", DataType::Int32),
    ("arrival", DataType::Int64),
    ("lane", DataType::Int64),
    ("bytes", DataType::Int32),
];

fn batch_of(rows: &[ShardRow]) -> PyResult<PyRecordBatch> {
    let fields = COLUMNS.map(|(name, kind)| Field::new(name, kind, false));
    let small = |part: fn(&ShardRow) -> u32| {
        Arc::new(Int32Array::from_iter_values(
            rows.iter().map(|row| part(row).cast_signed()),
        ))
    };
    let large =
        |part: fn(&ShardRow) -> i64| Arc::new(Int64Array::from_iter_values(rows.iter().map(part)));
    let batch = RecordBatch::try_new(
        Arc::new(Schema::new(fields.to_vec())),
        vec![
            small(|row| row.group),
            small(|row| row.number),
            large(|row| row.arrival_ms),
            large(|row| row.lane_key.cast_signed()),
            small(|row| row.bytes),
        ],
    );
    let batch = batch.map_err(|error| PyValueError::new_err(error.to_string()))?;
    Ok(PyRecordBatch::new(batch))
}

fn rows_of(batch: &RecordBatch) -> PyResult<Vec<ShardRow>> {
    let wrong =
        || PyTypeError::new_err("expected the rows of shards: five columns of whole numbers");
    let column = |number: usize| {
        batch
            .columns()
            .get(number)
            .filter(|it| it.null_count() == 0)
    };
    let small = |number| column(number).and_then(|it| it.as_primitive_opt::<Int32Type>());
    let large = |number| column(number).and_then(|it| it.as_primitive_opt::<Int64Type>());
    let (group, number, bytes) = (small(0), small(1), small(4));
    let (Some(group), Some(number), Some(bytes)) = (group, number, bytes) else {
        return Err(wrong());
    };
    let (Some(arrival), Some(lane)) = (large(2), large(3)) else {
        return Err(wrong());
    };
    let rows = (0..batch.num_rows()).map(|at| ShardRow {
        group: group.value(at).cast_unsigned(),
        number: number.value(at).cast_unsigned(),
        arrival_ms: arrival.value(at),
        lane_key: lane.value(at).cast_unsigned(),
        bytes: bytes.value(at).cast_unsigned(),
    });
    Ok(rows.collect())
}
