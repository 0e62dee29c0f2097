//! Keys of doubles: integers in the same order as the doubles.

/// Maps a double to its key.
pub(super) fn order_key(double: f64) -> u64 {
    let bits = double.to_bits();
    if bits >> 63 == 0 {
        bits | 1 << 63
    } else {
        !bits
    }
}

/// The keys of the smallest and the largest finite number. They bound one-sided ranges.
pub(crate) fn key_bounds() -> (u64, u64) {
    (order_key(-f64::MAX), order_key(f64::MAX))
}
