//! The kernel for x86-64 with AVX-512: 64 bytes an instruction, and comparisons that answer with a mask.

mod check;
mod grammar;
mod lanes;

use std::arch::x86_64::{
    __m512i, _mm_setr_epi8, _mm512_broadcast_i32x4, _mm512_cmpeq_epi8_mask, _mm512_cmple_epu8_mask,
    _mm512_loadu_si512, _mm512_mask_loadu_epi8, _mm512_movepi8_mask, _mm512_or_si512,
    _mm512_set1_epi8, _mm512_shuffle_epi8, _mm512_sub_epi8, _mm512_test_epi8_mask,
};

use super::avx2::{Avx2, prefix_xor};
use super::carry::{Carry, Class};
use super::row::Row;
use super::{Block, MARKS, STRUCTURAL, Sketch, Summary, WHITE_SPACE, first_of};

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

    pub(super) fn masks(self, input: &[u8], out: &mut Vec<Block>) -> Summary {
        // SAFETY: the CPU has to have the features; `new`, the only constructor, has asked it.
        unsafe { masks(input, out) }
    }

    pub(super) fn sketches(
        self,
        input: &[u8],
        base: usize,
        carry: &mut Carry,
        out: &mut [Sketch],
    ) -> Option<usize> {
        // SAFETY: as in `masks`.
        unsafe { sketches(input, base, carry, out) }
    }

    pub(super) fn check(self, input: &[u8], row: &mut Row) -> bool {
        // SAFETY: as in `masks`; for the features beyond that, `new` has asked, too.
        self.has_check && unsafe { check::check(input, row) }
    }

    pub(super) fn closing(self, row: &Row, open: usize) -> Option<usize> {
        // SAFETY: as in `masks`.
        unsafe { grammar::closing(row, open) }
    }
}

#[target_feature(enable = "avx512f,avx512bw,pclmulqdq,bmi1,popcnt")]
fn masks(input: &[u8], out: &mut Vec<Block>) -> Summary {
    let mut summary = Summary::default();
    let mut carry = Carry::default();
    // Fills only what the text before this one left too short.
    out.resize(input.len().div_ceil(64), Block::default());
    let mut base = 0;
    for (bytes, out) in Blocks(input).zip(&mut *out) {
        *out = step(bytes, base, input, &mut carry, &mut summary);
        base += 64;
    }
    carry.finish(input, &mut summary);
    summary
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,pclmulqdq,bmi1")]
fn step(
    bytes: __m512i,
    base: usize,
    input: &[u8],
    carry: &mut Carry,
    summary: &mut Summary,
) -> Block {
    let quote = equal(bytes, b'"');
    let class = classify(bytes);
    let backslash = equal(bytes, b'\\');
    let control = _mm512_cmple_epu8_mask(bytes, splat(0x1f));
    let non_ascii = _mm512_movepi8_mask(bytes);
    let quote = carry.unescaped(quote, backslash);
    let string = carry.strings(prefix_xor(quote));
    if backslash | control | non_ascii != 0 {
        if non_ascii != 0 {
            carry.non_ascii(input, base, non_ascii, summary);
        }
        summary.note(base, backslash, control & string);
    }
    carry.block(&class, quote, string)
}

#[target_feature(enable = "avx512f,avx512bw,pclmulqdq,bmi1,popcnt")]
fn sketches(input: &[u8], base: usize, carry: &mut Carry, out: &mut [Sketch]) -> Option<usize> {
    let mut backslash_at = None;
    let mut base = base;
    for (bytes, out) in Blocks(input).zip(out) {
        let backslash = equal(bytes, b'\\');
        if backslash != 0 {
            backslash_at = backslash_at.or(first_of(backslash, base));
        }
        let quotes = carry.unescaped(equal(bytes, b'"'), backslash);
        let outside = !(carry.strings(prefix_xor(quotes)) | quotes);
        let marks = in_table(bytes, MARKS) & outside;
        // Of the five marks, the closing ones have bit 2 set, and those that open bit 6 alone.
        let closes = marks & bit(2, bytes);
        let nests = marks & bit(6, bytes);
        *out = Sketch::new(marks, nests & !closes, closes, quotes);
        base += 64;
    }
    backslash_at
}

/// A text in vectors, the last filled up with spaces, which set no bit of a mask.
struct Blocks<'i>(&'i [u8]);

impl Iterator for Blocks<'_> {
    type Item = __m512i;

    #[inline(always)]
    fn next(&mut self) -> Option<__m512i> {
        if let Some((block, rest)) = self.0.split_first_chunk::<64>() {
            self.0 = rest;
            // SAFETY: the CPU has to have the features: only functions compiled for them make a `Blocks`.
            return Some(unsafe { load_block(block) });
        }
        if self.0.is_empty() {
            return None;
        }
        let tail = std::mem::take(&mut self.0);
        // One bit for each of its bytes, of which there are 1 to 63.
        let live = u64::MAX >> (64 - tail.len());
        // SAFETY: the bytes whose bits are set have to be readable, from the address on; `live` sets as many bits as
        // the tail has bytes, and no others are touched. The features: as above.
        Some(unsafe {
            let spaces = _mm512_set1_epi8(0x20);
            _mm512_mask_loadu_epi8(spaces, live, tail.as_ptr().cast())
        })
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load_block(block: &[u8; 64]) -> __m512i {
    // SAFETY: the 64 bytes at the address have to be readable; it is that of an array of as many.
    unsafe { _mm512_loadu_si512(block.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn classify(bytes: __m512i) -> Class {
    let looked_up = _mm512_shuffle_epi8(by_nibble(WHITE_SPACE), bytes);
    Class {
        structural: in_table(bytes, STRUCTURAL),
        white_space: _mm512_cmpeq_epi8_mask(bytes, looked_up),
        digit: _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, splat(b'0')), splat(9)),
    }
}

/// The bytes that, once 0x20 is set in them, are what the table has for their low nibble.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn in_table(bytes: __m512i, table: [u8; 16]) -> u64 {
    let folded = _mm512_or_si512(bytes, splat(0x20));
    _mm512_cmpeq_epi8_mask(folded, _mm512_shuffle_epi8(by_nibble(table), bytes))
}

/// This bit of each byte.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn bit(number: u32, bytes: __m512i) -> u64 {
    _mm512_test_epi8_mask(bytes, splat(1 << number))
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn equal(bytes: __m512i, byte: u8) -> u64 {
    _mm512_cmpeq_epi8_mask(bytes, splat(byte))
}

#[inline]
#[target_feature(enable = "avx512f")]
fn splat(byte: u8) -> __m512i {
    _mm512_set1_epi8(byte.cast_signed())
}

/// A look-up table of 16 bytes by low nibble, for all four lanes.
#[inline]
#[target_feature(enable = "avx512f")]
fn by_nibble(table: [u8; 16]) -> __m512i {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = table.map(u8::cast_signed);
    _mm512_broadcast_i32x4(_mm_setr_epi8(
        a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p,
    ))
}
