//! A wildcard as one text, and whether a value is it.

/// Stands where a wildcard has its stars; no byte of UTF-8.
pub(super) const STAR: u8 = 0xff;

/// A wildcard: the texts between its stars; at least two, of which the first and last are not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Glob {
    text: Vec<u8>,
}

impl Glob {
    /// A wildcard of these parts. There has to be a star: at least two parts.
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

/// The text in front of the first star, and that behind the last.
pub(super) fn ends(glob: &[u8]) -> (&[u8], &[u8]) {
    let first = memchr::memchr(STAR, glob).unwrap_or(glob.len());
    let last = memchr::memrchr(STAR, glob).map_or(0, |last| last + 1);
    (&glob[..first], &glob[last..])
}

/// The texts between stars that are not empty, in order.
pub(super) fn middles(glob: &[u8]) -> impl Iterator<Item = &[u8]> {
    let (head, tail) = ends(glob);
    between_stars(&glob[head.len()..glob.len() - tail.len()])
}

fn between_stars(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let parts = text.split(|byte| *byte == STAR);
    parts.filter(|part| !part.is_empty())
}

/// Whether the value is this wildcard. The leftmost place for each part in turn is exact for stars, so there is nothing
/// to go back to.
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

/// Where the text first has the part. A search for the first byte is cheaper to set up than one for all of them, but
/// takes the product of the lengths where it is met everywhere: then, and in long texts, the other it is.
pub(super) fn find(text: &[u8], part: &[u8]) -> Option<usize> {
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
    fn verifies_greedily() {
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
    fn short_and_long_texts_are_searched_alike() {
        for filling in [0, 100] {
            let text = [&b"x".repeat(filling)[..], b"aabab"].concat();
            for (part, want) in [("ab", Some(1)), ("bab", Some(2)), ("abb", None)] {
                let want = want.map(|at| at + filling);
                assert_eq!(
                    find(&text, part.as_bytes()),
                    want,
                    "{part} behind {filling}"
                );
            }
        }
    }
}
