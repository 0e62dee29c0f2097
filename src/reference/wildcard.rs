//! The `wildcard` operator: `*` stands for any run of bytes, `\*` for a star and `\\` for a backslash.
//!
//! In: a quoted operand. Out: its pieces, and whether they cover a text. Invariant: a piece is one byte or one star,
//! and there are never two stars in a row. Follows event-ruler 2.0.1, WildcardParser.java:19-49. Positions in errors
//! count UTF-8 bytes from the opening quote.

use std::collections::BTreeSet;

/// One piece of a wildcard pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Piece {
    Byte(u8),
    Star,
}

/// Splits an operand (with its quotes) into pieces.
pub(crate) fn pieces(operand: &[u8]) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < operand.len() {
        let next = operand.get(at + 1);
        match operand[at] {
            b'*' if next == Some(&b'*') => {
                return Err(format!("Consecutive wildcard characters at pos {at}"));
            }
            b'*' => pieces.push(Piece::Star),
            b'\\' => match next {
                Some(&escaped @ (b'*' | b'\\')) => {
                    pieces.push(Piece::Byte(escaped));
                    at += 1;
                }
                _ => return Err(format!("Invalid escape character at pos {at}")),
            },
            byte => pieces.push(Piece::Byte(byte)),
        }
        at += 1;
    }
    Ok(pieces)
}

/// Whether `pieces` cover `text` from end to end.
pub(crate) fn covers(pieces: &[Piece], text: &[u8]) -> bool {
    let mut ends = BTreeSet::from([0]);
    for piece in pieces {
        ends = match piece {
            Piece::Star => match ends.first() {
                Some(&first) => (first..=text.len()).collect(),
                None => BTreeSet::new(),
            },
            Piece::Byte(byte) => ends
                .into_iter()
                .filter(|&end| text.get(end) == Some(byte))
                .map(|end| end + 1)
                .collect(),
        };
    }
    ends.contains(&text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        covers(&pieces(pattern.as_bytes()).unwrap(), text.as_bytes())
    }

    #[test]
    fn stars_match_any_run() {
        for text in ["ab", "a-b", "abab"] {
            assert!(matches("a*b", text), "{text}");
        }
        for text in ["", "a", "abc", "ba"] {
            assert!(!matches("a*b", text), "{text}");
        }
        assert!(matches("*", ""));
        assert!(matches("*é", "né"));
    }

    #[test]
    fn escaped_stars_are_literal_and_other_escapes_refused() {
        assert!(matches(r"a\*", "a*"));
        assert!(!matches(r"a\*", "ab"));
        assert!(matches(r"\**", "*anything"));
        assert_eq!(
            pieces(br#""a\b""#),
            Err("Invalid escape character at pos 2".to_owned())
        );
        assert_eq!(
            pieces("\"é**\"".as_bytes()),
            Err("Consecutive wildcard characters at pos 3".to_owned())
        );
    }

    #[test]
    fn other_metacharacters_are_literal() {
        assert!(matches("a?[b].", "a?[b]."));
        assert!(!matches("a?", "ab"));
    }
}
