//! Operations on the 64 bytes of a vector, which holds one block.

use std::arch::x86_64::{
    __m512i, _mm_setr_epi8, _mm512_broadcast_i32x4, _mm512_cmpeq_epi8_mask, _mm512_cmple_epu8_mask,
    _mm512_loadu_si512, _mm512_mask_loadu_epi8, _mm512_or_si512, _mm512_set1_epi8,
    _mm512_shuffle_epi8, _mm512_sub_epi8, _mm512_test_epi8_mask,
};

use super::super::carry::Class;
use super::super::nibbles::{Nibbles, STRUCTURAL, WHITE_SPACE};

/// The blocks of a text. The last one is filled up with spaces, which set no bit of a mask.
pub(super) struct Blocks<'i>(pub(super) &'i [u8]);

impl Iterator for Blocks<'_> {
    type Item = __m512i;

    #[inline(always)]
    fn next(&mut self) -> Option<__m512i> {
        if let Some((block, rest)) = self.0.split_first_chunk::<64>() {
            self.0 = rest;
            // SAFETY: the CPU must have the features; only functions compiled for them make a `Blocks`.
            return Some(unsafe { load_block(block) });
        }
        if self.0.is_empty() {
            return None;
        }
        let tail = std::mem::take(&mut self.0);
        // One bit for each byte of the tail, which has 1 to 63 bytes.
        let live = u64::MAX >> (64 - tail.len());
        // SAFETY: the bytes whose bits are set must be readable, counted from the address; `live` has one bit for each
        // byte of the tail, and no other byte is read. The CPU has the features, as above.
        Some(unsafe {
            let spaces = _mm512_set1_epi8(0x20);
            _mm512_mask_loadu_epi8(spaces, live, tail.as_ptr().cast())
        })
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn load_block(block: &[u8; 64]) -> __m512i {
    // SAFETY: the 64 bytes at the address must be readable; the address is that of an array of 64 bytes.
    unsafe { _mm512_loadu_si512(block.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) fn classify(bytes: __m512i) -> Class {
    let looked_up = _mm512_shuffle_epi8(by_nibble(WHITE_SPACE), bytes);
    Class {
        structural: in_table(bytes, STRUCTURAL),
        white_space: _mm512_cmpeq_epi8_mask(bytes, looked_up),
        digit: _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, splat(b'0')), splat(9)),
    }
}

/// Marks the bytes that, with bit 0x20 set, equal the table's entry for their low nibble.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) fn in_table(bytes: __m512i, table: Nibbles) -> u64 {
    let folded = _mm512_or_si512(bytes, splat(0x20));
    _mm512_cmpeq_epi8_mask(folded, _mm512_shuffle_epi8(by_nibble(table), bytes))
}

/// Bit `number` of each byte.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) fn bit(number: u32, bytes: __m512i) -> u64 {
    _mm512_test_epi8_mask(bytes, splat(1 << number))
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) fn equal(bytes: __m512i, byte: u8) -> u64 {
    _mm512_cmpeq_epi8_mask(bytes, splat(byte))
}

#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn splat(byte: u8) -> __m512i {
    _mm512_set1_epi8(byte.cast_signed())
}

/// The table in all four lanes, for a look-up by low nibble.
#[inline]
#[target_feature(enable = "avx512f")]
fn by_nibble(table: Nibbles) -> __m512i {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = table;
    _mm512_broadcast_i32x4(_mm_setr_epi8(
        a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p,
    ))
}
