//! Invocations with and without filters, each at four levels.

use tidegate_figures::Levels;

/// Invocations for one set of records, with the filters and without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// If every record were delivered.
    pub unfiltered: Levels<u64>,
    /// With the filters.
    pub filtered: Levels<u64>,
}

impl Forecast {
    /// Returns the invocations of a bus, one for each event and rule that matches it: nothing is batched, so nothing is
    /// uncertain. Without patterns, each of the `rules` would match each of the `events`.
    ///
    /// ```
    /// let forecast = tidegate_estimate::Forecast::per_match(100, 2, 30);
    /// assert_eq!(forecast.avoided().expected, 170);
    /// ```
    #[must_use]
    pub const fn per_match(events: u64, rules: u64, matches: u64) -> Self {
        let unfiltered = Levels::exactly(events.saturating_mul(rules));
        Self {
            unfiltered,
            filtered: Levels::exactly(matches),
        }
    }

    /// Returns the invocations avoided. Each level is compared with itself: full batches today with full batches under
    /// the filters. Negative if there are more than before, which smaller batches can cause.
    #[must_use]
    pub fn avoided(&self) -> Levels<i64> {
        let both = self.unfiltered.zip(self.filtered);
        both.map(|(unfiltered, filtered)| difference(unfiltered, filtered))
    }
}

/// Returns `a - b`, limited to the bounds of `i64`, which no count of records reaches.
fn difference(a: u64, b: u64) -> i64 {
    i64::try_from(i128::from(a) - i128::from(b)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forecast(unfiltered: u64, [low, expected, conservative, high]: [u64; 4]) -> Forecast {
        Forecast {
            unfiltered: Levels::exactly(unfiltered),
            filtered: Levels {
                low,
                expected,
                conservative,
                high,
            },
        }
    }

    #[test]
    fn each_level_subtracts_within_itself() {
        let mut forecast = forecast(10, [2, 5, 6, 9]);
        forecast.unfiltered.low = 3;
        forecast.unfiltered.high = 90;
        assert_eq!(forecast.avoided().array(), [1, 5, 4, 81]);
    }

    #[test]
    fn more_invocations_than_before_are_negative() {
        let avoided = forecast(10, [8, 11, 11, 12]).avoided();
        assert_eq!((avoided.low, avoided.expected, avoided.high), (2, -1, -2));
    }
}
