//! Keys of doubles: integers that are ordered as the doubles are.

/// Maps a double to an integer so that order is kept.
pub(super) fn order_key(double: f64) -> u64 {
    let bits = double.to_bits();
    if bits >> 63 == 0 {
        bits | 1 << 63
    } else {
        !bits
    }
}

/// The keys of the largest finite numbers, both ways: what a one-sided range is bounded by.
pub(crate) fn key_bounds() -> (u64, u64) {
    (order_key(-f64::MAX), order_key(f64::MAX))
}
