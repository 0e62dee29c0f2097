//! Numbers that come from a replay, as JSON has them: with six digits, so that platforms print the same.

use serde::{Serialize, Serializer};
use tidegate_figures::rounded;

pub(super) fn six_digits<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(rounded(*number))
}

pub(super) fn six_digits_or_none<S: Serializer>(
    number: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    number.map(rounded).serialize(serializer)
}
