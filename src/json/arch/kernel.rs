//! The choice among the kernels: made once, by the features that the CPU has. A kernel is then called without asking again.

#[cfg(target_arch = "x86_64")]
use super::avx2::Avx2;
#[cfg(target_arch = "x86_64")]
use super::avx512::Avx512;
use super::block::{Block, Sketch, Summary};
use super::carry::Carry;
use super::fit::Piece;
use super::row::Row;
use super::{escapes, fit, scalar};

/// A kernel that this CPU can run.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kernel {
    /// The portable kernel, for every CPU.
    Scalar,
    /// For AVX2. The value inside proves that the CPU has the features.
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    /// For AVX-512. The value inside proves that the CPU has the features.
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
}

impl Default for Kernel {
    /// Returns the fastest kernel that this CPU can run.
    fn default() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(kernel) = Avx512::new() {
            return Self::Avx512(kernel);
        } else if let Some(kernel) = Avx2::new() {
            return Self::Avx2(kernel);
        }
        Self::Scalar
    }
}

impl Kernel {
    /// Returns all kernels that this CPU can run.
    #[cfg(test)]
    pub(super) fn available() -> Vec<Self> {
        let mut kernels = vec![Self::Scalar];
        #[cfg(target_arch = "x86_64")]
        {
            kernels.extend(Avx2::new().map(Self::Avx2));
            kernels.extend(Avx512::new().map(Self::Avx512));
        }
        kernels
    }

    /// Writes the masks of `input` to `out`, one block for each 64 bytes; the last may be for fewer.
    #[inline]
    pub(crate) fn masks(self, input: &[u8], out: &mut Vec<Block>) -> Summary {
        match self {
            Self::Scalar => scalar::masks(input, out),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(kernel) => kernel.masks(input, out),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(kernel) => kernel.masks(input, out),
        }
    }

    /// Writes the sketches of `input` to `out`, one for each 64 bytes; the last may be for fewer. `input` begins at `base`
    /// of its text, a multiple of 64, and `carry` comes from the bytes before. Returns the offset in the text of the first
    /// backslash of `input`.
    #[inline]
    pub(crate) fn sketches(
        self,
        input: &[u8],
        base: usize,
        carry: &mut Carry,
        out: &mut [Sketch],
    ) -> Option<usize> {
        match self {
            Self::Scalar => scalar::sketches(input, base, carry, out),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(kernel) => kernel.sketches(input, base, carry, out),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(kernel) => kernel.sketches(input, base, carry, out),
        }
    }

    /// Whether `input` is certainly one JSON object or list; then `row` holds its tokens. If this returns `false`, `input`
    /// may still be JSON.
    #[inline]
    pub(crate) fn check(self, input: &[u8], row: &mut Row) -> bool {
        match self {
            Self::Scalar => false,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => false,
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(kernel) => kernel.check(input, row),
        }
    }

    /// Returns the token that closes the object or list which the token `open` of a checked text opens.
    #[inline]
    pub(crate) fn closing(self, row: &Row, open: usize) -> Option<usize> {
        match self {
            Self::Scalar => None,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => None,
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(kernel) => kernel.closing(row, open),
        }
    }

    /// Decodes the escapes of `raw` into the beginning of `out`, which must be longer by [`SLACK_BYTES`]. Returns the length
    /// of the decoded text in bytes, or `None` if an escape is not valid.
    #[inline]
    pub(crate) fn unescape(self, raw: &[u8], out: &mut [u8]) -> Option<usize> {
        match self {
            Self::Scalar => escapes::decode(raw, out),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(kernel) => kernel.unescape(raw, out),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(kernel) => kernel.avx2.unescape(raw, out),
        }
    }

    /// Compares `text` with `pieces`, whose bytes are in `literals`. Writes the offset in `text` of each piece to `starts`,
    /// which has as many places. Returns whether a loose string has escapes, or `None` if the text does not fit.
    #[inline]
    pub(crate) fn fit(
        self,
        text: &[u8],
        pieces: &[Piece],
        literals: &[u8],
        starts: &mut [usize],
    ) -> Option<bool> {
        match self {
            Self::Scalar => fit::fit(text, pieces, literals, starts),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(kernel) => kernel.fit(text, pieces, literals, starts),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(kernel) => kernel.avx2.fit(text, pieces, literals, starts),
        }
    }
}
