//! Converts exact decimals to the floating point numbers of models.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Converts a decimal to floating point, for models only. Money must stay exact.
#[must_use]
pub fn float(number: Decimal) -> f64 {
    number.to_f64().unwrap_or(f64::MAX)
}
