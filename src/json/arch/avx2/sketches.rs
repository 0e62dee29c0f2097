//! Makes the sketches of a text that is known to be JSON, 32 bytes at a time.

use std::arch::x86_64::_mm256_slli_epi16;

use super::super::block::{Sketch, first_of, padded};
use super::super::carry::Carry;
use super::super::nibbles::MARKS;
use super::halves::{equal, in_table, load, mask, prefix_xor};

#[target_feature(enable = "avx2,pclmulqdq,bmi1,popcnt")]
pub(super) fn sketches(
    input: &[u8],
    base: usize,
    carry: &mut Carry,
    out: &mut [Sketch],
) -> Option<usize> {
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
        // Of the five marks, `}` and `]` have bits 2 and 6, `{` and `[` only bit 6, and the colon neither.
        let closes = marks & mask(_mm256_slli_epi16::<5>(low), _mm256_slli_epi16::<5>(high));
        let nests = marks & mask(_mm256_slli_epi16::<1>(low), _mm256_slli_epi16::<1>(high));
        *out = Sketch::new(marks, nests & !closes, closes, quotes);
    }
    backslash_at
}
