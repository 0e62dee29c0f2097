//! The keyword arguments of Python, as they come: each is checked by the package that uses it.

use std::path::PathBuf;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tidegate_batch::{InputKind, Options, RecordForm, Throughput};

/// How inputs are read.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Reading {
    /// `record` or `payload`, for records that come one by one.
    pub(crate) form: String,
    /// The kind of the inputs, as `--input` names it; `None` to recognise it.
    input: Option<String>,
    threads: usize,
    max_record_bytes: Option<u64>,
    enhanced_fan_out: bool,
}

impl Reading {
    pub(crate) fn options(&self) -> PyResult<Options> {
        let input = self
            .input
            .as_deref()
            .map(str::parse::<InputKind>)
            .transpose();
        Ok(Options {
            input: input.map_err(|error| PyValueError::new_err(error.to_string()))?,
            threads: self.threads,
            throughput: match self.enhanced_fan_out {
                true => Throughput::EnhancedFanOut,
                false => Throughput::Shared,
            },
            max_record_bytes: self.max_record_bytes,
        })
    }
}

/// The settings of an estimate.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Settings {
    /// What `aws lambda get-event-source-mapping` prints, and which of several mappings.
    pub(crate) mapping: Option<String>,
    pub(crate) mapping_name: Option<String>,
    pub(crate) batch_size: Option<u32>,
    pub(crate) window: Option<u32>,
    pub(crate) shards: Option<u32>,
    pub(crate) parallelization_factor: Option<u32>,
    pub(crate) fifo: bool,
    pub(crate) rabbitmq: bool,
    pub(crate) maximum_concurrency: Option<u32>,
    pub(crate) provisioned_pollers: Option<(u32, u32)>,
    pub(crate) retries: Option<u32>,
    pub(crate) maximum_record_age: Option<u32>,
    pub(crate) retention: Option<u32>,
    pub(crate) retry_pause: Option<(u32, u32)>,
    pub(crate) on_failure_destination: bool,
    pub(crate) bisect: bool,
    pub(crate) report_item_failures: bool,
    pub(crate) visibility_timeout: Option<u32>,
    pub(crate) tumbling_window: Option<u32>,
    pub(crate) on_demand: bool,
    pub(crate) enhanced_fan_out: bool,
    pub(crate) rate: Option<String>,
    pub(crate) arrivals: String,
    pub(crate) burst: u32,
    pub(crate) seed: u64,
    /// Per cent, as text: decimals stay exact.
    pub(crate) failing: String,
    pub(crate) poison: String,
    pub(crate) memory: u32,
    pub(crate) duration_ms: Option<String>,
    pub(crate) reserved: Option<u32>,
    pub(crate) arch: String,
    pub(crate) storage: u32,
    pub(crate) init_ms: Option<String>,
    pub(crate) cold_share: String,
    pub(crate) snapstart: bool,
    pub(crate) savings_plan: String,
    pub(crate) log_bytes: Option<u64>,
    pub(crate) region: Option<String>,
    pub(crate) prices: Option<PathBuf>,
    pub(crate) free_tier: Vec<String>,
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
