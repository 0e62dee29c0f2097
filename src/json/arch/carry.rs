//! From the classes of 64 bytes to their tokens: plain 64-bit logic, the same in every kernel, and what one block hands
//! to the next.

use std::ops::Range;

use super::block::{Block, Summary};

const EVEN: u64 = 0x5555_5555_5555_5555;

/// One bit per byte of a block.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Class {
    /// One of the six structural characters; a form feed and 0x1a, which are neither that nor white space, may pass
    /// for `,` and `:`.
    pub(super) structural: u64,
    pub(super) white_space: u64,
    pub(super) digit: u64,
}

/// What one block hands to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Carry {
    /// 1 if the first byte of the block is escaped.
    escaped: u64,
    /// All ones if the block starts inside a string.
    in_string: u64,
    /// 1 if the byte before the block belongs to a run of ordinary bytes outside strings.
    in_run: u64,
    /// The latest stretch with bytes above 0x7f, from the first of them to the last; not checked to be UTF-8 yet.
    non_ascii: Range<usize>,
}

/// Bytes above 0x7f with no more bytes between them are checked together.
const GAP_MAX: usize = 16;

impl Carry {
    /// Of the quotes, those that no backslash escapes.
    #[inline(always)]
    pub(super) fn unescaped(&mut self, quote: u64, backslash: u64) -> u64 {
        if backslash == 0 {
            return quote & !std::mem::take(&mut self.escaped);
        }
        let carried = self.escaped;
        let escaping = backslash & !carried;
        let starts = escaping & !(escaping << 1);
        // A run's first bit makes the sum carry through to the byte behind it, which is escaped if the run is odd.
        let (behind_even, _) = escaping.overflowing_add(starts & EVEN);
        let (behind_odd, runs_on) = escaping.overflowing_add(starts & !EVEN);
        self.escaped = u64::from(runs_on);
        let behind = behind_even & !EVEN | behind_odd & EVEN;
        quote & !(behind & !escaping | carried)
    }

    /// The bytes from each opening quote up to, not including, its closing quote. Bit *i* of `parity` is the parity of
    /// the unescaped quotes up to byte *i*.
    #[inline(always)]
    pub(super) fn strings(&mut self, parity: u64) -> u64 {
        let string = parity ^ self.in_string;
        self.in_string = 0u64.wrapping_sub(string >> 63);
        string
    }

    /// The masks of a block with these unescaped quotes around these strings.
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

    /// Takes note of the bytes above 0x7f in the block at `base`, which is not empty.
    #[cold]
    pub(super) fn non_ascii(&mut self, input: &[u8], base: usize, bytes: u64, out: &mut Summary) {
        let first = base + bytes.trailing_zeros() as usize;
        if first > self.non_ascii.end + GAP_MAX {
            self.finish(input, out);
            self.non_ascii.start = first;
        }
        self.non_ascii.end = base + 64 - bytes.leading_zeros() as usize;
    }

    /// Checks what is left to be checked. A stretch ends where ASCII is, so no character lies across its ends.
    #[inline(always)]
    pub(super) fn finish(&self, input: &[u8], out: &mut Summary) {
        if !self.non_ascii.is_empty() && out.not_utf8_at.is_none() {
            let wrong = std::str::from_utf8(&input[self.non_ascii.clone()]).err();
            out.not_utf8_at = wrong.map(|wrong| self.non_ascii.start + wrong.valid_up_to());
        }
    }
}
