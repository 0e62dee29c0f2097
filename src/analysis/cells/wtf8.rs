//! Texts as code points, lone surrogates included, and their JSON.

/// A code point, or a lone surrogate.
pub(crate) type Point = u32;

pub(crate) const fn is_surrogate(point: Point) -> bool {
    matches!(point, 0xd800..=0xdfff)
}

/// Returns the code points of a text in WTF-8: UTF-8 that may hold lone surrogates.
pub(crate) fn points(text: &[u8]) -> Vec<Point> {
    let mut points = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(&lead) = rest.first() {
        let (length, value) = match lead {
            0..=0x7f => (1, lead),
            0x80..=0xdf => (2, lead & 0x1f),
            0xe0..=0xef => (3, lead & 0x0f),
            0xf0.. => (4, lead & 0x07),
        };
        let (character, after) = rest.split_at(length.min(rest.len()));
        let tail = character[1..].iter();
        points.push(tail.fold(u32::from(value), |value, byte| {
            value << 6 | u32::from(byte & 0x3f)
        }));
        rest = after;
    }
    points
}

/// Returns the text as a JSON string.
pub(crate) fn json_string(text: &[Point]) -> String {
    let mut json = String::from("\"");
    for &point in text {
        match char::from_u32(point) {
            Some('"') => json.push_str("\\\""),
            Some('\\') => json.push_str("\\\\"),
            Some(character) if point >= 0x20 => json.push(character),
            Some(_) | None => json.push_str(&format!("\\u{point:04x}")),
        }
    }
    json.push('"');
    json
}

/// Returns the text in UTF-8; `None` if it has a lone surrogate.
pub(crate) fn plain(text: &[Point]) -> Option<String> {
    text.iter().map(|point| char::from_u32(*point)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_utf8_and_of_lone_surrogates_are_written_as_json() {
        let text = points("a\"\u{1}é€😀".as_bytes());
        assert_eq!(json_string(&text), "\"a\\\"\\u0001é€😀\"");
        assert_eq!(plain(&text).as_deref(), Some("a\"\u{1}é€😀"));
        let lone = points(b"\xed\xa0\x80");
        assert_eq!(
            (json_string(&lone), plain(&lone)),
            ("\"\\ud800\"".to_owned(), None)
        );
    }
}
