//! Reads `platform.report` records, which Lambda writes for functions with JSON logging. Members are read by name,
//! because their order differs between runtimes.
//!
//! Format: Lambda Developer Guide, "Lambda Telemetry API Event schema reference", read 2026-11-23.

use rust_decimal::Decimal;
use serde_json::Value;

use super::found::Found;
use super::invocation::{Figures, number};
use super::text::ending;

/// The types of records about invocations, and about initialisations alone.
pub(super) const REPORT: &str = "platform.report";
const INIT_REPORT: &str = "platform.initReport";

/// Reads one record. Records of other types are [`Found::Other`].
pub(super) fn platform(record: &Value) -> Found {
    match record.get("type").and_then(Value::as_str) {
        Some(REPORT) => match figures(record).and_then(|figures| figures.finish()) {
            Ok(invocation) => Found::Report(invocation),
            Err(reason) => Found::Malformed(reason),
        },
        Some(INIT_REPORT) if status(record).is_some_and(|status| status != "success") => {
            Found::FailedInit
        }
        _ => Found::Other,
    }
}

fn status(record: &Value) -> Option<&str> {
    record.pointer("/record/status").and_then(Value::as_str)
}

fn figures(record: &Value) -> Result<Figures, String> {
    let metrics = record
        .pointer("/record/metrics")
        .ok_or("the record has no `record.metrics`")?;
    let read = |name: &str| -> Result<Option<Decimal>, String> {
        match metrics.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(value)) => number(&value.to_string())
                .map(Some)
                .ok_or_else(|| format!("`{name}` is {value}")),
            Some(other) => Err(format!("`{name}` is {other}, which is not a number")),
        }
    };
    Ok(Figures {
        duration_ms: read("durationMs")?,
        billed_ms: read("billedDurationMs")?,
        memory_mb: read("memorySizeMB")?,
        max_memory_mb: read("maxMemoryUsedMB")?,
        init_ms: read("initDurationMs")?,
        restore_ms: read("restoreDurationMs")?,
        billed_restore_ms: read("billedRestoreDurationMs")?,
        ending: status(record).map(ending),
    })
}
