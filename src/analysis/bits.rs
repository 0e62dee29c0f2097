//! Sets of small numbers: the cells of one field, or the lists that a value satisfies.

/// A set of numbers below a fixed count. Sets are combined only with sets of the same count.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn none(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    pub(crate) fn all(count: usize) -> Self {
        Self::of(count, 0..count)
    }

    pub(crate) fn of(count: usize, numbers: impl IntoIterator<Item = usize>) -> Self {
        let mut bits = Self::none(count);
        numbers.into_iter().for_each(|number| bits.set(number));
        bits
    }

    pub(crate) fn set(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    pub(crate) fn has(&self, number: usize) -> bool {
        self.0[number / 64] >> (number % 64) & 1 == 1
    }

    pub(crate) fn and(&self, other: &Self) -> Self {
        self.zipped(other, |one, other| one & other)
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        self.zipped(other, |one, other| one & !other)
    }

    fn zipped(&self, other: &Self, combine: impl Fn(u64, u64) -> u64) -> Self {
        let words = self.0.iter().zip(&other.0);
        Self(words.map(|(one, other)| combine(*one, *other)).collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        let mut words = self.0.iter().zip(&other.0);
        words.any(|(one, other)| one & other != 0)
    }

    pub(crate) fn is_in(&self, other: &Self) -> bool {
        let mut words = self.0.iter().zip(&other.0);
        words.all(|(one, other)| one & !other == 0)
    }

    /// Returns the numbers, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
            bits.map(move |bit| at * 64 + bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_combine_across_words() {
        let low = Bits::of(130, [0, 63, 64]);
        let high = Bits::of(130, [64, 129]);
        assert!(low.meets(&high) && !low.is_in(&high));
        assert_eq!(low.and(&high).iter().collect::<Vec<_>>(), [64]);
        assert_eq!(low.minus(&high).iter().collect::<Vec<_>>(), [0, 63]);
        assert!(low.minus(&Bits::all(130)).is_empty() && low.is_in(&Bits::all(130)));
        assert!(high.has(129) && !high.has(1));
    }
}
