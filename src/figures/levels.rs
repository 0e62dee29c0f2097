//! A figure at four levels of certainty. What the levels mean stands with whatever is counted.

use serde::{Deserialize, Serialize};

/// One figure, from the least it can be to the most: `low <= expected <= conservative <= high`. What is
/// [left](Self::left_of) of a whole has its conservative level below the expected one.
///
/// ```
/// use tidegate_figures::Levels;
/// let invocations = Levels { low: 1_u64, expected: 4, conservative: 5, high: 10 };
/// assert_eq!(invocations.map(|count| count * 2).high, 20);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levels<T> {
    /// No less than this.
    pub low: T,
    /// Most likely, on the better-founded of the readings that AWS's silence allows.
    pub expected: T,
    /// On the less favourable reading.
    pub conservative: T,
    /// No more than this.
    pub high: T,
}

impl<T> Levels<T> {
    /// Each level changed in the same way.
    #[must_use]
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Levels<U> {
        Levels {
            low: change(self.low),
            expected: change(self.expected),
            conservative: change(self.conservative),
            high: change(self.high),
        }
    }

    /// Each level by reference.
    #[must_use]
    pub const fn as_ref(&self) -> Levels<&T> {
        Levels {
            low: &self.low,
            expected: &self.expected,
            conservative: &self.conservative,
            high: &self.high,
        }
    }

    /// Two figures, level by level.
    #[must_use]
    pub fn zip<U>(self, other: Levels<U>) -> Levels<(T, U)> {
        Levels {
            low: (self.low, other.low),
            expected: (self.expected, other.expected),
            conservative: (self.conservative, other.conservative),
            high: (self.high, other.high),
        }
    }

    /// What a whole leaves if these are taken from it: the most taken leaves the least.
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

    /// From low to high.
    #[must_use]
    pub fn array(self) -> [T; 4] {
        [self.low, self.expected, self.conservative, self.high]
    }
}

impl<T: Copy> Levels<T> {
    /// The same at all levels: nothing is uncertain about it.
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
