//! Makes the masks of a text, 32 bytes at a time.

use std::arch::x86_64::{
    __m256i, _mm256_cmpeq_epi8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_shuffle_epi8,
};

use super::super::block::{Block, Summary, padded};
use super::super::carry::{Carry, Class};
use super::super::nibbles::{STRUCTURAL, WHITE_SPACE};
use super::halves::{by_nibble, control, digit, equal, in_table, load, mask, prefix_xor, rare};

#[target_feature(enable = "avx2,pclmulqdq,bmi1")]
pub(super) fn masks(input: &[u8], out: &mut Vec<Block>) -> Summary {
    let mut summary = Summary::default();
    let mut carry = Carry::default();
    let (blocks, tail) = input.as_chunks::<64>();
    let last = padded(tail);
    // Not cleared first: every block that stays is overwritten below.
    out.resize(input.len().div_ceil(64), Block::default());
    // PERF: one call of the step for full blocks and the last one, so that it is inlined (bench `scan`).
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
