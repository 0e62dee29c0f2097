//! Takes invocations and returns the largest number that run at one instant. Invariant: an invocation that ends when
//! another starts does not overlap it.

use super::run::{Invocation, count};

/// Counts at every instant at which an invocation starts. The maximum is always reached at one of these.
pub(crate) fn concurrency_max(invocations: &[Invocation]) -> u64 {
    let running_at = |instant: u64| {
        let runs = |one: &&Invocation| one.start <= instant && instant < one.end;
        count(&invocations.iter().filter(runs).collect::<Vec<_>>())
    };
    let starts = invocations.iter().map(|one| one.start);
    starts.map(running_at).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Invocation, concurrency_max};

    fn of(intervals: &[(u64, u64)]) -> u64 {
        let invocation = |&(start, end)| Invocation {
            start,
            end,
            records: 1,
        };
        concurrency_max(&intervals.iter().map(invocation).collect::<Vec<_>>())
    }

    #[test]
    fn intervals_exclude_their_end() {
        assert_eq!(of(&[]), 0);
        assert_eq!(of(&[(0, 5), (5, 9)]), 1);
        assert_eq!(of(&[(0, 5), (4, 9), (4, 5), (3, 4)]), 3);
    }

    #[test]
    fn invocations_without_duration_are_not_counted() {
        assert_eq!(of(&[(3, 3)]), 0);
        assert_eq!(of(&[(0, 5), (3, 3)]), 1);
    }
}
