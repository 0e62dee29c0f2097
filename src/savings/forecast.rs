//! Invocations with and without filters, each as a range. `low <= expected <= high` holds for every range.

/// How often a function is invoked: at least, most likely, at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Invocations {
    /// No fewer than this.
    pub low: u64,
    /// What the model expects.
    pub expected: u64,
    /// No more than this.
    pub high: u64,
}

impl Invocations {
    /// The same count at all three levels: nothing is uncertain about it.
    #[must_use]
    pub const fn exactly(count: u64) -> Self {
        Self {
            low: count,
            expected: count,
            high: count,
        }
    }
}

/// The difference that filters make. Negative where they raise the number of invocations, which smaller batches can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Avoided {
    /// The fewest avoided: unfiltered at its lowest, filtered at its highest.
    pub low: i64,
    /// Expected against expected.
    pub expected: i64,
    /// The most avoided: unfiltered at its highest, filtered at its lowest.
    pub high: i64,
}

/// Invocations for one set of records, with the filters and without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// If every record were delivered.
    pub unfiltered: Invocations,
    /// With the filters.
    pub filtered: Invocations,
}

impl Forecast {
    /// A bus that invokes once per event and rule that matches it: nothing is batched, so nothing is uncertain.
    /// Without patterns, each of the `rules` would match each of the `events`.
    ///
    /// ```
    /// let forecast = tidegate_savings::Forecast::per_match(100, 2, 30);
    /// assert_eq!(forecast.avoided().expected, 170);
    /// ```
    #[must_use]
    pub const fn per_match(events: u64, rules: u64, matches: u64) -> Self {
        let unfiltered = Invocations::exactly(events.saturating_mul(rules));
        Self {
            unfiltered,
            filtered: Invocations::exactly(matches),
        }
    }

    /// What the filters avoid.
    #[must_use]
    pub fn avoided(&self) -> Avoided {
        Avoided {
            low: difference(self.unfiltered.low, self.filtered.high),
            expected: difference(self.unfiltered.expected, self.filtered.expected),
            high: difference(self.unfiltered.high, self.filtered.low),
        }
    }
}

/// `a - b`; held at the bounds of `i64`, which no count of records reaches.
fn difference(a: u64, b: u64) -> i64 {
    i64::try_from(i128::from(a) - i128::from(b)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn avoided_is_a_range_in_order() {
        let filtered = Invocations {
            low: 2,
            expected: 5,
            high: 9,
        };
        let forecast = Forecast {
            unfiltered: Invocations::exactly(10),
            filtered,
        };
        assert_eq!(
            forecast.avoided(),
            Avoided {
                low: 1,
                expected: 5,
                high: 8
            }
        );
    }

    #[test]
    fn more_invocations_than_before_are_negative() {
        let filtered = Invocations {
            low: 8,
            expected: 11,
            high: 12,
        };
        let forecast = Forecast {
            unfiltered: Invocations::exactly(10),
            filtered,
        };
        assert_eq!(
            forecast.avoided(),
            Avoided {
                low: -2,
                expected: -1,
                high: 2
            }
        );
    }
}
