//! Checks by masks alone whether a text is JSON, without a walk over its tokens.
//!
//! Eight blocks are taken at a time, in three steps. First the bytes are sorted into classes, block by block. Then one pass
//! over all eight blocks finds what lies in strings, where tokens begin, and whether the numbers are valid. Last, the first
//! bytes of the tokens are packed into a row, which `grammar` checks at the end.

use std::arch::x86_64::{
    __m128i, __m512i, _mm512_add_epi32, _mm512_castsi512_si128, _mm512_cmple_epu8_mask,
    _mm512_cvtepu8_epi32, _mm512_extracti32x4_epi32, _mm512_maskz_compress_epi8,
    _mm512_movepi8_mask, _mm512_set1_epi32, _mm512_storeu_si512,
};

use super::super::block::Summary;
use super::super::carry::Carry;
use super::super::row::Row;
use super::bytes::{Blocks, classify, equal, load_block, splat};
use super::grammar::is_grammatical;
use super::lanes::{
    LANES, and, ends_of, full_count, is_none, load, none, not, or, parities, shifted, stored,
    without,
};
use crate::escape::end_of_escapes;
use crate::limits::KEY_UNITS_MAX;
use crate::scalars::{ends_scalar, scalar_length};

/// Most blocks of a text that may lie wholly inside strings; with more, the walk decides. A key of more than
/// [`KEY_UNITS_MAX`] bytes covers more blocks than this. The count is an upper bound: it adds up all strings, and may hold
/// the blocks that are missing from the last eight.
const STRING_BLOCKS_MAX: u32 = (KEY_UNITS_MAX / 64 - 2) as u32;

/// Whether `input` is certainly one JSON object or list by the rules of the token walk; then `row` holds its tokens. If
/// this returns `false`, the token walk has to decide.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vbmi2,vpclmulqdq,bmi1,bmi2,popcnt")]
pub(super) fn check(input: &[u8], row: &mut Row) -> bool {
    if u32::try_from(input.len()).is_err() {
        return false;
    }
    let mut pass = Pass::new();
    let mut count = 1;
    let mut base = 0;
    let mut before = (&input[..0], [0; LANES]);
    let mut eights = input.chunks(64 * LANES);
    loop {
        let next = eights.next();
        let classes = pass.classes(input, base, next.unwrap_or_default());
        // PERF: the pack of the last eight blocks comes here, between two steps of these: vectors can't be loaded right
        // after their lanes were written one by one (bench `scan`).
        count = pack(row, count, base.wrapping_sub(64 * LANES), before);
        let Some(eight) = next else { break };
        before = (eight, pass.tokens(input, base, &classes));
        base += 64 * LANES;
    }
    row.kinds[count..count + 64].fill(0);
    row.count = count - 1;
    row.backslash_at = pass.summary.backslash_at;
    pass.is_good(input) && is_grammatical(row) && pass.scalars_are_good(input, row)
}

