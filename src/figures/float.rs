//! From exact decimals to the floating point of models.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// For models, which are floating point; never for money.
#[must_use]
pub fn float(number: Decimal) -> f64 {
    number.to_f64().unwrap_or(f64::MAX)
}
