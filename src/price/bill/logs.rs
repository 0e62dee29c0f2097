//! The line for the logs of functions, which CloudWatch bills by the bytes it takes in.

use rust_decimal::Decimal;

use super::Line;
use super::free::{FreeTier, beyond};
use crate::{Item, NoPrice, Rates};

/// Bytes that Lambda itself logs for an invocation as text: the lines START (71), END (52) and REPORT (141), with a
/// request id of 36 characters. Counted in the example lines of the Lambda Developer Guide, read 2026-11-23.
pub const LOG_BYTES_TEXT: u64 = 264;

/// Bytes that Lambda itself logs for an invocation as JSON: `platform.start` (219) and `platform.report` (264). Source as
/// above.
pub const LOG_BYTES_JSON: u64 = 483;

/// Returns the line for log lines, in GB of 2^30 bytes ([`gb_from_bytes`](super::gb_from_bytes)). The tiers end at round
/// thousands of GB, as in the only published calculation (a third-party account, 2025-05).
///
/// # Errors
/// [`NoPrice`] if logs have no price in the region.
pub fn logs(rates: &Rates, gigabytes: Decimal, free: &FreeTier) -> Result<Line, NoPrice> {
    let price = rates.price(Item::Logs)?;
    Ok(Line::new(
        Item::Logs,
        price,
        beyond(gigabytes, free.log_gb()),
    ))
}
