//! Compares a text with the pieces of another, 32 bytes at a time.

use std::arch::x86_64::{__m256i, _mm256_cmpeq_epi8, _mm256_movemask_epi8, _mm256_or_si256};

use super::super::block::Summary;
use super::super::carry::Carry;
use super::super::escapes::escaping;
use super::super::fit::{Gap, LITERAL_BLOCK, Piece};
use super::halves::{control, digit, equal, load, load_half, mask, rare};

#[target_feature(enable = "avx2,bmi1,popcnt")]
pub(super) fn fit(
    text: &[u8],
    pieces: &[Piece],
    literals: &[u8],
    starts: &mut [usize],
) -> Option<bool> {
    let mut at = 0;
    let mut has_escapes = false;
    for (piece, start) in pieces.iter().zip(starts) {
        *start = at;
        let length = piece.literal.len();
        let literal = literals.get(piece.literal.start..)?;
        let mut compared = 0;
        while compared < length {
            let wanted = literal.get(compared..)?.first_chunk()?;
            let differ = !bits(_mm256_cmpeq_epi8(
                half(text, at + compared),
                load_half(wanted),
            ));
            if differ & lowest(length - compared) != 0 {
                return None;
            }
            compared += LITERAL_BLOCK;
        }
        at += length;
        at = match piece.gap {
            Gap::Plain => plain_end(text, at)?,
            Gap::Loose => loose_end(text, at, &mut has_escapes)?,
            Gap::Number => number_end(text, at)?,
            Gap::End => return (at == text.len()).then_some(has_escapes),
        };
    }
    None
}

/// The 32 bytes from `at` on, filled up with zeros, which no JSON text contains.
#[inline]
#[target_feature(enable = "avx2")]
fn half(text: &[u8], at: usize) -> __m256i {
    let rest = text.get(at..).unwrap_or_default();
    if let Some(bytes) = rest.first_chunk() {
        return load_half(bytes);
    }
    let mut bytes = [0; 32];
    bytes[..rest.len()].copy_from_slice(rest);
    load_half(&bytes)
}

#[inline]
#[target_feature(enable = "avx2")]
fn bits(bytes: __m256i) -> u32 {
    _mm256_movemask_epi8(bytes).cast_unsigned()
}

/// A mask of the `count` lowest bits; all 32 if `count` is larger.
#[inline(always)]
const fn lowest(count: usize) -> u32 {
    if count < 32 {
        (1 << count) - 1
    } else {
        u32::MAX
    }
}

/// Where the text of a plain string that begins at `at` ends: the offset of its closing quote.
#[inline]
#[target_feature(enable = "avx2,bmi1")]
fn plain_end(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        // The zeros after the end of the text stop this loop at the latest.
        let bytes = half(text, at);
        let stop = bits(_mm256_or_si256(rare(bytes), equal(bytes, b'"')));
        if stop != 0 {
            let end = at + stop.trailing_zeros() as usize;
            return (text.get(end) == Some(&b'"')).then_some(end);
        }
        at += 32;
    }
}

/// The same for a string that may have escapes and bytes above 0x7f.
#[inline]
#[target_feature(enable = "avx2,bmi1")]
fn loose_end(text: &[u8], mut at: usize, has_escapes: &mut bool) -> Option<usize> {
    let (mut carry, mut summary) = (Carry::default(), Summary::default());
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let mut last = [0; 64];
        let block = match rest.first_chunk() {
            Some(block) => block,
            None => {
                // The zeros after it are control characters, so this round is the last.
                last[..rest.len()].copy_from_slice(rest);
                &last
            }
        };
        let [low, high] = load(block);
        let quotes = [equal(low, b'"'), equal(high, b'"')];
        let rares = [rare(low), rare(high)];
        let special = _mm256_or_si256(
            _mm256_or_si256(quotes[0], rares[0]),
            _mm256_or_si256(quotes[1], rares[1]),
        );
        if bits(special) == 0 {
            at += 64;
            continue;
        }
        let quote = mask(quotes[0], quotes[1]);
        let escaping = escaping(mask(equal(low, b'\\'), equal(high, b'\\')));
        let close = quote & !(escaping << 1);
        // The bytes before the closing quote, or all bytes if there is none.
        let inside = close.wrapping_sub(1) & !close;
        *has_escapes |= escaping & inside != 0;
        if mask(rares[0], rares[1]) & inside & !escaping != 0 {
            let controls = mask(control(low), control(high));
            if controls & inside != 0 {
                return None;
            }
            let non_ascii = mask(low, high) & inside;
            if non_ascii != 0 {
                carry.non_ascii(text, at, non_ascii, &mut summary);
            }
        }
        if close != 0 {
            carry.finish(text, &mut summary);
            let end = at + close.trailing_zeros() as usize;
            return summary.not_utf8_at.is_none().then_some(end);
        }
        at += 64 - (escaping >> 63) as usize;
    }
}

/// Where a short number that begins at `at` ends, if it has neither sign nor exponent.
#[inline]
#[target_feature(enable = "avx2,bmi1")]
fn number_end(text: &[u8], at: usize) -> Option<usize> {
    let digits = u64::from(bits(digit(half(text, at))));
    let whole = digits.trailing_ones() as usize;
    let is_number = whole == 1 || whole > 1 && text[at] != b'0';
    let mut length = whole;
    if text.get(at + whole) == Some(&b'.') {
        let fraction = (digits >> (whole + 1)).trailing_ones() as usize;
        if fraction == 0 {
            return None;
        }
        length += 1 + fraction;
    }
    (is_number && length < LITERAL_BLOCK).then_some(at + length)
}
