//! A text against the pieces of another: the portable kernel, which defines the answer.

use std::ops::Range;

/// Literal bytes stand in blocks of so many, the last filled up.
pub(in crate::scan) const LITERAL_BLOCK: usize = 32;

/// Bytes that have to stand in a text, and what may stand behind them.
#[derive(Clone, Debug)]
pub(in crate::scan) struct Piece {
    /// Where the bytes are, among those of all pieces.
    pub(in crate::scan) literal: Range<usize>,
    pub(in crate::scan) gap: Gap,
}

/// What stands between two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scan) enum Gap {
    /// The text of a string: printable ASCII without escapes.
    Plain,
    /// The text of a string, UTF-8 without control characters; its escapes are not checked.
    Loose,
    /// A number without sign and exponent.
    Number,
    /// Nothing: the text ends.
    End,
}

impl Gap {
    /// Whether all of `value`, a string's text or a number, may stand here.
    pub(in crate::scan) fn takes(self, value: &[u8]) -> bool {
        match self {
            Self::Plain => value.iter().all(|byte| is_plain(*byte)),
            Self::Loose => true,
            Self::Number => number_length(value) == Some(value.len()),
            Self::End => value.is_empty(),
        }
    }
}

/// Puts where the pieces begin into `starts`, as many as there are, and answers whether a loose string has escapes;
/// `None` if the text does not fit.
pub(super) fn fit(
    text: &[u8],
    pieces: &[Piece],
    literals: &[u8],
    starts: &mut [usize],
) -> Option<bool> {
    let mut at = 0;
    let mut has_escapes = false;
    for (piece, start) in pieces.iter().zip(starts) {
        *start = at;
        let rest = text[at..].strip_prefix(&literals[piece.literal.clone()])?;
        at = text.len() - rest.len();
        at += match piece.gap {
            Gap::Plain => rest.iter().position(|byte| !is_plain(*byte))?,
            Gap::Loose => {
                let length = loose_length(rest)?;
                has_escapes |= rest[..length].contains(&b'\\');
                length
            }
            Gap::Number => number_length(rest)?,
            Gap::End => return rest.is_empty().then_some(has_escapes),
        };
    }
    None
}

const fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..0x80) && byte != b'"' && byte != b'\\'
}

/// How long the text of a string is that `rest` begins with.
fn loose_length(rest: &[u8]) -> Option<usize> {
    let mut is_escaped = false;
    for (at, &byte) in rest.iter().enumerate() {
        match byte {
            0..0x20 => return None,
            b'"' if !is_escaped => return std::str::from_utf8(&rest[..at]).ok().map(str::len),
            _ => is_escaped = byte == b'\\' && !is_escaped,
        }
    }
    None
}

/// How long the number is that `rest` begins with, if it is a short one that has neither sign nor exponent.
fn number_length(rest: &[u8]) -> Option<usize> {
    let digits = |rest: &[u8]| rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(rest);
    let has_fraction = rest.get(whole) == Some(&b'.');
    let fraction = if has_fraction {
        digits(&rest[whole + 1..])
    } else {
        0
    };
    let length = whole + usize::from(has_fraction) + fraction;
    let is_number = whole == 1 || whole > 1 && rest[0] != b'0';
    (is_number && has_fraction == (fraction > 0) && length < LITERAL_BLOCK).then_some(length)
}
