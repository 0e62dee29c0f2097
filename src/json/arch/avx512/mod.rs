//! The kernel for x86-64 with AVX-512: 64 bytes an instruction, and comparisons that answer with a mask.

mod bytes;
mod check;
mod grammar;
mod lanes;
mod masks;
mod sketches;

use super::avx2::Avx2;
use super::block::{Block, Sketch, Summary};
use super::carry::Carry;
use super::row::Row;

/// The kernel. A value of it exists only on a CPU that has the features its functions are compiled for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx512 {
    /// For what is no faster with longer vectors.
    pub(super) avx2: Avx2,
    /// Whether it has what `check` is compiled for, too.
    has_check: bool,
}

impl Avx512 {
    /// `None` on a CPU without the features.
    pub(super) fn new() -> Option<Self> {
        let has_features = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("pclmulqdq")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("popcnt");
        has_features.then_some(())?;
        let has_check = is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vbmi2")
            && is_x86_feature_detected!("vpclmulqdq")
            && is_x86_feature_detected!("bmi2");
        Some(Self {
            avx2: Avx2::new()?,
            has_check,
        })
    }

    #[inline]
    pub(super) fn masks(self, input: &[u8], out: &mut Vec<Block>) -> Summary {
        // SAFETY: the CPU has to have the features; `new`, the only constructor, has asked it.
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
    pub(super) fn check(self, input: &[u8], row: &mut Row) -> bool {
        // SAFETY: as in `masks`; for the features beyond that, `new` has asked, too.
        self.has_check && unsafe { check::check(input, row) }
    }

    #[inline]
    pub(super) fn closing(self, row: &Row, open: usize) -> Option<usize> {
        // SAFETY: as in `masks`.
        unsafe { grammar::closing(row, open) }
    }
}
