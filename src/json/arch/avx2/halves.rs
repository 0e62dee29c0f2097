//! Operations on the 32 bytes of a vector; a block is two such halves.

use std::arch::x86_64::{
    __m256i, _mm_clmulepi64_si128, _mm_cvtsi64_si128, _mm_cvtsi128_si64, _mm_set1_epi8,
    _mm256_add_epi8, _mm256_cmpeq_epi8, _mm256_cmpgt_epi8, _mm256_loadu_si256, _mm256_min_epu8,
    _mm256_movemask_epi8, _mm256_or_si256, _mm256_set1_epi8, _mm256_setr_epi8, _mm256_shuffle_epi8,
};

use super::super::nibbles::Nibbles;

/// Marks the bytes that, with bit 0x20 set, equal the table's entry for their low nibble.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn in_table(bytes: __m256i, table: Nibbles) -> __m256i {
    let folded = _mm256_or_si256(bytes, splat(0x20));
    _mm256_cmpeq_epi8(folded, _mm256_shuffle_epi8(by_nibble(table), bytes))
}

#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn load(block: &[u8; 64]) -> [__m256i; 2] {
    let (halves, _) = block.as_chunks::<32>();
    [load_half(&halves[0]), load_half(&halves[1])]
}

#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn load_half(half: &[u8; 32]) -> __m256i {
    // SAFETY: the 32 bytes at the address must be readable; the address is that of an array of 32 bytes.
    unsafe { _mm256_loadu_si256(half.as_ptr().cast()) }
}

/// The high bit of each byte, as a mask with the first byte in the lowest bit.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn mask(low: __m256i, high: __m256i) -> u64 {
    let bits = |half| u64::from(_mm256_movemask_epi8(half).cast_unsigned());
    bits(low) | bits(high) << 32
}

#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn equal(bytes: __m256i, byte: u8) -> __m256i {
    _mm256_cmpeq_epi8(bytes, splat(byte))
}

#[inline]
#[target_feature(enable = "avx2")]
fn splat(byte: u8) -> __m256i {
    _mm256_set1_epi8(byte.cast_signed())
}

#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn digit(bytes: __m256i) -> __m256i {
    // Moves `9` to the top of the signed range, so that one comparison finds the ten digits.
    let moved = _mm256_add_epi8(bytes, splat(0x7f - b'9'));
    _mm256_cmpgt_epi8(moved, splat(0x7f - 10))
}

/// The table in both lanes, for a look-up by low nibble.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn by_nibble(table: Nibbles) -> __m256i {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = table;
    _mm256_setr_epi8(
        a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, a, b, c, d, e, f, g, h, i, j, k, l, m, n,
        o, p,
    )
}

/// Sets the high bit of each rare byte: control characters, backslashes, and bytes above 0x7f.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn rare(bytes: __m256i) -> __m256i {
    _mm256_or_si256(bytes, _mm256_or_si256(control(bytes), equal(bytes, b'\\')))
}

#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn control(bytes: __m256i) -> __m256i {
    _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, splat(0x1f)), bytes)
}

/// Bit *i* of the result is the parity of bits 0 to *i*.
#[inline]
#[target_feature(enable = "avx2,pclmulqdq")]
pub(in crate::arch) fn prefix_xor(bits: u64) -> u64 {
    let product =
        _mm_clmulepi64_si128::<0>(_mm_cvtsi64_si128(bits.cast_signed()), _mm_set1_epi8(-1));
    _mm_cvtsi128_si64(product).cast_unsigned()
}
