//! Ranges of IP addresses, compared as event-ruler does: hex digit by hex digit, a verdict as soon as one is
//! possible, without a look at how many digits there are.
//!
//! A range of four-byte addresses therefore also holds sixteen-byte addresses that begin with one of its own, and a
//! range of sixteen-byte addresses holds four-byte ones that lie strictly between its ends (event-ruler 2.0.1,
//! `ByteMachine.addRangePattern`).

use super::bytes_table::hash;
use super::number_line::{NumberLine, Stretch};
use super::slots::Slots;
use super::{Effort, TermId};

/// Most digits an address has.
const DIGITS_MAX: usize = 32;

/// A closed range of addresses of one family, as hex digits (0 to 15), 8 or 32 of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AddressRange {
    digits: u8,
    extent: Extent,
    numbers: Numbers,
    /// The ends as the high digits of a number, zeros behind them.
    low: u128,
    high: u128,
}

/// Which digits of an address a range speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Extent {
    /// Any that begin within the range.
    Leading,
    /// Only its own, and no more.
    Whole,
}

/// Whether the digits of a comparable number are read as those of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Numbers {
    Read,
    Ignored,
}

/// Whether event-ruler compares a number by value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Comparable,
    Incomparable,
}

/// What the digits were read from.
#[derive(Clone, Copy, PartialEq)]
enum Origin {
    Address,
    Number(Comparison),
}

impl AddressRange {
    /// The range of these ends, which have the same number of digits.
    pub(crate) fn new(low: &[u8], high: &[u8], extent: Extent, numbers: Numbers) -> Self {
        debug_assert_eq!(low.len(), high.len(), "ends of one family");
        Self {
            digits: u8::try_from(low.len()).expect("at most 32 digits"),
            extent,
            numbers,
            low: pad(low),
            high: pad(high),
        }
    }

    fn holds(&self, digits: &[u8], origin: Origin) -> bool {
        let (count, value) = (digits.len(), pad(digits));
        let own_count = usize::from(self.digits);
        match origin {
            Origin::Address if self.extent == Extent::Whole => {
                return count == own_count && self.low == value;
            }
            Origin::Address => {}
            Origin::Number(_) if self.extent == Extent::Whole => return false,
            Origin::Number(Comparison::Comparable) if self.numbers == Numbers::Ignored => {
                return false;
            }
            Origin::Number(_) => {}
        }
        let seen = leading(count.min(own_count));
        let [low, value, high] = [self.low, value, self.high].map(|end| end & seen);
        match count >= own_count {
            true => low <= value && value <= high,
            false => low < value && value < high,
        }
    }

    fn stretch(&self) -> Stretch<u128> {
        Stretch {
            low: self.low,
            high: self.high | !leading(usize::from(self.digits)),
        }
    }

    fn hash(&self) -> u64 {
        let flags = u128::from(self.digits) << 2
            | u128::from(self.extent == Extent::Whole) << 1
            | u128::from(self.numbers == Numbers::Read);
        let words = [self.low.to_le_bytes(), self.high.to_le_bytes()];
        hash(words.as_flattened()) ^ hash(&flags.to_le_bytes())
    }
}

/// Address ranges on their way into an index.
#[derive(Clone, Debug, Default)]
pub(crate) struct AddressTerms {
    slots: Slots,
    ranges: Vec<(AddressRange, TermId)>,
}

impl AddressTerms {
    /// Adds a range under the term `next`, unless it is there: answers its term.
    pub(crate) fn intern(&mut self, range: AddressRange, next: TermId) -> TermId {
        let ranges = &self.ranges;
        let is_it = |number: u32| ranges[number as usize].0 == range;
        if let Some(known) = self.slots.find(range.hash(), is_it) {
            return ranges[known as usize].1;
        }
        let number = u32::try_from(ranges.len()).expect("fewer than 2^32 ranges");
        self.ranges.push((range, next));
        let rehash = |number: u32| self.ranges[number as usize].0.hash();
        self.slots.insert(range.hash(), number, rehash);
        next
    }
}

/// The address ranges asked for on one path.
#[derive(Clone, Debug, Default)]
pub(crate) struct AddressRanges {
    line: NumberLine<u128>,
    /// By position: the number the line answers is an index into this.
    ranges: Vec<(AddressRange, TermId)>,
}

