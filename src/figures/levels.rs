//! A figure at four levels of certainty. The users of [`Levels`] say what each level means for their figures.

use serde::{Deserialize, Serialize};

/// One figure, from the smallest possible value to the largest: `low <= expected <= conservative <= high`. If the figure is
/// a remainder ([`left_of`](Self::left_of)), its conservative level is below the expected one instead.
///
/// ```
/// use tidegate_figures::Levels;
/// let invocations = Levels { low: 1_u64, expected: 4, conservative: 5, high: 10 };
/// assert_eq!(invocations.map(|count| count * 2).high, 20);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levels<T> {
    /// The figure is at least this, under the assumptions that are stated with it.
    pub low: T,
    /// The most likely figure. If AWS does not document a behaviour, it assumes the reading with the better evidence.
    pub expected: T,
    /// The figure under the less favourable reading.
    pub conservative: T,
    /// The figure is at most this, under the same assumptions.
    pub high: T,
}

impl<T> Levels<T> {
    /// Applies `change` to each level.
    #[must_use]
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Levels<U> {
        Levels {
            low: change(self.low),
            expected: change(self.expected),
            conservative: change(self.conservative),
            high: change(self.high),
        }
    }

    /// Returns each level by reference.
    #[must_use]
    pub const fn as_ref(&self) -> Levels<&T> {
        Levels {
            low: &self.low,
            expected: &self.expected,
            conservative: &self.conservative,
            high: &self.high,
        }
    }

    /// Pairs two figures, level by level.
    #[must_use]
    pub fn zip<U>(self, other: Levels<U>) -> Levels<(T, U)> {
        Levels {
            low: (self.low, other.low),
            expected: (self.expected, other.expected),
            conservative: (self.conservative, other.conservative),
            high: (self.high, other.high),
        }
    }

    /// Returns the remainder of a whole; `take` subtracts one level from it. The largest amount taken leaves the smallest
    /// remainder, so `low` and `high` change places.
    ///
    /// ```
    /// use tidegate_figures::Levels;
    /// let taken = Levels { low: 1, expected: 4, conservative: 5, high: 10 };
    /// let left = taken.left_of(|taken| 10 - taken);
    /// assert_eq!((left.low, left.conservative, left.expected, left.high), (0, 5, 6, 9));
    /// ```
    #[must_use]
    pub fn left_of<U>(self, take: impl FnMut(T) -> U) -> Levels<U> {
        let Levels {
            low: least,
            expected,
            conservative,
            high: most,
        } = self.map(take);
        Levels {
            low: most,
            expected,
            conservative,
            high: least,
        }
    }

    /// Returns the four levels in the order of the fields.
    #[must_use]
    pub fn array(self) -> [T; 4] {
        [self.low, self.expected, self.conservative, self.high]
    }
}

impl<T: Copy> Levels<T> {
    /// A figure without uncertainty: the same value at all levels.
    #[must_use]
    pub const fn exactly(value: T) -> Self {
        Self {
            low: value,
            expected: value,
            conservative: value,
            high: value,
        }
    }
}
