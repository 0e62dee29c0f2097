//! Where the tokens of a text are: the kernel's masks, read one token at a time.

use super::arch::{self, Summary};

/// The token masks of one text; reused from text to text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    masks: Vec<u64>,
    summary: Summary,
}

impl Index {
    /// Finds the tokens of `input`.
    pub(crate) fn build(&mut self, input: &[u8]) {
        self.summary = arch::masks(input, &mut self.masks);
    }

    pub(super) fn summary(&self) -> Summary {
        self.summary
    }

    pub(super) fn tokens(&self) -> Tokens<'_> {
        Tokens {
            masks: &self.masks,
            next: 0,
            bits: 0,
        }
    }
}

/// The offsets of the tokens, in order.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'i> {
    masks: &'i [u64],
    /// The mask behind the one in `bits`.
    next: usize,
    bits: u64,
}

impl Iterator for Tokens<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.bits == 0 {
            self.bits = *self.masks.get(self.next)?;
            self.next += 1;
        }
        let at = (self.next - 1) * 64 + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        Some(at)
    }
}
