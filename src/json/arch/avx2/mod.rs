//! The kernel for x86-64 with AVX2 and carry-less multiplication, which handles 32 bytes with one instruction.
//! There is one file for each result, and `halves` has the operations that they share.
//! The AVX-512 kernel also uses this one where longer vectors are not faster.

mod escapes;
mod fit;
mod halves;
mod masks;
mod sketches;

pub(super) use halves::prefix_xor;

use super::block::{Block, Sketch, Summary};
use super::carry::Carry;
use super::fit::Piece;

/// The kernel. A value exists only on a CPU that has the features that the functions of this folder are compiled for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx2(());

impl Avx2 {
    /// Returns `None` on a CPU without the features.
    pub(super) fn new() -> Option<Self> {
        let has_features = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("pclmulqdq")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("popcnt");
        has_features.then_some(Self(()))
    }

    #[inline]
    pub(super) fn masks(self, input: &[u8], out: &mut Vec<Block>) -> Summary {
        // SAFETY: the CPU must have the features; `new`, the only constructor, has detected them.
        unsafe { masks::masks(input, out) }
    }

    #[inline]
    pub(super) fn sketches(
        self,
        input: &[u8],
        base: usize,
        carry: &mut Carry,
        out: &mut [Sketch],
    ) -> Option<usize> {
        // SAFETY: as in `masks`.
        unsafe { sketches::sketches(input, base, carry, out) }
    }

    #[inline]
    pub(super) fn unescape(self, raw: &[u8], out: &mut [u8]) -> Option<usize> {
        // SAFETY: the CPU must have the features; `new`, the only constructor, has detected them.
        unsafe { escapes::decode(raw, out) }
    }

    #[inline]
    pub(super) fn fit(
        self,
        text: &[u8],
        pieces: &[Piece],
        literals: &[u8],
        starts: &mut [usize],
    ) -> Option<bool> {
        // SAFETY: the CPU must have the features; `new`, the only constructor, has detected them.
        unsafe { fit::fit(text, pieces, literals, starts) }
    }
}