impl AddressRanges {
    pub(crate) fn new(terms: AddressTerms) -> Self {
        let mut ranges = terms.ranges;
        ranges.sort_by_key(|(range, _)| range.low);
        ranges.shrink_to_fit();
        let numbered = ranges.iter().zip(0..);
        let stretches: Vec<_> = numbered
            .map(|((range, _), n)| (range.stretch(), TermId(n)))
            .collect();
        Self {
            line: NumberLine::new(&stretches),
            ranges,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Every range that holds the address of these digits goes to `found`.
    pub(crate) fn find(&self, digits: &[u8], effort: &mut Effort, found: impl FnMut(TermId)) {
        self.find_digits(digits, Origin::Address, effort, found);
    }

    /// Every range that holds the text of a number, read as hex digits up to the first byte that is none (only
    /// upper-case ones are), goes to `found`.
    pub(crate) fn find_number(
        &self,
        text: &[u8],
        comparison: Comparison,
        effort: &mut Effort,
        found: impl FnMut(TermId),
    ) {
        let mut room = [0; DIGITS_MAX];
        let digits = text.iter().map_while(|&byte| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'A'..=b'F' => Some(byte - b'A' + 10),
            _ => None,
        });
        let mut count = 0;
        for (place, digit) in room.iter_mut().zip(digits) {
            *place = digit;
            count += 1;
        }
        self.find_digits(&room[..count], Origin::Number(comparison), effort, found);
    }

    fn find_digits(
        &self,
        digits: &[u8],
        origin: Origin,
        effort: &mut Effort,
        mut found: impl FnMut(TermId),
    ) {
        if self.is_empty() || digits.is_empty() {
            return;
        }
        let mut candidates = 0;
        self.line.find(pad(digits), effort, |number| {
            candidates += 1;
            let (range, term) = &self.ranges[number.0 as usize];
            if range.holds(digits, origin) {
                found(*term);
            }
        });
        effort.candidates += candidates;
    }

    /// How many elementary intervals.
    pub(crate) fn len(&self) -> usize {
        self.line.len()
    }

    /// Whether the ranges overlap so much that they hang on a tree.
    pub(crate) fn is_tree(&self) -> bool {
        self.line.is_tree()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.line.bytes() + size_of_val(&self.ranges[..])
    }
}

/// The digits as the high end of a 128-bit number, zeros behind them.
fn pad(digits: &[u8]) -> u128 {
    let shifts = (0..DIGITS_MAX).rev();
    digits
        .iter()
        .zip(shifts)
        .fold(0, |number, (digit, digits_behind)| {
            number | u128::from(*digit) << (4 * digits_behind)
        })
}

/// Ones in so many leading digits.
fn leading(count: usize) -> u128 {
    u128::MAX
        .checked_shr(4 * count as u32)
        .map_or(u128::MAX, |behind| !behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_meet_as_digits() {
        let range =
            |low: &[u8], high: &[u8]| AddressRange::new(low, high, Extent::Leading, Numbers::Read);
        let all_short = range(&[0; 8], &[15; 8]);
        let all_long = range(&[0; 32], &[15; 32]);
        let mut terms = AddressTerms::default();
        assert_eq!(terms.intern(all_short, TermId(0)), TermId(0));
        assert_eq!(terms.intern(all_long, TermId(1)), TermId(1));
        assert_eq!(terms.intern(all_short, TermId(2)), TermId(0));
        let ranges = AddressRanges::new(terms);
        let hits = |digits: &[u8]| {
            let mut out = Vec::new();
            ranges.find(digits, &mut Effort::default(), |term| out.push(term.0));
            out.sort_unstable();
            out
        };
        assert_eq!(hits(&[0; 32]), [0, 1]);
        assert_eq!(hits(&[0, 1, 0, 2, 0, 3, 0, 4]), [0, 1]);
        assert_eq!(hits(&[0; 8]), [0]);
        assert_eq!(hits(&[1, 0, 5]), [0, 1]);
        assert_eq!(hits(&[0]), [] as [u32; 0]);
    }
}
