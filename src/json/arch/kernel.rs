//! The choice among the kernels: asked of the CPU once, then called without a further look.

#[cfg(target_arch = "x86_64")]
use super::avx2::Avx2;
#[cfg(target_arch = "x86_64")]
use super::avx512::Avx512;
use super::block::{Block, Sketch, Summary};
use super::carry::Carry;
use super::fit::Piece;
use super::row::Row;
use super::{escapes, fit, scalar};

/// The code that makes the masks, chosen for this CPU.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kernel {
    /// Needs nothing of the CPU.
    Scalar,
    /// Holds the proof that the CPU has what it needs.
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    /// As above.
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
}

impl Default for Kernel {
    /// The fastest that this CPU can run.
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
    /// Those that this CPU can run.
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

    /// Makes `out` the masks of `input`, a block for each 64 bytes begun.
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

    /// Makes `out` the sketches of the bytes of `input`, one for each 64 bytes begun. `carry` comes from the bytes
    /// before, of which there have to be a multiple of 64; `base` is where `input` begins in the text. Answers the
    /// offset in the text of the first backslash.
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

    /// Whether `input` is one JSON object or list, as far as this kernel can tell; `false` is no answer. If so, `row` holds
    /// its tokens.
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

    /// The token that closes what the token `open` of a checked text opens.
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

    /// Decodes the escapes of `raw` into the beginning of `out`, which is longer by [`SLACK_BYTES`]; answers how many
    /// bytes it became, `None` if an escape is wrong.
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

    /// Compares `text` with pieces, whose bytes are in `literals`. Puts where they begin into `starts`, as many as there
    /// are, and answers whether a loose string has escapes; `None` if the text does not fit.
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
