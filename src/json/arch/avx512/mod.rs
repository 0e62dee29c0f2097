//! The kernel for x86-64 with AVX-512, which handles 64 bytes with one instruction and whose comparisons return a mask.
//! `masks` and `sketches` give the results that every kernel gives, 64 bytes at a time.
//! `check` and `grammar` decide whether a text is JSON. No other kernel does, because this is fast only with long vectors.

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

/// The kernel. A value exists only on a CPU that has the features its functions are compiled for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx512 {
    /// Does the tasks that longer vectors do not make faster.
    pub(super) avx2: Avx2,
    /// Whether the CPU also has the features that `check` is compiled for.
    has_check: bool,
}

impl Avx512 {
    /// Returns `None` on a CPU without the features.
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
    pub(super) fn check(self, input: &[u8], row: &mut Row) -> bool {
        // SAFETY: as in `masks`; `has_check` says that `new` has detected the further features.
        self.has_check && unsafe { check::check(input, row) }
    }

    #[inline]
    pub(super) fn closing(self, row: &Row, open: usize) -> Option<usize> {
        // SAFETY: as in `masks`.
        unsafe { grammar::closing(row, open) }
    }
}
