//! Text as Java handles it: a string is a sequence of UTF-16 units, and a lone surrogate is a unit like any other.
//!
//! In: UTF-8 text or bytes. Out: units, or the bytes that event-ruler compares. Invariant: a lone surrogate becomes `?`
//! in bytes (Java's `String.getBytes(UTF_8)`), but never in units.

/// A Java string.
pub(crate) type Units = Vec<u16>;

/// The units of `text`.
pub(crate) fn units(text: &str) -> Units {
    text.encode_utf16().collect()
}

/// The units of the longest valid UTF-8 prefix of `bytes`. The rest can only be an error, or is never read because the
/// first JSON value has ended.
pub(crate) fn decode(bytes: &[u8]) -> Units {
    match std::str::from_utf8(bytes) {
        Ok(text) => units(text),
        Err(error) => {
            let (valid, _) = bytes.split_at(error.valid_up_to());
            units(&String::from_utf8_lossy(valid))
        }
    }
}

/// `units` in UTF-8, with `?` for each lone surrogate.
pub(crate) fn bytes(units: &[u16]) -> Vec<u8> {
    shown(units).into_bytes()
}

/// `units` for an error text, with `?` for each lone surrogate.
pub(crate) fn shown(units: &[u16]) -> String {
    char::decode_utf16(units.iter().copied())
        .map(|unit| unit.unwrap_or('?'))
        .collect()
}

/// `units` between double quotes. event-ruler 2.0.1 stores every string value so (JsonRuleCompiler.java:343,
/// Event.java:145), and therefore "5" never equals 5.
pub(crate) fn quoted(units: &[u16]) -> Units {
    let quote = [u16::from(b'"')];
    [&quote[..], units, &quote[..]].concat()
}

/// The name that Jackson gives a character in an error text (ParserMinimalBase._getCharDesc, 2.21.0).
pub(crate) fn described(unit: u16) -> String {
    let glyph = shown(&[unit]);
    match unit {
        0..=0x1f | 0x7f..=0x9f => format!("(CTRL-CHAR, code {unit})"),
        0x20..=0xff => format!("'{glyph}' (code {unit})"),
        _ => format!("'{glyph}' (code {unit} / 0x{unit:x})"),
    }
}

/// The spellings that `equals-ignore-case` accepts for one unit of the pattern: its lower case and its upper case, each
/// a full mapping (ß becomes SS), in UTF-8. Units are folded one at a time, so half of a surrogate pair folds to `?`
/// (event-ruler 2.0.1, EqualsIgnoreCaseParser.java:31-48).
pub(crate) fn folds(unit: u16) -> [Vec<u8>; 2] {
    match char::from_u32(u32::from(unit)) {
        None => [b"?".to_vec(), b"?".to_vec()],
        // Unicode 17.0 added the other case of these letters, but Java 25 implements Unicode 16.0.
        Some(letter @ ('\u{a7ce}' | '\u{a7cf}' | '\u{a7d2}'..='\u{a7d5}')) => {
            let own = letter.to_string().into_bytes();
            [own.clone(), own]
        }
        Some(letter) => [
            letter.to_lowercase().collect::<String>().into_bytes(),
            letter.to_uppercase().collect::<String>().into_bytes(),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_surrogates_become_question_marks_only_in_bytes() {
        assert_eq!(bytes(&[0x61, 0xd800]), b"a?");
        assert_eq!(bytes(&units("a😀")), "a😀".as_bytes());
    }

    #[test]
    fn invalid_utf8_ends_the_text() {
        assert_eq!(decode(b"ab\xffcd"), units("ab"));
        assert_eq!(decode("é".as_bytes()), units("é"));
    }

    #[test]
    fn units_are_folded_one_at_a_time() {
        assert_eq!(folds(u16::from(b'k')), [b"k".to_vec(), b"K".to_vec()]);
        assert_eq!(folds(0xdf), ["ß".as_bytes().to_vec(), b"SS".to_vec()]);
        assert_eq!(folds(0xd83d), [b"?".to_vec(), b"?".to_vec()]);
    }

    #[test]
    fn characters_are_named_as_jackson_names_them() {
        assert_eq!(described(10), "(CTRL-CHAR, code 10)");
        assert_eq!(described(0x27), "''' (code 39)");
        assert_eq!(described(0xfeff), "'\u{feff}' (code 65279 / 0xfeff)");
    }
}
