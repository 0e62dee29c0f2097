//! The kernel for x86-64 with AVX2 and carry-less multiplication: 32 bytes an instruction.

mod escapes;
mod fit;

use std::arch::x86_64::{
    __m256i, _mm_clmulepi64_si128, _mm_cvtsi64_si128, _mm_cvtsi128_si64, _mm_set1_epi8,
    _mm256_add_epi8, _mm256_cmpeq_epi8, _mm256_cmpgt_epi8, _mm256_loadu_si256, _mm256_min_epu8,
    _mm256_movemask_epi8, _mm256_or_si256, _mm256_set1_epi8, _mm256_setr_epi8, _mm256_shuffle_epi8,
    _mm256_slli_epi16,
};

use super::carry::{Carry, Class};
use super::fit::Piece;
use super::{Block, MARKS, STRUCTURAL, Sketch, Summary, WHITE_SPACE, first_of, padded};

/// The kernel. A value of it exists only on a CPU that has the features that the functions below are compiled for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx2(());

impl Avx2 {
    /// `None` on a CPU without the features.
    pub(super) fn new() -> Option<Self> {
        let has_features = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("pclmulqdq")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("popcnt");
        has_features.then_some(Self(()))
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

    pub(super) fn unescape(self, raw: &[u8], out: &mut [u8]) -> Option<usize> {
        // SAFETY: the CPU has to have the features; `new`, the only constructor, has asked it.
        unsafe { escapes::decode(raw, out) }
    }

    pub(super) fn fit(
        self,
        text: &[u8],
        pieces: &[Piece],
        literals: &[u8],
        starts: &mut [usize],
    ) -> Option<bool> {
        // SAFETY: the CPU has to have the features; `new`, the only constructor, has asked it.
        unsafe { fit::fit(text, pieces, literals, starts) }
    }
}

#[target_feature(enable = "avx2,pclmulqdq,bmi1")]
fn masks(input: &[u8], out: &mut Vec<Block>) -> Summary {
    let mut summary = Summary::default();
    let mut carry = Carry::default();
    let (blocks, tail) = input.as_chunks::<64>();
    let last = padded(tail);
    // Fills only what the text before this one left too short.
    out.resize(input.len().div_ceil(64), Block::default());
    // PERF: the step stands here once, so that it is inlined (bench `scan`).
    let blocks = blocks.iter().chain(&last);
    for (index, (block, out)) in blocks.zip(&mut *out).enumerate() {
        *out = step(block, 64 * index, input, &mut carry, &mut summary);
    }
    carry.finish(input, &mut summary);
    summary
}

#[inline]
#[target_feature(enable = "avx2,pclmulqdq,bmi1")]
fn step(
    block: &[u8; 64],
    base: usize,
    input: &[u8],
    carry: &mut Carry,
    summary: &mut Summary,
) -> Block {
    let [low, high] = load(block);
    let quote = mask(equal(low, b'"'), equal(high, b'"'));
    let class = classify(low, high);
    if _mm256_movemask_epi8(_mm256_or_si256(rare(low), rare(high))) == 0 {
        let quote = carry.unescaped(quote, 0);
        let string = carry.strings(prefix_xor(quote));
        return carry.block(&class, quote, string);
    }
    let backslash = mask(equal(low, b'\\'), equal(high, b'\\'));
    let quote = carry.unescaped(quote, backslash);
    let string = carry.strings(prefix_xor(quote));
    let non_ascii = mask(low, high);
    if non_ascii != 0 {
        carry.non_ascii(input, base, non_ascii, summary);
    }
    let control = mask(control(low), control(high));
    summary.note(base, backslash, control & string);
    carry.block(&class, quote, string)
}

#[target_feature(enable = "avx2,pclmulqdq,bmi1,popcnt")]
fn sketches(input: &[u8], base: usize, carry: &mut Carry, out: &mut [Sketch]) -> Option<usize> {
    let (blocks, tail) = input.as_chunks::<64>();
    let last = padded(tail);
    let mut backslash_at = None;
    for (index, (block, out)) in blocks.iter().chain(&last).zip(out).enumerate() {
        let [low, high] = load(block);
        let backslash = mask(equal(low, b'\\'), equal(high, b'\\'));
        if backslash != 0 {
            backslash_at = backslash_at.or(first_of(backslash, base + 64 * index));
        }
        let quotes = mask(equal(low, b'"'), equal(high, b'"'));
        let quotes = carry.unescaped(quotes, backslash);
        let outside = !(carry.strings(prefix_xor(quotes)) | quotes);
        let marks = mask(in_table(low, MARKS), in_table(high, MARKS)) & outside;
        // Of the five marks, the closing ones have bit 2 set, and those that open bit 6 alone.
        let closes = marks & mask(_mm256_slli_epi16::<5>(low), _mm256_slli_epi16::<5>(high));
        let nests = marks & mask(_mm256_slli_epi16::<1>(low), _mm256_slli_epi16::<1>(high));
        *out = Sketch::new(marks, nests & !closes, closes, quotes);
    }
    backslash_at
}

/// The bytes that, once 0x20 is set in them, are what the table has for their low nibble.
#[inline]
#[target_feature(enable = "avx2")]
fn in_table(bytes: __m256i, table: [u8; 16]) -> __m256i {
    let folded = _mm256_or_si256(bytes, splat(0x20));
    _mm256_cmpeq_epi8(folded, _mm256_shuffle_epi8(by_nibble(table), bytes))
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(block: &[u8; 64]) -> [__m256i; 2] {
    let (halves, _) = block.as_chunks::<32>();
    [load_half(&halves[0]), load_half(&halves[1])]
}

#[inline]
#[target_feature(enable = "avx2")]
fn load_half(half: &[u8; 32]) -> __m256i {
    // SAFETY: the 32 bytes at the address have to be readable; it is that of an array of as many.
    unsafe { _mm256_loadu_si256(half.as_ptr().cast()) }
}

/// The high bit of each byte, the first lowest.
#[inline]
#[target_feature(enable = "avx2")]
fn mask(low: __m256i, high: __m256i) -> u64 {
    let bits = |half| u64::from(_mm256_movemask_epi8(half).cast_unsigned());
    bits(low) | bits(high) << 32
}

#[inline]
#[target_feature(enable = "avx2")]
fn equal(bytes: __m256i, byte: u8) -> __m256i {
    _mm256_cmpeq_epi8(bytes, splat(byte))
}

#[inline]
#[target_feature(enable = "avx2")]
fn splat(byte: u8) -> __m256i {
    _mm256_set1_epi8(byte.cast_signed())
}

#[inline]
#[target_feature(enable = "avx2")]
fn classify(low: __m256i, high: __m256i) -> Class {
    let is_white_space =
        |half| _mm256_cmpeq_epi8(half, _mm256_shuffle_epi8(by_nibble(WHITE_SPACE), half));
    Class {
        structural: mask(in_table(low, STRUCTURAL), in_table(high, STRUCTURAL)),
        white_space: mask(is_white_space(low), is_white_space(high)),
        digit: mask(digit(low), digit(high)),
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn digit(bytes: __m256i) -> __m256i {
    // Moves `9` to the top of the signed range.
    let moved = _mm256_add_epi8(bytes, splat(0x7f - b'9'));
    _mm256_cmpgt_epi8(moved, splat(0x7f - 10))
}

/// A look-up table of 16 bytes, for both lanes.
#[inline]
#[target_feature(enable = "avx2")]
fn by_nibble(table: [u8; 16]) -> __m256i {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = table.map(u8::cast_signed);
    _mm256_setr_epi8(
        a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, a, b, c, d, e, f, g, h, i, j, k, l, m, n,
        o, p,
    )
}

/// The high bit of each byte that is rare: a control character, a backslash, above 0x7f.
#[inline]
#[target_feature(enable = "avx2")]
fn rare(bytes: __m256i) -> __m256i {
    _mm256_or_si256(bytes, _mm256_or_si256(control(bytes), equal(bytes, b'\\')))
}

#[inline]
#[target_feature(enable = "avx2")]
fn control(bytes: __m256i) -> __m256i {
    _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, splat(0x1f)), bytes)
}

/// Bit *i* of the answer is the parity of bits 0 to *i*.
#[inline]
#[target_feature(enable = "avx2,pclmulqdq")]
pub(super) fn prefix_xor(bits: u64) -> u64 {
    let product =
        _mm_clmulepi64_si128::<0>(_mm_cvtsi64_si128(bits.cast_signed()), _mm_set1_epi8(-1));
    _mm_cvtsi128_si64(product).cast_unsigned()
}
