//! Ranges of IP addresses, compared as event-ruler does: hex digit by hex digit, a verdict as soon as one is
//! possible, without a look at how many digits there are.
//!
//! A range of four-byte addresses therefore also holds sixteen-byte addresses that begin with one of its own, and a
//! range of sixteen-byte addresses holds four-byte ones that lie strictly between its ends (event-ruler 2.0.1,
//! `ByteMachine.addRangePattern`).

use super::number_line::{NumberLine, Stretch};
use super::{Effort, TermId};

/// Most digits an address has.
const DIGITS_MAX: usize = 32;

/// A closed range of addresses of one family, as hex digits (0 to 15), 8 or 32 of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct AddressRange {
    pub(crate) low: Box<[u8]>,
    pub(crate) high: Box<[u8]>,
    /// Only these digits and no more.
    pub(crate) whole: bool,
    /// The digits of a comparable number count.
    pub(crate) reads_numbers: bool,
}

/// What the digits were read from.
#[derive(Clone, Copy, PartialEq)]
enum Origin {
    Address,
    ComparableNumber,
    OtherNumber,
}

impl AddressRange {
    fn holds(&self, digits: &[u8], origin: Origin) -> bool {
        match origin {
            Origin::Address if self.whole => return *self.low == *digits,
            Origin::Address => {}
            _ if self.whole => return false,
            Origin::ComparableNumber if !self.reads_numbers => return false,
            _ => {}
        }
        let (low, high) = (&*self.low, &*self.high);
        if let Some(digits) = digits.get(..low.len()) {
            return low <= digits && digits <= high;
        }
        &low[..digits.len()] < digits && digits < &high[..digits.len()]
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
    pub(crate) fn new(ranges: &[(AddressRange, TermId)]) -> Self {
        let stretch = |r: &AddressRange| Stretch {
            low: pad(&r.low, 0),
            high: pad(&r.high, 0xf),
        };
        let stretches: Vec<_> = ranges
            .iter()
            .zip(0..)
            .map(|((range, _), n)| (stretch(range), TermId(n)))
            .collect();
        Self {
            line: NumberLine::new(&stretches),
            ranges: ranges.to_vec(),
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
        comparable: bool,
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
        let origin = if comparable {
            Origin::ComparableNumber
        } else {
            Origin::OtherNumber
        };
        self.find_digits(&room[..count], origin, effort, found);
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
        self.line.find(pad(digits, 0), effort, |number| {
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

    pub(crate) fn bytes(&self) -> usize {
        self.line.bytes() + self.ranges.len() * 2 * DIGITS_MAX
    }
}

/// The digits as the high end of a 128-bit number, the rest filled with `filler`.
fn pad(digits: &[u8], filler: u8) -> u128 {
    let filled = digits
        .iter()
        .copied()
        .chain(std::iter::repeat(filler))
        .take(DIGITS_MAX);
    filled.fold(0, |number, digit| number << 4 | u128::from(digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_meet_as_digits() {
        let range = |low: &[u8], high: &[u8]| AddressRange {
            low: low.into(),
            high: high.into(),
            whole: false,
            reads_numbers: true,
        };
        let all_short = range(&[0; 8], &[15; 8]);
        let all_long = range(&[0; 32], &[15; 32]);
        let ranges = AddressRanges::new(&[(all_short, TermId(0)), (all_long, TermId(1))]);
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
