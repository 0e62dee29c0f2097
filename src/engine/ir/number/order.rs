//! Keys of doubles: integers in the same order as the doubles.

/// Maps a double to its key.
pub(crate) fn order_key(double: f64) -> u64 {
    let bits = double.to_bits();
    if bits >> 63 == 0 {
        bits | 1 << 63
    } else {
        !bits
    }
}

/// The double with this key.
pub(crate) fn double_of_key(key: u64) -> f64 {
    let is_positive = key >> 63 == 1;
    f64::from_bits(if is_positive { key & !(1 << 63) } else { !key })
}

/// The keys of the smallest and the largest finite number. They bound one-sided ranges.
pub(crate) fn key_bounds() -> (u64, u64) {
    (order_key(-f64::MAX), order_key(f64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_found_by_their_keys() {
        for double in [0.0, 1.5, -1.5, f64::MAX, -f64::MAX, f64::INFINITY] {
            assert_eq!(double_of_key(order_key(double)).to_bits(), double.to_bits());
        }
    }
}
