//! Decodes escapes, 64 bytes at a time: one shuffle for each eight bytes removes the backslashes that escape.

use std::arch::x86_64::{_mm_cvtsi64_si128, _mm_cvtsi128_si64, _mm_shuffle_epi8};

use super::super::escapes::{Places, decode_one, escaping};
use super::halves::{equal, load, mask};

/// For each set of bytes to keep, given as eight bits: the shuffle that moves these bytes to the front of the word.
static SQUEEZE: [u64; 256] = squeeze();

const fn squeeze() -> [u64; 256] {
    let mut table = [0; 256];
    let mut kept = 0;
    while kept < 256 {
        let (mut from, mut to) = (0, 0);
        while from < 8 {
            if kept >> from & 1 == 1 {
                table[kept] |= from << to;
                to += 8;
            }
            from += 1;
        }
        kept += 1;
    }
    table
}

#[target_feature(enable = "avx2,bmi1,popcnt")]
pub(super) fn decode(raw: &[u8], out: &mut [u8]) -> Option<usize> {
    let mut places = Places::default();
    let mut last = [0; 64];
    while places.from < raw.len() {
        let rest = &raw[places.from..];
        let (block, live) = match rest.first_chunk::<64>() {
            Some(block) => (block, 64),
            None => {
                last[..rest.len()].copy_from_slice(rest);
                last[rest.len()..].fill(0);
                (&last, rest.len())
            }
        };
        let into = out[places.to..].first_chunk_mut::<72>()?;
        let [low, high] = load(block);
        let backslash = mask(equal(low, b'\\'), equal(high, b'\\'));
        if backslash == 0 {
            into[..64].copy_from_slice(block);
            places.from += live;
            places.to += live;
            continue;
        }
        let escaping = escaping(backslash);
        let quote = mask(equal(low, b'"'), equal(high, b'"'));
        let mut special = escaping << 1 & !(quote | backslash);
        if special != 0 {
            special &= !mask(equal(low, b'/'), equal(high, b'/'));
        }
        // Bytes before the first escape that needs decoding, or before an escape that the end of the block cuts.
        let taken = if special != 0 {
            special.trailing_zeros() as usize - 1
        } else {
            live - (escaping >> (live - 1) & 1) as usize
        };
        let kept = !escaping & lowest(taken);
        compact(block, kept, into);
        places.from += taken;
        places.to += kept.count_ones() as usize;
        if special != 0 || taken == 0 {
            decode_one(raw, out, &mut places)?;
        }
    }
    Some(places.to)
}

/// A mask of the `count` lowest bits.
#[inline(always)]
const fn lowest(count: usize) -> u64 {
    if count == 64 {
        u64::MAX
    } else {
        (1 << count) - 1
    }
}

/// Moves the bytes whose bits `kept` has to the front of `into`; the bytes after them are arbitrary.
#[inline]
#[target_feature(enable = "avx2,bmi1,popcnt")]
fn compact(block: &[u8; 64], kept: u64, into: &mut [u8; 72]) {
    let mut to = 0;
    for (index, word) in block.as_chunks::<8>().0.iter().enumerate() {
        let kept = (kept >> (8 * index) & 0xff) as usize;
        let word = _mm_cvtsi64_si128(i64::from_le_bytes(*word));
        let places = _mm_cvtsi64_si128(SQUEEZE[kept].cast_signed());
        let squeezed = _mm_cvtsi128_si64(_mm_shuffle_epi8(word, places));
        into[to..to + 8].copy_from_slice(&squeezed.to_le_bytes());
        to += kept.count_ones() as usize;
    }
}
