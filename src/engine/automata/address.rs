//! Ranges of IP addresses, compared as event-ruler compares them: hex digit by hex digit until the result is certain,
//! without comparing the numbers of digits.
//!
//! Therefore a range of four-byte addresses also holds the sixteen-byte addresses that begin with one of its own. A
//! range of sixteen-byte addresses also holds the four-byte addresses that lie strictly between its ends (event-ruler
//! 2.0.1, `ByteMachine.addRangePattern`).

use super::bytes_table::hash;
use super::number_line::{ClosedRange, NumberLine};
use super::slots::Slots;
use super::{Effort, TermId};

/// Most digits an address has.
const DIGITS_MAX: usize = 32;

/// A closed range of addresses of one family, as 8 or 32 hex digits (0 to 15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AddressRange {
    digits: u8,
    extent: Extent,
    numbers: Numbers,
    /// The ends, as the high digits of a number; the digits after them are zeros.
    low: u128,
    high: u128,
}

/// How many digits of an address are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Extent {
    /// The leading digits: the range holds every address that begins within it.
    Leading,
    /// All digits: the range holds only its own addresses.
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

/// The kind of value that the digits were read from.
#[derive(Clone, Copy, PartialEq)]
enum Origin {
    Address,
    Number(Comparison),
}

impl AddressRange {
    /// A range with these ends, which must have the same number of digits.
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

    fn closed_range(&self) -> ClosedRange<u128> {
        ClosedRange {
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

/// Distinct address ranges, each with its term, from which an index is built.
#[derive(Clone, Debug, Default)]
pub(crate) struct AddressTerms {
    slots: Slots,
    ranges: Vec<(AddressRange, TermId)>,
}

impl AddressTerms {
    /// Adds a range under the term `next` unless it is known. Returns its term.
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
    /// The numbers in `line` are indexes into this.
    ranges: Vec<(AddressRange, TermId)>,
}

impl AddressRanges {
    pub(crate) fn new(terms: AddressTerms) -> Self {
        let mut ranges = terms.ranges;
        ranges.sort_by_key(|(range, _)| range.low);
        ranges.shrink_to_fit();
        let numbered = ranges.iter().zip(0..);
        let closed: Vec<_> = numbered
            .map(|((range, _), n)| (range.closed_range(), TermId(n)))
            .collect();
        Self {
            line: NumberLine::new(&closed),
            ranges,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Calls `found` with every range that holds the address with these digits.
    pub(crate) fn find(&self, digits: &[u8], effort: &mut Effort, found: impl FnMut(TermId)) {
        self.find_digits(digits, Origin::Address, effort, found);
    }

    /// Calls `found` with every range that holds the text of a number. The text is read as hex digits up to the first
    /// byte that is not one; only upper-case letters count.
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

    /// The number of elementary intervals.
    pub(crate) fn len(&self) -> usize {
        self.line.len()
    }

    /// Whether the ranges overlap so much that a tree holds them.
    pub(crate) fn is_tree(&self) -> bool {
        self.line.is_tree()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.line.bytes() + size_of_val(&self.ranges[..])
    }
}

/// The digits as the high end of a 128-bit number, followed by zeros.
fn pad(digits: &[u8]) -> u128 {
    let shifts = (0..DIGITS_MAX).rev();
    digits
        .iter()
        .zip(shifts)
        .fold(0, |number, (digit, digits_after)| {
            number | u128::from(*digit) << (4 * digits_after)
        })
}

/// A mask of the first `count` digits.
fn leading(count: usize) -> u128 {
    u128::MAX
        .checked_shr(4 * count as u32)
        .map_or(u128::MAX, |rest| !rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_of_different_length_are_compared_by_digits() {
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
