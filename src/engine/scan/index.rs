//! Where the tokens and the digits of a text are: the kernel's masks, and what is read off them.

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
    pub(crate) fn build(&mut self, input: &[u8]) {
        self.summary = self.kernel.masks(input, &mut self.blocks);
    }

    pub(super) fn tokens(&self) -> Tokens<'_> {
        Tokens {
            blocks: self.blocks.iter(),
            base: 0usize.wrapping_sub(64),
            bits: 0,
        }
    }

    /// The first quote behind `at`.
    #[inline]
    pub(super) fn quote_behind(&self, at: usize) -> Option<usize> {
        bit_behind(at, |block| self.blocks.get(block).map(|block| block.quotes))
    }

    /// Which of the 64 bytes from `at` on, the first lowest, are digits.
    #[inline]
    pub(super) fn digits(&self, at: usize) -> u64 {
        let digits = |block: usize| self.blocks.get(block).map_or(0, |block| block.digits);
        let (block, shift) = (at / 64, at % 64);
        digits(block) >> shift | digits(block + 1) << 1 << (63 - shift)
    }
}

/// The first offset behind `at` whose bit is set; `mask` answers those of a block, `None` behind the last.
#[inline(always)]
pub(super) fn bit_behind(at: usize, mut mask: impl FnMut(usize) -> Option<u64>) -> Option<usize> {
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
    /// Where the block in `bits` begins.
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
