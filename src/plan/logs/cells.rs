//! Reads rows of CloudWatch Logs Insights: turns the fields that Insights finds in Lambda's logs into a report.
//!
//! Source of the fields: CloudWatch Logs User Guide, "Supported logs and discovered fields", read 2026-11-23. Insights
//! gives memory in bytes, with 1,000,000 bytes to the megabyte, as its own sample queries divide it. Small numbers are
//! read as megabytes.

use rust_decimal::Decimal;

use super::found::Found;
use super::invocation::{Figures, number};
use super::line::line;

/// The column with the whole line, and the columns used if it is absent.
pub(super) const MESSAGE: &str = "@message";
const DURATION: &str = "@duration";
const BILLED: &str = "@billedDuration";
const MEMORY: &str = "@memorySize";
const MEMORY_USED: &str = "@maxMemoryUsed";
const INIT: &str = "@initDuration";

/// The columns that a report needs if there is no message.
pub(super) const FIGURES: [&str; 3] = [DURATION, BILLED, MEMORY];

/// Numbers above this are bytes, not megabytes.
const MB_MAX: u32 = 100_000;
const BYTES_PER_MB: u32 = 1_000_000;

/// Reads a row; `field` looks up its fields. The message takes precedence: it has every figure as Lambda wrote it.
pub(super) fn found(field: &dyn Fn(&str) -> Option<String>) -> Found {
    let filled = |name: &str| field(name).filter(|value| !value.trim().is_empty());
    if let Some(message) = filled(MESSAGE) {
        return line(&message);
    }
    if filled(DURATION).is_none() {
        return Found::Other;
    }
    match figures(&filled).and_then(|figures| figures.finish()) {
        Ok(invocation) => Found::Report(invocation),
        Err(reason) => Found::Malformed(reason),
    }
}

fn figures(filled: &dyn Fn(&str) -> Option<String>) -> Result<Figures, String> {
    let read = |name: &str| -> Result<Option<Decimal>, String> {
        let Some(value) = filled(name) else {
            return Ok(None);
        };
        let read =
            number(&value).ok_or_else(|| format!("`{name}` is `{value}`, which is not a number"));
        read.map(Some)
    };
    Ok(Figures {
        duration_ms: read(DURATION)?,
        billed_ms: read(BILLED)?,
        memory_mb: read(MEMORY)?.map(megabytes),
        max_memory_mb: read(MEMORY_USED)?.map(megabytes),
        init_ms: read(INIT)?,
        ..Figures::default()
    })
}

fn megabytes(figure: Decimal) -> Decimal {
    if figure > Decimal::from(MB_MAX) {
        figure / Decimal::from(BYTES_PER_MB)
    } else {
        figure
    }
}
