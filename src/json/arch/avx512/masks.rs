//! Makes the masks of a text, 64 bytes at a time.

use std::arch::x86_64::{__m512i, _mm512_cmple_epu8_mask, _mm512_movepi8_mask};

use super::super::avx2::prefix_xor;
use super::super::block::{Block, Summary};
use super::super::carry::Carry;
use super::bytes::{Blocks, classify, equal, splat};

#[target_feature(enable = "avx512f,avx512bw,pclmulqdq,bmi1,popcnt")]
pub(super) fn masks(input: &[u8], out: &mut Vec<Block>) -> Summary {
    let mut summary = Summary::default();
    let mut carry = Carry::default();
    // Not cleared first: every block that stays is overwritten below.
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
