//! Strings as Java handles them: lone surrogates and case forms.

use super::leaf_test::Part;

/// Replaces each lone surrogate with `?`, as Java does when it converts a string to UTF-8.
pub(crate) fn lossy_into(text: &[u8], out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = surrogate_at(rest) {
        out.extend_from_slice(&rest[..at]);
        out.push(b'?');
        rest = &rest[at + 3..];
    }
    out.extend_from_slice(rest);
}

/// The text for messages, with `?` for each lone surrogate, as AWS shows it.
pub(super) fn shown(text: &[u8]) -> String {
    let mut out = Vec::with_capacity(text.len());
    lossy_into(text, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn surrogate_at(text: &[u8]) -> Option<usize> {
    memchr::memchr_iter(0xed, text).find(|&at| text.get(at + 1).is_some_and(|&next| next >= 0xa0))
}

/// The text that this part of a string is compared with: with the quotes at the string's ends, as tests hold it, and
/// with lone surrogates replaced.
pub(super) fn quoted(part: Part, text: &[u8]) -> Box<[u8]> {
    let (open, close): (&[u8], &[u8]) = match part {
        Part::Whole => (b"\"", b"\""),
        Part::Start => (b"\"", b""),
        Part::End => (b"", b"\""),
    };
    let mut out = Vec::with_capacity(open.len() + text.len() + close.len());
    out.extend_from_slice(open);
    lossy_into(text, &mut out);
    out.extend_from_slice(close);
    out.into()
}

/// Whether Unicode 17.0 added the other case of this letter of the basic plane. Java 25 implements Unicode 16.0
/// (`Character`, "Unicode Conformance", read 2026-11-30) and folds none of these letters, but this Rust does.
const fn is_newer_than_java(character: char) -> bool {
    matches!(character, '\u{a7ce}' | '\u{a7cf}' | '\u{a7d2}'..='\u{a7d5}')
}

/// The lower- and upper-case forms of a character of the basic plane, as in Java 25 with `Locale.ROOT`.
fn forms(character: char) -> (String, String) {
    if is_newer_than_java(character) {
        return (character.to_string(), character.to_string());
    }
    (
        character.to_lowercase().collect(),
        character.to_uppercase().collect(),
    )
}

/// The lower- and upper-case forms of each UTF-16 unit. A half of a surrogate pair has none and becomes `?`
/// (event-ruler 2.0.1, `EqualsIgnoreCaseParser.parse`).
pub(super) fn case_forms(quoted: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(quoted);
    let mut all = Vec::with_capacity(text.len());
    for character in text.chars() {
        if u32::from(character) > 0xffff {
            all.extend([
                ("?".to_owned(), "?".to_owned()),
                ("?".to_owned(), "?".to_owned()),
            ]);
        } else {
            all.push(forms(character));
        }
    }
    all
}

/// Whether a character's lower- and upper-case forms differ. Halves of surrogate pairs have no forms.
pub(super) fn has_two_cases(character: char) -> bool {
    u32::from(character) <= 0xffff && {
        let (lower, upper) = forms(character);
        lower != upper
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lone_surrogates_become_question_marks() {
        for text in ["", "a", "한글", "\u{d7ff}\u{e000}\u{10000}"] {
            assert_eq!(shown(text.as_bytes()), text);
        }
        assert_eq!(shown(b"a\xed\xa0\x80b\xed\xbf\xbf"), "a?b?");
        assert_eq!(shown(b"\xed"), "\u{fffd}", "half a character");
    }

    /// The lower and upper case of every character, hashed, equals the output of Java 25.0.3: FNV-1a over lines of
    /// `String.format("%04X %s %s\n", c, lower, upper)`, the forms in hex, without surrogates (2026-11-30).
    #[test]
    fn case_forms_of_the_basic_plane_are_those_of_java_25() {
        let hex = |text: &str| -> String {
            text.encode_utf16()
                .map(|unit| format!("{unit:04X}"))
                .collect()
        };
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for character in '\0'..='\u{ffff}' {
            let (lower, upper) = forms(character);
            let line = format!(
                "{:04X} {} {}\n",
                u32::from(character),
                hex(&lower),
                hex(&upper)
            );
            for byte in line.bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
            }
        }
        assert_eq!(hash, 0xeddc_2f33_3ba5_63fb);
    }

    #[test]
    fn halves_of_surrogate_pairs_have_no_case() {
        let forms = |text: &str| case_forms(text.as_bytes());
        let two = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        assert_eq!(
            forms("aß\u{ffff}"),
            [two("a", "A"), two("ß", "SS"), two("\u{ffff}", "\u{ffff}")]
        );
        assert_eq!(forms("\u{10400}"), [two("?", "?"), two("?", "?")]);
        assert!(has_two_cases('a') && has_two_cases('ß') && !has_two_cases('1'));
        assert!(!has_two_cases('\u{ffff}') && !has_two_cases('\u{10400}'));
    }
}
