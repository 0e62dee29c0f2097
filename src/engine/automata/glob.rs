//! A wildcard as one text, and whether a value matches it.

/// Stands for a star in the text of a wildcard. This byte never occurs in UTF-8.
pub(super) const STAR: u8 = 0xff;

/// A wildcard: its parts, joined by [`STAR`]. There are at least two parts; the first and the last are not empty,
/// because they hold the quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Glob {
    text: Vec<u8>,
}

impl Glob {
    /// A wildcard with these parts; at least two, so that there is a star.
    pub(crate) fn new<P: AsRef<[u8]>>(parts: &[P]) -> Self {
        debug_assert!(parts.len() >= 2, "a text without a star is a literal");
        let mut text = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            text.extend((number > 0).then_some(STAR));
            text.extend_from_slice(part.as_ref());
        }
        Self { text }
    }

    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }
}

/// The head (the text before the first star) and the tail (the text after the last star).
pub(super) fn ends(glob: &[u8]) -> (&[u8], &[u8]) {
    let first = memchr::memchr(STAR, glob).unwrap_or(glob.len());
    let last = memchr::memrchr(STAR, glob).map_or(0, |last| last + 1);
    (&glob[..first], &glob[last..])
}

/// The middles: the texts between stars, without empty ones, in order.
pub(super) fn middles(glob: &[u8]) -> impl Iterator<Item = &[u8]> {
    let (head, tail) = ends(glob);
    between_stars(&glob[head.len()..glob.len() - tail.len()])
}

fn between_stars(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let parts = text.split(|byte| *byte == STAR);
    parts.filter(|part| !part.is_empty())
}

/// Whether the value matches this wildcard. Taking the leftmost place for each part in turn never misses a match, so
/// there is no backtracking.
pub(super) fn matches(glob: &[u8], value: &[u8]) -> bool {
    let (head, tail) = ends(glob);
    let room = value
        .strip_prefix(head)
        .and_then(|rest| rest.strip_suffix(tail));
    let Some(mut rest) = room else { return false };
    between_stars(&glob[head.len()..glob.len() - tail.len()]).all(|part| {
        let at = find(rest, part);
        rest = at.map_or(rest, |at| &rest[at + part.len()..]);
        at.is_some()
    })
}

/// The first place of `part` in `text`. In short texts a search for the first byte is cheaper to set up than `memmem`.
/// It takes the product of the lengths if the first byte occurs everywhere, so long texts use `memmem`.
pub(super) fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    // Bytes of the longest text that is searched by first byte.
    const SHORT: usize = 64;
    if text.len() > SHORT {
        return memchr::memmem::find(text, part);
    }
    let last = text.len().checked_sub(part.len())?;
    let first = *part.first()?;
    (0..=last).find(|&at| text[at] == first && text[at..].starts_with(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_match_with_leftmost_parts() {
        for (pattern, value, want) in [
            ("\"a*b\"", "\"ab\"", true),
            ("\"a*a\"", "\"a\"", false),
            ("\"*a*b*\"", "\"xxayyb\"", true),
            ("\"*ab*ab\"", "\"ab\"", false),
            ("\"*ab*ab\"", "\"abab\"", true),
            ("\"*\"", "\"\"", true),
            ("\"*\"", "1", false),
            ("\"*aa*aa*\"", "\"aaa\"", false),
        ] {
            let glob = Glob::new(&pattern.split('*').collect::<Vec<_>>());
            let got = matches(glob.text(), value.as_bytes());
            assert_eq!(got, want, "{pattern} {value}");
        }
    }

    #[test]
    fn parts_are_found_in_short_and_long_texts() {
        for filling in [0, 100] {
            let text = [&b"x".repeat(filling)[..], b"aabab"].concat();
            for (part, want) in [("ab", Some(1)), ("bab", Some(2)), ("abb", None)] {
                let want = want.map(|at| at + filling);
                assert_eq!(
                    find(&text, part.as_bytes()),
                    want,
                    "{part} after {filling} bytes"
                );
            }
        }
    }
}
