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

/// The settings of an estimate that were given.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Settings {
    /// What `aws lambda get-event-source-mapping` prints, and which of several mappings.
    #[pyo3(default)]
    pub(crate) mapping: Option<String>,
    #[pyo3(default)]
    pub(crate) mapping_name: Option<String>,
    #[pyo3(default)]
    pub(crate) batch_size: Option<u32>,
    #[pyo3(default)]
    pub(crate) window: Option<u32>,
    #[pyo3(default)]
    pub(crate) shards: Option<u32>,
    #[pyo3(default)]
    pub(crate) parallelization_factor: Option<u32>,
    #[pyo3(default)]
    pub(crate) fifo: bool,
    #[pyo3(default)]
    pub(crate) rabbitmq: bool,
    #[pyo3(default)]
    pub(crate) maximum_concurrency: Option<u32>,
    #[pyo3(default)]
    pub(crate) provisioned_pollers: Option<(u32, u32)>,
    /// Fewest pollers of the other mappings.
    #[pyo3(default)]
    pub(crate) poller_group: Option<u32>,
    #[pyo3(default)]
    pub(crate) retries: Option<u32>,
    #[pyo3(default)]
    pub(crate) maximum_record_age: Option<u32>,
    #[pyo3(default)]
    pub(crate) retention: Option<u32>,
    #[pyo3(default)]
    pub(crate) retry_pause: Option<(u32, u32)>,
    #[pyo3(default)]
    pub(crate) on_failure: Option<String>,
    #[pyo3(default)]
    pub(crate) bisect: bool,
    #[pyo3(default)]
    pub(crate) report_item_failures: bool,
    #[pyo3(default)]
    pub(crate) visibility_timeout: Option<u32>,
    #[pyo3(default)]
    pub(crate) tumbling_window: Option<u32>,
    #[pyo3(default)]
    pub(crate) on_demand: bool,
    #[pyo3(default)]
    pub(crate) enhanced_fan_out: bool,
    #[pyo3(default)]
    pub(crate) rate: Option<String>,
    #[pyo3(default)]
    pub(crate) arrivals: Option<String>,
    #[pyo3(default)]
    pub(crate) burst: Option<u32>,
    #[pyo3(default)]
    pub(crate) seed: Option<u64>,
    /// Per cent, as text: decimals stay exact.
    #[pyo3(default)]
    pub(crate) failing: Option<String>,
    #[pyo3(default)]
    pub(crate) poison: Option<String>,
    #[pyo3(default)]
    pub(crate) memory: Option<u32>,
    #[pyo3(default)]
    pub(crate) duration_ms: Option<String>,
    #[pyo3(default)]
    pub(crate) reserved: Option<u32>,
    #[pyo3(default)]
    pub(crate) arch: Option<String>,
    #[pyo3(default)]
    pub(crate) storage: Option<u32>,
    #[pyo3(default)]
    pub(crate) init_ms: Option<String>,
    #[pyo3(default)]
    pub(crate) cold_share: Option<String>,
    #[pyo3(default)]
    pub(crate) snapstart: bool,
    #[pyo3(default)]
    pub(crate) savings_plan: Option<String>,
    #[pyo3(default)]
    pub(crate) log_bytes: Option<u64>,
    #[pyo3(default)]
    pub(crate) region: Option<String>,
    #[pyo3(default)]
    pub(crate) prices: Option<PathBuf>,
    /// Empty unless some are given.
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
