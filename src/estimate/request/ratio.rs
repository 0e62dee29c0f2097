//! Proportions of counts, without overflow.

/// Returns `count * by / of`, rounded to the nearest.
pub(super) fn ratio(count: u64, by: u64, of: u64) -> u64 {
    let (count, by, of) = (u128::from(count), u128::from(by), u128::from(of.max(1)));
    u64::try_from((count * by + of / 2) / of).unwrap_or(u64::MAX)
}
