//! Operations on the masks of eight blocks in one vector: each lane has the mask of one block, the first block lowest.

use std::arch::x86_64::{
    __m512i, _mm512_add_epi64, _mm512_alignr_epi64, _mm512_and_si512, _mm512_andnot_si512,
    _mm512_clmulepi64_epi128, _mm512_cmpeq_epi64_mask, _mm512_cmplt_epu64_mask, _mm512_loadu_si512,
    _mm512_mask_sub_epi64, _mm512_mask_xor_epi64, _mm512_movepi64_mask, _mm512_or_si512,
    _mm512_set1_epi64, _mm512_setzero_si512, _mm512_shldi_epi64, _mm512_storeu_si512,
    _mm512_test_epi64_mask, _mm512_unpacklo_epi64,
};

/// Blocks that are handled at once: the 64-bit lanes of a vector.
pub(super) const LANES: usize = 8;

#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn load(masks: &[u64; LANES]) -> __m512i {
    // SAFETY: the 64 bytes at the address must be readable; the address is that of an array of 64 bytes.
    unsafe { _mm512_loadu_si512(masks.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn stored(lanes: __m512i) -> [u64; LANES] {
    let mut masks = [0_u64; LANES];
    // SAFETY: 64 bytes at the address must be writable; the address is that of an array of 64 bytes.
    unsafe { _mm512_storeu_si512(masks.as_mut_ptr().cast(), lanes) };
    masks
}

#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn none() -> __m512i {
    _mm512_setzero_si512()
}

#[inline]
#[target_feature(enable = "avx512f")]
fn all() -> __m512i {
    _mm512_set1_epi64(-1)
}

#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn and(a: __m512i, b: __m512i) -> __m512i {
    _mm512_and_si512(a, b)
}

#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn or(a: __m512i, b: __m512i) -> __m512i {
    _mm512_or_si512(a, b)
}

/// The bits of `a` that `b` does not have.
#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn without(a: __m512i, b: __m512i) -> __m512i {
    _mm512_andnot_si512(b, a)
}

#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn not(a: __m512i) -> __m512i {
    _mm512_andnot_si512(a, all())
}

#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn is_none(a: __m512i) -> bool {
    _mm512_test_epi64_mask(a, a) == 0
}

/// How many lanes have all bits set.
#[inline]
#[target_feature(enable = "avx512f,popcnt")]
pub(super) fn full_count(a: __m512i) -> u32 {
    _mm512_cmpeq_epi64_mask(a, all()).count_ones()
}

/// Moves each bit to the next byte of the text, across lanes: marks the bytes after the marked ones. `before` holds the
/// same masks of the eight blocks before.
#[inline]
#[target_feature(enable = "avx512f,avx512vbmi2")]
pub(super) fn shifted(lanes: __m512i, before: __m512i) -> __m512i {
    let lane_before = _mm512_alignr_epi64::<7>(lanes, before);
    _mm512_shldi_epi64::<1>(lanes, lane_before)
}

/// Bit *i* of the first result is the parity of all bits up to *i*, through all lanes, and of `odd`, which is 1 or 0. The
/// second result is the parity of all bits and `odd`.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,vpclmulqdq")]
pub(super) fn parities(bits: __m512i, odd: u8) -> (__m512i, u8) {
    // Each product of 128 bits is made from one lane, and its low half has the parities within that lane.
    let even_lanes = _mm512_clmulepi64_epi128::<0x00>(bits, all());
    let odd_lanes = _mm512_clmulepi64_epi128::<0x01>(bits, all());
    let within = _mm512_unpacklo_epi64(even_lanes, odd_lanes);
    let mut ends = _mm512_movepi64_mask(within);
    ends ^= ends << 1;
    ends ^= ends << 2;
    ends ^= ends << 4;
    let ends = ends ^ 0_u8.wrapping_sub(odd);
    let starts = ends << 1 | odd;
    (
        _mm512_mask_xor_epi64(within, starts, within, all()),
        ends >> 7,
    )
}

/// Marks the byte after each run of `digits` that has a bit of `begins` at its beginning. The second result is 1 if such a
/// run reaches the end of the last lane, else 0; `goes_on` is that result for the eight blocks before. The result is
/// meaningless if a lane consists of digits only.
#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn ends_of(digits: __m512i, begins: __m512i, goes_on: u8) -> (__m512i, u8) {
    // A sum carries through the digits of a run to the bit after them.
    let sum = _mm512_add_epi64(digits, begins);
    let runs_over = _mm512_cmplt_epu64_mask(sum, digits);
    let into = runs_over << 1 | goes_on;
    let sum = _mm512_mask_sub_epi64(sum, into, sum, all());
    (without(sum, digits), runs_over >> 7)
}
