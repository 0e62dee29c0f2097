//! Wildcard texts: `*` stands for any run of characters, including an empty one; `\*` and `\\` are a star and a
//! backslash.

/// A mistake in a wildcard text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Two stars in a row.
    Stars,
    /// A backslash before neither a star nor a backslash.
    Escape,
}

/// The first mistake in a wildcard text and its byte position; `None` if there is no mistake.
pub(super) fn fault(text: &[u8]) -> Option<(usize, Fault)> {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += match (byte, text.get(at + 1)) {
            (b'*', Some(b'*')) => return Some((at, Fault::Stars)),
            (b'\\', Some(b'*' | b'\\')) => 2,
            (b'\\', _) => return Some((at, Fault::Escape)),
            _ => 1,
        };
    }
    None
}

/// The texts between the stars, with escapes resolved; a single text if there is no star. Texts with mistakes are
/// accepted, too: a backslash stands for the byte after it.
pub(super) fn split(text: &[u8]) -> Vec<Box<[u8]>> {
    let mut parts = Vec::new();
    let mut part = Vec::new();
    let mut bytes = text.iter().copied();
    while let Some(byte) = bytes.next() {
        match byte {
            b'*' => parts.push(std::mem::take(&mut part).into()),
            b'\\' => part.extend(bytes.next()),
            _ => part.push(byte),
        }
    }
    parts.push(part.into());
    parts
}

/// Whether a text matches a wildcard text.
pub(super) fn holds(wildcard: &[u8], text: &[u8]) -> bool {
    match &split(wildcard)[..] {
        [whole] => **whole == *text,
        parts => parts_hold(parts, text),
    }
}

/// Whether a value consists of these texts in order, with any bytes between them.
fn parts_hold(parts: &[Box<[u8]>], value: &[u8]) -> bool {
    let [head, middles @ .., tail] = parts else {
        return false;
    };
    let room = value
        .strip_prefix(&**head)
        .and_then(|rest| rest.strip_suffix(&**tail));
    let Some(room) = room else { return false };
    let found = middles.iter().try_fold(room, |rest, part| {
        memchr::memmem::find(rest, part).map(|at| &rest[at + part.len()..])
    });
    found.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_fault_is_found_with_its_position() {
        for (text, found) in [
            ("", None),
            ("a*b", None),
            (r"\*\\*", None),
            ("a**", Some((1, Fault::Stars))),
            (r"\***", Some((2, Fault::Stars))),
            (r"a\x", Some((1, Fault::Escape))),
            (r"a\", Some((1, Fault::Escape))),
        ] {
            assert_eq!(fault(text.as_bytes()), found, "{text}");
        }
    }

    #[test]
    fn escaped_stars_are_plain_bytes() {
        let parts = |text: &str| -> Vec<String> {
            let parts = split(text.as_bytes());
            let texts = parts.iter().map(|part| String::from_utf8_lossy(part));
            texts.map(|text| text.into_owned()).collect()
        };
        assert_eq!(parts(r"a\*b*\\"), ["a*b", r"\"]);
        assert_eq!(parts(""), [""]);
        assert_eq!(parts("*"), ["", ""]);
        assert!(holds(br"a\*", b"a*") && !holds(br"a\*", b"ab") && holds(b"a*", b"ab"));
    }

    #[test]
    fn parts_match_in_order_without_overlap() {
        let holds = |parts: &[&str], value: &str| {
            let parts: Vec<Box<[u8]>> = parts.iter().map(|part| part.as_bytes().into()).collect();
            parts_hold(&parts, value.as_bytes())
        };
        assert!(holds(&["", ""], "") && holds(&["a", "b"], "ab") && holds(&["a", "b"], "axb"));
        assert!(
            !holds(&["a", "a"], "a") && !holds(&["a", "b"], "abc") && !holds(&["a", "b"], "xab")
        );
        assert!(holds(&["", "ab", "ab", ""], "xabxab") && !holds(&["", "ab", "ab", ""], "xaba"));
        assert!(!holds(&["", "ab", "ab", ""], "ab"));
        assert!(
            !holds(&["", "aba", "ab", ""], "xxabab") && holds(&["", "aba", "ab", ""], "xxabaxab")
        );
        assert!(!holds(&["", "b", "a", ""], "ab") && !holds(&["x", "ab", "b"], "xab"));
        assert!(
            !holds(&["no star"], "no star"),
            "a text without a star has only one part"
        );
    }
}
