//! The index of a text: the kernel's masks, and look-ups in them for tokens, quotes and digits.

use super::arch::{Block, Kernel, Summary};

/// The masks of one text; reused from text to text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    kernel: Kernel,
    blocks: Vec<Block>,
    pub(super) summary: Summary,
}

impl Index {
    /// Finds the tokens of `input`.
    #[inline]
    pub(crate) fn build(&mut self, input: &[u8]) {
        self.summary = self.kernel.masks(input, &mut self.blocks);
    }

    #[inline]
    pub(super) fn tokens(&self) -> Tokens<'_> {
        Tokens {
            blocks: self.blocks.iter(),
            base: 0usize.wrapping_sub(64),
            bits: 0,
        }
    }

    /// The offset of the first quote after `at`.
    #[inline]
    pub(super) fn next_quote(&self, at: usize) -> Option<usize> {
        next_set_bit(at, |block| self.blocks.get(block).map(|block| block.quotes))
    }

    /// A mask of the digits among the 64 bytes from `at` on, the first byte lowest.
    #[inline]
    pub(super) fn digits(&self, at: usize) -> u64 {
        let digits = |block: usize| self.blocks.get(block).map_or(0, |block| block.digits);
        let (block, shift) = (at / 64, at % 64);
        digits(block) >> shift | digits(block + 1) << 1 << (63 - shift)
    }
}

/// The first offset after `at` whose bit is set. `mask` returns the bits of a block, or `None` after the last block.
#[inline(always)]
pub(super) fn next_set_bit(at: usize, mut mask: impl FnMut(usize) -> Option<u64>) -> Option<usize> {
    let mut block = at / 64;
    let mut bits = mask(block)? & !1 << (at % 64);
    while bits == 0 {
        block += 1;
        bits = mask(block)?;
    }
    Some(64 * block + bits.trailing_zeros() as usize)
}

/// The offsets of the tokens, in order.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'i> {
    blocks: std::slice::Iter<'i, Block>,
    /// The offset of the block whose remaining tokens are in `bits`.
    base: usize,
    bits: u64,
}

impl Iterator for Tokens<'_> {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        while self.bits == 0 {
            self.bits = self.blocks.next()?.tokens;
            self.base = self.base.wrapping_add(64);
        }
        let at = self.base + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidegate_fixtures::testing::Draw;

    #[test]
    fn digits_and_quotes_are_found_from_everywhere() {
        let mut draw = Draw::new(5);
        let text: Vec<u8> = (0..1_000)
            .map(|_| draw.one_of(b"0123456789\"a ,"))
            .collect();
        let mut index = Index::default();
        index.build(&text);
        for at in 0..text.len() {
            let is_digit = |bit: &usize| text.get(at + bit).is_some_and(u8::is_ascii_digit);
            let digits = (0..64)
                .filter(is_digit)
                .fold(0, |bits, bit| bits | 1_u64 << bit);
            assert_eq!(index.digits(at), digits, "at {at}");
            let quote = (at + 1..text.len()).find(|&at| text[at] == b'"');
            assert_eq!(index.next_quote(at), quote, "at {at}");
        }
    }
}
