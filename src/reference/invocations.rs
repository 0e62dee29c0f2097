//! Counts how many times a function is invoked, in the simplest way.
//!
//! In: for each record in input order whether it is delivered, and the batch size. Out: the number of invocations
//! without and with the filters. Invariant: low ≤ expected ≤ high ≤ unfiltered.
//!
//! The model: records are read in groups of the batch size, in input order. Without filters each group is one
//! invocation. With filters there are at least as many as whole batches of delivered records. The expected number is
//! one for every group that holds a delivered record. At most there is one for each delivered record, but no more than
//! there are groups.

/// Invocations at three levels of certainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invocations {
    /// The number if delivered records fill every batch.
    pub low: usize,
    /// The number if a batch is the delivered records of one group.
    pub expected: usize,
    /// The number if each delivered record comes alone.
    pub high: usize,
}

/// Invocations of one mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Without filters; the three levels are equal.
    pub unfiltered: Invocations,
    /// With filters.
    pub filtered: Invocations,
}

/// Counts invocations for these records: `delivered` says for each whether a filter delivers it. A batch size of 0
/// counts as 1.
pub fn invocations(delivered: &[bool], batch_size: usize) -> Count {
    let size = batch_size.min(delivered.len()).max(1);
    let groups: Vec<&[bool]> = delivered.chunks(size).collect();
    let matched = delivered
        .iter()
        .filter(|is_delivered| **is_delivered)
        .count();
    Count {
        unfiltered: Invocations {
            low: groups.len(),
            expected: groups.len(),
            high: groups.len(),
        },
        filtered: Invocations {
            low: matched.div_ceil(size),
            expected: groups.iter().filter(|group| group.contains(&true)).count(),
            high: matched.min(groups.len()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Invocations, invocations};

    fn filtered(pattern: &str, batch_size: usize) -> (usize, usize, usize) {
        let delivered: Vec<bool> = pattern.chars().map(|mark| mark == '+').collect();
        let Invocations {
            low,
            expected,
            high,
        } = invocations(&delivered, batch_size).filtered;
        (low, expected, high)
    }

    #[test]
    fn spread_records_take_more_invocations_than_packed_ones() {
        assert_eq!(filtered("+--+--+--+", 3), (2, 4, 4));
        assert_eq!(filtered("++++------", 3), (2, 2, 4));
        assert_eq!(filtered("----------", 3), (0, 0, 0));
    }

    #[test]
    fn batches_are_at_most_as_large_as_the_input() {
        assert_eq!(filtered("+-+", 100), (1, 1, 1));
        assert_eq!(
            invocations(&[true, false, true], 100).unfiltered.expected,
            1
        );
        assert_eq!(invocations(&[], 10).unfiltered.expected, 0);
        assert_eq!(filtered("++", 0), (2, 2, 2));
    }
}
