//! The escapes of JSON strings to bytes: what the kernels share, and the portable kernel, which defines the answer.
//!
//! Most escapes stand for their second byte, so that decoding drops backslashes; the others are decoded one by one.

use crate::escape::read_escape;

/// How much longer than the string the memory for its text has to be: kernels write whole blocks.
pub(in crate::scan) const SLACK_BYTES: usize = 72;

const EVEN: u64 = 0x5555_5555_5555_5555;

/// Places in a string and in its text, both moving on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Places {
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Of the backslashes in 64 bytes, those that escape the byte behind them; the first byte is not escaped.
#[inline(always)]
pub(super) fn escaping(backslash: u64) -> u64 {
    if backslash & backslash << 1 == 0 {
        return backslash;
    }
    // Every other one of a run, beginning with its first. A run's first bit carries through to the byte behind it.
    let starts = backslash & !(backslash << 1);
    let (behind_even, _) = backslash.overflowing_add(starts & EVEN);
    let even_runs = backslash & !behind_even;
    even_runs & EVEN | backslash & !even_runs & !EVEN
}

/// Decodes the escape at `places.from`. `None`: it is not one.
#[inline(never)]
pub(super) fn decode_one(raw: &[u8], out: &mut [u8], places: &mut Places) -> Option<()> {
    let escape = read_escape(raw.get(places.from..)?)?;
    let character = char::from_u32(escape.code_point).unwrap_or('?');
    places.from += escape.source_bytes;
    places.to += character.encode_utf8(out.get_mut(places.to..)?).len();
    Some(())
}

/// Decodes `raw` into the beginning of `out`, which is longer by [`SLACK_BYTES`]; answers how many bytes it became.
pub(super) fn decode(raw: &[u8], out: &mut [u8]) -> Option<usize> {
    let mut places = Places::default();
    while let Some(word) = raw[places.from..].first_chunk::<8>() {
        out[places.to..places.to + 8].copy_from_slice(word);
        let run = plain_bytes(u64::from_le_bytes(*word));
        places.from += run;
        places.to += run;
        if run < 8 {
            decode_one(raw, out, &mut places)?;
        }
    }
    while let Some(&byte) = raw.get(places.from) {
        if byte == b'\\' {
            decode_one(raw, out, &mut places)?;
        } else {
            out[places.to] = byte;
            places.from += 1;
            places.to += 1;
        }
    }
    Some(places.to)
}

/// How many bytes of a word, from its lowest, come before a backslash.
const fn plain_bytes(word: u64) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let backslash = word ^ (ONES * b'\\' as u64);
    let found = backslash.wrapping_sub(ONES) & !backslash & (ONES << 7);
    (found.trailing_zeros() / 8) as usize
}
