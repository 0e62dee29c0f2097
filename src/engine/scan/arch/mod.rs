//! Kernels: whole texts in, one [`Block`] of masks per 64 bytes out. The only place where `unsafe` may stand; the
//! portable code defines the answer that every kernel has to give.
//!
//! Tokens are the six structural characters and the unescaped quotes outside and around strings, and the first byte
//! of every other run of bytes outside strings (a number, a literal, or garbage that the walk will refuse).
//! `escapes` and `fit` are kernels of their own: strings decoded, and texts compared with the pieces of another.

#![cfg_attr(
    target_arch = "x86_64",
    expect(
        unsafe_code,
        reason = "vector loads, and the call into code for a CPU that was asked"
    )
)]

#[cfg(target_arch = "x86_64")]
mod avx2;
mod carry;
mod escapes;
mod fit;
mod scalar;
#[cfg(test)]
mod tests;

pub(super) use escapes::SLACK_BYTES;
pub(super) use fit::{Gap, LITERAL_BLOCK, Piece};

/// What is known of 64 bytes of text, one bit a byte, the first lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// A token starts here.
    pub(super) tokens: u64,
    /// One of `0` to `9`, inside strings, too.
    pub(super) digits: u64,
}

/// What a kernel noticed on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    /// The first backslash: strings from here on may hold escapes.
    pub(super) backslash_at: Option<usize>,
    /// Where the text stops being UTF-8.
    pub(super) not_utf8_at: Option<usize>,
    /// The first control character inside a string, where JSON has none.
    pub(super) control_at: Option<usize>,
}

/// The code that makes the masks, chosen for this CPU.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kernel {
    /// Needs nothing of the CPU.
    Scalar,
    /// Holds the proof that the CPU has what it needs.
    #[cfg(target_arch = "x86_64")]
    Avx2(avx2::Avx2),
}

impl Default for Kernel {
    /// The fastest this CPU has.
    fn default() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(kernel) = avx2::Avx2::new() {
            return Self::Avx2(kernel);
        }
        Self::Scalar
    }
}

impl Kernel {
    /// Makes `out` the masks of `input`, a block for each 64 bytes begun.
    pub(super) fn masks(self, input: &[u8], out: &mut Vec<Block>) -> Summary {
        match self {
            Self::Scalar => scalar::masks(input, out),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(kernel) => kernel.masks(input, out),
        }
    }

    /// Decodes the escapes of `raw` into the beginning of `out`, which is longer by [`SLACK_BYTES`]; answers how many
    /// bytes it became, `None` if an escape is wrong.
    pub(super) fn unescape(self, raw: &[u8], out: &mut [u8]) -> Option<usize> {
        match self {
            Self::Scalar => escapes::decode(raw, out),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(kernel) => kernel.unescape(raw, out),
        }
    }

    /// Compares `text` with pieces, whose bytes are in `literals`. Puts where they begin into `starts`, as many as there
    /// are, and answers whether a loose string has escapes; `None` if the text does not fit.
    pub(super) fn fit(
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
        }
    }
}

/// The last, incomplete block of a text, filled up with spaces, and the mask of its bytes that count.
fn padded(tail: &[u8]) -> ([u8; 64], u64) {
    let mut block = [b' '; 64];
    block[..tail.len()].copy_from_slice(tail);
    (block, (1 << tail.len()) - 1)
}
