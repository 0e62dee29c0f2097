//! Finds the tokens of 64 bytes from the classes of the bytes, with plain 64-bit logic that is the same in every kernel.
//! [`Carry`] is the state that one block hands to the next.

use std::ops::Range;

use super::block::{Block, Summary};

const EVEN: u64 = 0x5555_5555_5555_5555;

/// The classes of the bytes of a block, one bit for each byte.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Class {
    /// The six structural characters. Form feeds and bytes 0x1a may be marked too, as if they were `,` and `:`; the walk
    /// refuses them.
    pub(super) structural: u64,
    pub(super) white_space: u64,
    pub(super) digit: u64,
}

/// The state that one block hands to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Carry {
    /// 1 if the first byte of the block is escaped.
    escaped: u64,
    /// All ones if the block starts inside a string.
    in_string: u64,
    /// 1 if the byte before the block belongs to a run of ordinary bytes outside strings.
    in_run: u64,
    /// The latest range of bytes above 0x7f, from the first of them to the last; not yet checked to be UTF-8.
    non_ascii: Range<usize>,
}

/// Most bytes between two bytes above 0x7f that are checked as one range of UTF-8.
const GAP_MAX: usize = 16;

impl Carry {
    /// Returns the quotes that no backslash escapes.
    ///
    /// A quote after a run of backslashes is escaped if the run has an odd length. No loop counts them. Adding the first bit
    /// of a run to the mask clears the run and sets the bit after it. The length is odd if one of the two bits is at an even
    /// place and the other at an odd one:
    ///
    /// ```text
    /// place                     0 1 2 3 4 5 6 7 8
    /// text                      a \ \ \ " b \ \ "
    /// backslash                 . x x x . . x x .
    /// starts                    . x . . . . x . .
    ///
    /// backslash + even starts   . x x x . . . . x    of these the odd places:    1 3
    /// backslash + odd starts    . . . . x . x x .    of these the even places:   4 6
    /// both, not backslashes     . . . . x . . . .    the quote at 4 is escaped
    /// ```
    #[inline(always)]
    pub(super) fn unescaped(&mut self, quote: u64, backslash: u64) -> u64 {
        if backslash == 0 {
            return quote & !std::mem::take(&mut self.escaped);
        }
        let carried = self.escaped;
        let escaping = backslash & !carried;
        let starts = escaping & !(escaping << 1);
        // Adding a run's first bit carries through to the byte after the run, which is escaped if the run's length is odd.
        let (after_even, _) = escaping.overflowing_add(starts & EVEN);
        let (after_odd, runs_on) = escaping.overflowing_add(starts & !EVEN);
        self.escaped = u64::from(runs_on);
        let after_runs = after_even & !EVEN | after_odd & EVEN;
        quote & !(after_runs & !escaping | carried)
    }

    /// Marks the bytes from each opening quote up to, not including, its closing quote. Bit *i* of `parity` must be the
    /// parity of the unescaped quotes up to byte *i*.
    #[inline(always)]
    pub(super) fn strings(&mut self, parity: u64) -> u64 {
        let string = parity ^ self.in_string;
        self.in_string = 0u64.wrapping_sub(string >> 63);
        string
    }

    /// Makes the masks of a block from its classes, its unescaped quotes and its strings.
    #[inline(always)]
    pub(super) fn block(&mut self, class: &Class, quote: u64, string: u64) -> Block {
        let outside = !(string | quote);
        let structural = class.structural & outside;
        let run = outside & !structural & !class.white_space;
        let starts = run & !(run << 1 | self.in_run);
        self.in_run = run >> 63;
        Block {
            tokens: structural | quote & string | starts,
            quotes: quote,
            digits: class.digit,
        }
    }

    /// Notes the bytes above 0x7f in the block at `base`; there must be at least one.
    #[cold]
    pub(super) fn non_ascii(&mut self, input: &[u8], base: usize, bytes: u64, out: &mut Summary) {
        let first = base + bytes.trailing_zeros() as usize;
        if first > self.non_ascii.end + GAP_MAX {
            self.finish(input, out);
            self.non_ascii.start = first;
        }
        self.non_ascii.end = base + 64 - bytes.leading_zeros() as usize;
    }

    /// Checks the last range of bytes above 0x7f. ASCII or an end of the text is on both sides of a range, so that no
    /// character is cut by it.
    #[inline(always)]
    pub(super) fn finish(&self, input: &[u8], out: &mut Summary) {
        if !self.non_ascii.is_empty() && out.not_utf8_at.is_none() {
            let wrong = std::str::from_utf8(&input[self.non_ascii.clone()]).err();
            out.not_utf8_at = wrong.map(|wrong| self.non_ascii.start + wrong.valid_up_to());
        }
    }
}
