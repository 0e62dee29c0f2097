//! Converts milliseconds, megabytes and bytes to the units that AWS bills.

use rust_decimal::Decimal;

/// Megabytes in a gigabyte of memory, as AWS counts them.
const MB_PER_GB: u32 = 1024;

/// Bytes in a gigabyte of logs or state.
const BYTES_PER_GB: u32 = 1 << 30;

/// Bytes of payload that SQS and EventBridge count as one request.
const PAYLOAD_UNIT_BYTES: u64 = 64 * 1024;

/// Returns the milliseconds that one invocation is billed: handler and initialisation together, rounded up. `init_ms` is
/// zero on a warm start. AWS has billed initialisation since 2025-08-01 (AWS Compute Blog, 2025-04).
///
/// ```
/// use tidegate_figures::Decimal;
/// use tidegate_price::bill;
/// let billed = bill::billed_ms(Decimal::new(79_67, 2), Decimal::ZERO);
/// assert_eq!(billed, Decimal::from(80));
/// ```
#[must_use]
pub fn billed_ms(handler_ms: Decimal, init_ms: Decimal) -> Decimal {
    handler_ms.saturating_add(init_ms).ceil()
}

/// Returns GB-seconds: seconds of run time times memory in GB of 1024 MB.
#[must_use]
pub fn gb_seconds(seconds: Decimal, memory_mb: u32) -> Decimal {
    let megabyte_seconds = seconds.saturating_mul(Decimal::from(memory_mb));
    quotient(megabyte_seconds, MB_PER_GB)
}

/// Converts bytes to GB of 2^30 bytes, the unit in which logs and durable state are billed.
#[must_use]
pub fn gb_from_bytes(bytes: Decimal) -> Decimal {
    quotient(bytes, BYTES_PER_GB)
}

/// Returns how many requests a payload of this size counts as in SQS, or how many events on a bus: one for each 64 KB or
/// part of it, and at least one (third-party pages on SQS and EventBridge prices, 2026-03).
#[must_use]
pub const fn payload_units(bytes: u64) -> u64 {
    let units = bytes.div_ceil(PAYLOAD_UNIT_BYTES);
    if units == 0 { 1 } else { units }
}

/// Divides by a constant above zero, which can't fail.
pub(super) fn quotient(dividend: Decimal, divisor: u32) -> Decimal {
    debug_assert!(divisor > 0, "only constants are divided by");
    dividend
        .checked_div(Decimal::from(divisor))
        .unwrap_or_default()
}
