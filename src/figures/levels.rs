//! A figure at four levels of certainty. What the levels mean stands with whatever is counted; the order is always
//! `low <= expected <= conservative <= high`.

/// One figure, from the least it can be to the most.
///
/// ```
/// use tidegate_figures::Levels;
/// let invocations = Levels { low: 1_u64, expected: 4, conservative: 5, high: 10 };
/// assert_eq!(invocations.map(|count| count * 2).high, 20);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

    /// From low to high.
    #[must_use]
    pub const fn array(self) -> [T; 4] {
        [self.low, self.expected, self.conservative, self.high]
    }
}
