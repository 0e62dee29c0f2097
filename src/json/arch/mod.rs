//! Kernels: whole texts in, one [`Block`] of masks per 64 bytes out. The only place where `unsafe` may stand; the
//! portable code defines the answer that every kernel has to give.
//!
//! A second answer, the [`Sketch`], is for texts that are known to be JSON: only what leads to the values asked for. A third,
//! which only AVX-512 gives, is whether a text is JSON at all, with its tokens in a [`Row`]; where it does not say so, the
//! walk over the masks decides, so that one is the definition.
//!
//! Tokens are the six structural characters outside strings, the quotes that open a string, and the first byte of every
//! other run of bytes outside strings (a number, a literal, or garbage that the walk will refuse).
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
#[cfg(target_arch = "x86_64")]
mod avx512;
mod carry;
mod escapes;
mod fit;
mod row;
mod scalar;
#[cfg(test)]
mod tests;

pub(super) use carry::Carry;
pub(super) use escapes::SLACK_BYTES;
pub(super) use fit::{Gap, LITERAL_BLOCK, Piece};
pub(super) use row::Row;

/// What is known of 64 bytes of text, one bit a byte, the first lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// A token starts here.
    pub(super) tokens: u64,
    /// A quote that no backslash escapes: one that opens a string or closes it.
    pub(super) quotes: u64,
    /// One of `0` to `9`, inside strings, too.
    pub(super) digits: u64,
}

/// What is known of 64 bytes of a text that need not be checked: the masks hold unescaped quotes and what is outside
/// strings, one bit a byte, the first lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    /// Colons, braces and brackets.
    pub(super) marks: u64,
    /// Of these, what opens an object or a list, and what closes one.
    pub(super) opens: u64,
    pub(super) closes: u64,
    pub(super) quotes: u64,
    /// How many bits `opens` and `closes` have.
    pub(super) opened: u32,
    pub(super) closed: u32,
}

impl Sketch {
    /// From the classes of the bytes outside strings, and the quotes.
    #[inline(always)]
    fn new(marks: u64, opens: u64, closes: u64, quotes: u64) -> Self {
        Self {
            marks,
            opens,
            closes,
            quotes,
            opened: opens.count_ones(),
            closed: closes.count_ones(),
        }
    }
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
    /// As above.
    #[cfg(target_arch = "x86_64")]
    Avx512(avx512::Avx512),
}

impl Default for Kernel {
    /// The fastest this CPU has.
    fn default() -> Self {
        *Self::available().last().unwrap_or(&Self::Scalar)
    }
}

impl Kernel {
    /// Those this CPU can run, the fastest last.
    fn available() -> Vec<Self> {
        let mut kernels = vec![Self::Scalar];
        #[cfg(target_arch = "x86_64")]
        {
            kernels.extend(avx2::Avx2::new().map(Self::Avx2));
            kernels.extend(avx512::Avx512::new().map(Self::Avx512));
        }
        kernels
    }

    /// Makes `out` the masks of `input`, a block for each 64 bytes begun.
    pub(super) fn masks(self, input: &[u8], out: &mut Vec<Block>) -> Summary {
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
    pub(super) fn sketches(
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
    pub(super) fn check(self, input: &[u8], row: &mut Row) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(kernel) => kernel.check(input, row),
            _ => false,
        }
    }

    /// The token that closes what the token `open` of a checked text opens.
    pub(super) fn closing(self, row: &Row, open: usize) -> Option<usize> {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(kernel) => kernel.closing(row, open),
            _ => None,
        }
    }

    /// Decodes the escapes of `raw` into the beginning of `out`, which is longer by [`SLACK_BYTES`]; answers how many
    /// bytes it became, `None` if an escape is wrong.
    pub(super) fn unescape(self, raw: &[u8], out: &mut [u8]) -> Option<usize> {
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
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(kernel) => kernel.avx2.fit(text, pieces, literals, starts),
        }
    }
}

/// By low nibble: the structural character that has it, once 0x20 is set in all.
#[cfg(target_arch = "x86_64")]
const STRUCTURAL: [u8; 16] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b':', b'{', b',', b'}', 0, 0];
/// The same for colons, braces and brackets alone. The control character 0x1a passes for a colon; no JSON has it outside
/// a string.
#[cfg(target_arch = "x86_64")]
const MARKS: [u8; 16] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b':', b'{', 0, b'}', 0, 0];
/// By low nibble: the white space that has it.
#[cfg(target_arch = "x86_64")]
const WHITE_SPACE: [u8; 16] = [
    b' ', 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, b'\t', b'\n', 0xff, 0xff, b'\r', 0xff,
    0xff,
];

/// The offset of the lowest bit of `mask` in a text whose block begins at `base`.
fn first_of(mask: u64, base: usize) -> Option<usize> {
    (mask != 0).then(|| base + mask.trailing_zeros() as usize)
}

/// The last, incomplete block of a text, if it has one, filled up with spaces, which set no bit of a mask.
fn padded(tail: &[u8]) -> Option<[u8; 64]> {
    let mut block = [b' '; 64];
    block[..tail.len()].copy_from_slice(tail);
    (!tail.is_empty()).then_some(block)
}
