//! Decodes the escapes of JSON strings: the code that the kernels share, and the portable kernel, which defines the result.
//!
//! Most escapes stand for their second byte, so decoding them means to drop the backslash. The others are decoded one by
//! one.

use crate::escape::read_escape;

/// How many bytes longer than the string the memory for its text must be, because kernels write whole blocks.
pub(crate) const SLACK_BYTES: usize = 72;

const EVEN: u64 = 0x5555_5555_5555_5555;

/// How far a string has been decoded: the offset in the string, and the offset in the decoded text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Places {
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Returns those of the backslashes in 64 bytes that escape the byte after them. The first byte must not be escaped.
#[inline(always)]
pub(super) fn escaping(backslash: u64) -> u64 {
    if backslash & backslash << 1 == 0 {
        return backslash;
    }
    // Every other backslash of a run, beginning with its first. Adding a run's first bit carries through to the byte after
    // the run, which clears the bits of the run.
    let starts = backslash & !(backslash << 1);
    let (after_even, _) = backslash.overflowing_add(starts & EVEN);
    let even_runs = backslash & !after_even;
    even_runs & EVEN | backslash & !even_runs & !EVEN
}

/// Decodes the escape at `places.from`. Returns `None` if it is not a valid escape.
#[inline(never)]
pub(super) fn decode_one(raw: &[u8], out: &mut [u8], places: &mut Places) -> Option<()> {
    let escape = read_escape(raw.get(places.from..)?)?;
    let character = char::from_u32(escape.code_point).unwrap_or('?');
    places.from += escape.source_bytes;
    places.to += character.encode_utf8(out.get_mut(places.to..)?).len();
    Some(())
}

/// Decodes `raw` into the beginning of `out`, which must be longer by [`SLACK_BYTES`]. Returns the length of the decoded
/// text in bytes, or `None` if an escape is not valid.
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

#[cfg(test)]
mod tests {
    use super::super::Kernel;
    use super::*;
    use tidegate_fixtures::testing::Draw;

    /// The definition: decodes one byte or escape after the other.
    fn naive(raw: &[u8]) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut rest = raw;
        while let Some(&byte) = rest.first() {
            let escape = if byte == b'\\' {
                Some(read_escape(rest)?)
            } else {
                None
            };
            match escape {
                Some(escape) => {
                    let character = char::from_u32(escape.code_point).unwrap_or('?');
                    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                    rest = &rest[escape.source_bytes..];
                }
                None => {
                    out.push(byte);
                    rest = &rest[1..];
                }
            }
        }
        Some(out)
    }

    /// Compares the kernels with the definition. Returns whether all escapes are valid.
    fn check(raw: &[u8]) -> bool {
        let wanted = naive(raw);
        for kernel in [Kernel::Scalar, Kernel::default()] {
            // The memory is full of backslashes: its old content must not matter.
            let mut out = vec![b'\\'; raw.len() + SLACK_BYTES];
            let length = kernel.unescape(raw, &mut out);
            let found = length.map(|length| out[..length].to_vec());
            assert_eq!(
                found,
                wanted,
                "{kernel:?} on {:?}",
                String::from_utf8_lossy(raw)
            );
        }
        wanted.is_some()
    }

    #[test]
    fn every_escape_is_decoded_at_every_place_of_a_block() {
        let escapes = [
            r"\n",
            r#"\""#,
            r"\\",
            r"\/",
            r"\b\f\r\t",
            r"\u20ac",
            r"\ud83d\ude00",
            r"\ud83d",
            r"\ude00x",
        ];
        for escape in escapes {
            for before in 0..140 {
                for after in [0, 1, 7, 8, 63, 64, 65] {
                    let raw = format!("{}{escape}{}", "é".repeat(before), "x".repeat(after));
                    assert!(check(raw.as_bytes()), "{raw}");
                    assert!(check(&raw.as_bytes()[before.min(3) * 2..]));
                }
            }
        }
    }

    #[test]
    fn runs_of_backslashes_across_blocks_are_decoded() {
        for before in 0..70 {
            for run in 0..140 {
                let raw = format!(
                    "{}{}\"{}",
                    "x".repeat(before),
                    r"\".repeat(run),
                    "y".repeat(9)
                );
                assert!(check(raw.as_bytes()));
                assert!(check(raw.replace("xy", "\\\\\"").as_bytes()));
                let cut = &raw.as_bytes()[..before + run];
                assert_eq!(check(cut), run % 2 == 0, "{before} {run}");
            }
        }
    }

    #[test]
    fn wrong_escapes_are_refused_wherever_they_stand() {
        for wrong in [
            r"\x", r"\", r"\u12", r"\u12g4", "\\\u{e9}", "\\\n", r"\U0041",
        ] {
            for before in 0..130 {
                let raw = format!("{}{wrong}", "\\\"a".repeat(before));
                assert!(!check(raw.as_bytes()), "{raw}");
                assert!(!check(format!("{}{wrong}", "-".repeat(before)).as_bytes()));
            }
        }
    }

    #[test]
    fn random_strings_decode_by_the_definition() {
        const PARTS: [&str; 12] = [
            "\\\"",
            "\\\\",
            "\\/",
            "\\n",
            "\\u00e9",
            "\\ud83d",
            "\\ude00",
            "plain text",
            "ü",
            "{",
            "\\\\\\\"",
            "\\q",
        ];
        let mut draw = Draw::new(1);
        let mut valid = 0;
        for _ in 0..20_000 {
            let mut raw = String::new();
            for _ in 0..draw.below(60) {
                // The wrong escape is drawn rarely, so that most strings are valid.
                let part = draw.below(600);
                raw.push_str(PARTS[if part == 0 { 11 } else { part % 11 }]);
            }
            valid += u32::from(check(raw.as_bytes()));
        }
        assert!(
            (10_000..20_000).contains(&valid),
            "{valid} of 20000 are valid"
        );
    }
}