/// Puts the tokens of the eight blocks at `base` into the row from place `count` on, and returns the place after them.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,popcnt")]
fn pack(
    row: &mut Row,
    mut count: usize,
    mut base: usize,
    (eight, tokens): (&[u8], [u64; LANES]),
) -> usize {
    row.make_room(count + eight.len());
    for (bytes, tokens) in Blocks(eight).zip(tokens) {
        pack_block(row, count, base, bytes, tokens);
        count += tokens.count_ones() as usize;
        base += 64;
    }
    count
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,popcnt")]
fn pack_block(row: &mut Row, count: usize, base: usize, bytes: __m512i, tokens: u64) {
    let kinds = row.kinds[count..].first_chunk_mut();
    let starts = row.starts[count..].first_chunk_mut::<64>();
    let (Some(kinds), Some(starts)) = (kinds, starts) else {
        return;
    };
    store(kinds, _mm512_maskz_compress_epi8(tokens, bytes));
    let offsets = _mm512_maskz_compress_epi8(tokens, load_block(&OFFSETS));
    let (quarters, _) = starts.as_chunks_mut::<16>();
    store_starts(&mut quarters[0], base, _mm512_castsi512_si128(offsets));
    let found = tokens.count_ones();
    if found > 16 {
        let quarter = _mm512_extracti32x4_epi32::<1>(offsets);
        store_starts(&mut quarters[1], base, quarter);
    }
    if found > 32 {
        let quarter = _mm512_extracti32x4_epi32::<2>(offsets);
        store_starts(&mut quarters[2], base, quarter);
        let quarter = _mm512_extracti32x4_epi32::<3>(offsets);
        store_starts(&mut quarters[3], base, quarter);
    }
}

/// The numbers 0 to 63: the offset of each byte in its block.
const OFFSETS: [u8; 64] = {
    let mut offsets = [0; 64];
    let mut at = 0;
    while at < 64 {
        offsets[at] = at as u8;
        at += 1;
    }
    offsets
};

#[inline]
#[target_feature(enable = "avx512f")]
fn store(room: &mut [u8; 64], bytes: __m512i) {
    // SAFETY: 64 bytes at the address must be writable; the address is that of an array of 64 bytes.
    unsafe { _mm512_storeu_si512(room.as_mut_ptr().cast(), bytes) }
}

/// Stores `base` plus each of 16 offsets. The text is not longer than `u32::MAX`, so the sums fit.
#[inline]
#[target_feature(enable = "avx512f")]
fn store_starts(room: &mut [u32; 16], base: usize, offsets: __m128i) {
    let base = _mm512_set1_epi32((base as u32).cast_signed());
    let starts = _mm512_add_epi32(base, _mm512_cvtepu8_epi32(offsets));
    // SAFETY: 64 bytes at the address must be writable; the address is that of an array of 64 bytes.
    unsafe { _mm512_storeu_si512(room.as_mut_ptr().cast(), starts) }
}

/// The classes of the bytes of eight blocks; a block that is missing counts as white space.
struct Classes {
    quotes: [u64; LANES],
    structural: [u64; LANES],
    white_space: [u64; LANES],
    digits: [u64; LANES],
    dots: [u64; LANES],
    minuses: [u64; LANES],
    zeros: [u64; LANES],
    controls: [u64; LANES],
}

/// The state of a check, handed from eight blocks to the next eight. Of the vectors that are masks of the eight blocks
/// before, only the last lane matters.
struct Pass {
    carry: Carry,
    summary: Summary,
    /// 1 if the text so far ends inside a string.
    in_string: u8,
    /// 1 if the text so far ends within the digits after a dot.
    in_fraction: u8,
    runs: __m512i,
    digits: __m512i,
    dots: __m512i,
    minuses: __m512i,
    /// The zeros that are the first digit of a number.
    leading_zeros: __m512i,
    /// The first bytes of the next block that belong to a literal begun before it.
    literal: u64,
    /// How many blocks lie wholly inside strings.
    string_blocks: u32,
    /// Control characters where none are allowed.
    bad: __m512i,
    /// Not 0 once some number is invalid or needs a closer look.
    odd: __m512i,
    /// Set once some number or literal is invalid or needs a closer look, such as one with an exponent or very many digits.
    is_odd: bool,
}

impl Pass {
    #[inline]
    #[target_feature(enable = "avx512f")]
    fn new() -> Self {
        Self {
            carry: Carry::default(),
            summary: Summary::default(),
            in_string: 0,
            in_fraction: 0,
            runs: none(),
            digits: none(),
            dots: none(),
            minuses: none(),
            leading_zeros: none(),
            literal: 0,
            string_blocks: 0,
            bad: none(),
            odd: none(),
            is_odd: false,
        }
    }

    /// Masks of the first bytes of tokens in the eight blocks at `base` of `input`.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vbmi2,vpclmulqdq,bmi1,popcnt")]
    fn tokens(&mut self, input: &[u8], base: usize, classes: &Classes) -> [u64; LANES] {
        let quotes = load(&classes.quotes);
        let white_space = load(&classes.white_space);
        let strings;
        (strings, self.in_string) = parities(quotes, self.in_string);
        self.string_blocks += full_count(strings);
        let controls = load(&classes.controls);
        self.bad = or(self.bad, and(controls, or(strings, not(white_space))));
        let outside = not(or(quotes, strings));
        let structural = and(load(&classes.structural), outside);
        let runs = without(without(outside, structural), white_space);
        let starts = without(runs, shifted(runs, self.runs));
        self.runs = runs;
        self.numbers(input, base, classes, runs, starts);
        stored(or(or(structural, and(quotes, strings)), starts))
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    fn classes(&mut self, input: &[u8], base: usize, eight: &[u8]) -> Classes {
        let mut classes = Classes {
            quotes: [0; LANES],
            structural: [0; LANES],
            white_space: [!0; LANES],
            digits: [0; LANES],
            dots: [0; LANES],
            minuses: [0; LANES],
            zeros: [0; LANES],
            controls: [0; LANES],
        };
        for (bytes, lane) in Blocks(eight).zip(0..LANES) {
            let backslash = equal(bytes, b'\\');
            let control = _mm512_cmple_epu8_mask(bytes, splat(0x1f));
            let non_ascii = _mm512_movepi8_mask(bytes);
            let class = classify(bytes);
            classes.quotes[lane] = self.carry.unescaped(equal(bytes, b'"'), backslash);
            classes.structural[lane] = class.structural;
            classes.white_space[lane] = class.white_space;
            classes.digits[lane] = class.digit;
            classes.dots[lane] = equal(bytes, b'.');
            classes.minuses[lane] = equal(bytes, b'-');
            classes.zeros[lane] = equal(bytes, b'0');
            if backslash | control | non_ascii != 0 {
                classes.controls[lane] = control;
                let base = base + 64 * lane;
                if non_ascii != 0 {
                    self.carry
                        .non_ascii(input, base, non_ascii, &mut self.summary);
                }
                self.summary.note(base, backslash, 0);
            }
        }
        classes
    }

    /// Checks the numbers and literals: runs of bytes that are neither structural nor white space.
    #[inline]
    #[target_feature(enable = "avx512f,avx512vbmi2,popcnt")]
    fn numbers(
        &mut self,
        input: &[u8],
        base: usize,
        classes: &Classes,
        runs: __m512i,
        starts: __m512i,
    ) {
        let digits = and(load(&classes.digits), runs);
        let dots = and(load(&classes.dots), runs);
        let minuses = and(load(&classes.minuses), runs);
        let of_numbers = or(or(digits, dots), minuses);
        let others = without(runs, of_numbers);
        if !is_none(others) {
            self.literals(input, base, &stored(others), &stored(starts));
        }
        let after_digit = shifted(digits, self.digits);
        let after_dot = shifted(dots, self.dots);
        let after_minus = shifted(minuses, self.minuses);
        let first = and(or(starts, after_minus), digits);
        let leading_zeros = and(first, load(&classes.zeros));
        let (ends, in_fraction) = ends_of(digits, and(after_dot, digits), self.in_fraction);
        let after_any = or(or(after_digit, after_dot), after_minus);
        let odd = [
            without(minuses, starts),
            without(or(after_minus, after_dot), digits),
            and(dots, or(not(after_digit), ends)),
            and(shifted(leading_zeros, self.leading_zeros), digits),
            // A number directly after a literal.
            without(of_numbers, or(starts, after_any)),
        ];
        for odd in odd {
            self.odd = or(self.odd, odd);
        }
        // A number with too many digits covers whole blocks.
        self.is_odd |= full_count(digits) != 0;
        self.in_fraction = in_fraction;
        (self.digits, self.dots, self.minuses) = (digits, dots, minuses);
        self.leading_zeros = leading_zeros;
    }

    /// Checks the literals; `others` marks the bytes of runs that can't be part of a plain number.
    #[inline(never)]
    fn literals(
        &mut self,
        input: &[u8],
        base: usize,
        others: &[u64; LANES],
        starts: &[u64; LANES],
    ) {
        for (lane, (&others, &starts)) in others.iter().zip(starts).enumerate() {
            let mut literals = std::mem::take(&mut self.literal);
            let mut begins = starts & others;
            while begins != 0 {
                let at = begins.trailing_zeros();
                begins &= begins - 1;
                let rest = &input[base + 64 * lane + at as usize..];
                let length = match rest {
                    [b't', b'r', b'u', b'e', ..] | [b'n', b'u', b'l', b'l', ..] => 4,
                    [b'f', b'a', b'l', b's', b'e', ..] => 5,
                    _ => continue,
                };
                let bits = ((1_u128 << length) - 1) << at;
                literals |= bits as u64;
                self.literal = (bits >> 64) as u64;
            }
            self.is_odd |= others & !literals != 0;
        }
    }

    /// Whether strings and control characters are valid; called after the last block. Numbers and literals are checked by
    /// [`Self::scalars_are_good`].
    #[inline]
    #[target_feature(enable = "avx512f")]
    fn is_good(&mut self, input: &[u8]) -> bool {
        self.carry.finish(input, &mut self.summary);
        let Summary {
            backslash_at,
            not_utf8_at,
            ..
        } = self.summary;
        is_none(self.bad)
            && not_utf8_at.is_none()
            && self.string_blocks <= STRING_BLOCKS_MAX
            // A backslash outside strings may pass here, but the check of literals refuses it. No escape reaches across the
            // end of its string, which is an unescaped quote.
            && backslash_at.is_none_or(|at| end_of_escapes(input, at, input.len()).is_ok())
    }

    /// Whether all numbers and literals are valid.
    #[inline]
    #[target_feature(enable = "avx512f")]
    fn scalars_are_good(&self, input: &[u8], row: &Row) -> bool {
        is_none(self.odd) && !self.is_odd || scalars_are_good(input, row)
    }
}

/// Whether all numbers and literals are valid, looked at one by one.
#[cold]
fn scalars_are_good(input: &[u8], row: &Row) -> bool {
    (1..=row.count).all(|token| {
        if b",:{}[]\"".contains(&row.kind(token)) {
            return true;
        }
        let rest = &input[row.start(token)..];
        let next = scalar_length(rest).and_then(|length| rest.get(length));
        next.is_some_and(|&byte| ends_scalar(byte))
    })
}
