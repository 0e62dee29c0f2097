//! Compares a text with the pieces of another: the portable kernel, which defines the result.

use std::ops::Range;

/// Size in bytes of the blocks that literal bytes are kept in; the last block of a literal is filled up. A number in a gap
/// must be shorter.
pub(crate) const LITERAL_BLOCK: usize = 32;

/// Literal bytes that a text must have, and the kind of value that may stand after them.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// The range of the bytes among the literals of all pieces.
    pub(crate) literal: Range<usize>,
    pub(crate) gap: Gap,
}

/// The kind of value between two pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// The text of a string: printable ASCII without escapes.
    Plain,
    /// The text of a string, UTF-8 without control characters; its escapes are not checked.
    Loose,
    /// A short number without sign and exponent.
    Number,
    /// Nothing: the text ends.
    End,
}

impl Gap {
    /// Whether `value`, a string's text or a number, may stand in this gap.
    pub(crate) fn takes(self, value: &[u8]) -> bool {
        match self {
            Self::Plain => value.iter().all(|byte| is_plain(*byte)),
            Self::Loose => true,
            Self::Number => number_length(value) == Some(value.len()),
            Self::End => value.is_empty(),
        }
    }
}

/// Writes the offset in `text` of each piece to `starts`, which has as many places. Returns whether a loose string has
/// escapes, or `None` if the text does not fit.
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

/// The length of the string's text that `rest` begins with; `None` if it is not valid or does not end.
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

/// The length of the number that `rest` begins with; `None` if it is not a short number without sign and exponent.
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

#[cfg(test)]
mod tests {
    use super::super::Kernel;
    use super::*;
    use tidegate_fixtures::testing::Draw;

    /// Pieces, their literals, and a text that may fit them.
    #[derive(Debug, Default)]
    struct Case {
        pieces: Vec<Piece>,
        literals: Vec<u8>,
        text: Vec<u8>,
    }

    const LENGTHS: [usize; 10] = [0, 1, 7, 31, 32, 33, 63, 64, 65, 100];

    impl Case {
        /// Adds a piece of `length` literal bytes, after the byte that closes the value before it.
        fn push(&mut self, length: usize, gap: Gap) {
            let start = self.literals.len();
            let before = self.pieces.last().map(|piece: &Piece| piece.gap);
            let closer = match before {
                Some(Gap::Plain | Gap::Loose) => "\"",
                Some(Gap::Number) => ",",
                _ => "",
            };
            self.literals.extend_from_slice(closer.as_bytes());
            self.literals.extend(std::iter::repeat_n(b'l', length));
            let literal = start..self.literals.len();
            self.text.extend_from_slice(&self.literals[literal.clone()]);
            let whole = literal.len().next_multiple_of(LITERAL_BLOCK);
            self.literals.resize(start + whole, 0);
            self.pieces.push(Piece { literal, gap });
        }

        /// The result of every kernel, and where the pieces begin.
        fn results(&self) -> Vec<Option<(bool, Vec<usize>)>> {
            let kernels = Kernel::available().into_iter();
            let results = kernels.map(|kernel| {
                let mut starts = vec![0; self.pieces.len()];
                let fit = kernel.fit(&self.text, &self.pieces, &self.literals, &mut starts);
                fit.map(|has_escapes| (has_escapes, starts))
            });
            results.collect()
        }
    }

    /// Appends a value for a gap; it sometimes has bytes that may not stand there.
    fn push_value(draw: &mut Draw, text: &mut Vec<u8>, gap: Gap) {
        let may_stand: &[&[u8]] = match gap {
            Gap::Plain => &[b"a", b" ", b"\x7f", b"~"],
            Gap::Loose => &[
                b"a",
                "é".as_bytes(),
                "😀".as_bytes(),
                b"\\n",
                b"\\\\",
                b"\\\"",
            ],
            Gap::Number => &[b"1", b"20", b"305"],
            Gap::End => return,
        };
        let may_not: &[&[u8]] = &[
            b"\x1f", b"\x00", b"\xff", b"\xc3", b"\"", b"\\", b"\\\x01", b"0", b".", b"-", b"e5",
        ];
        for _ in 0..draw.below(4) {
            let count = draw.one_of(&[0, 1, 2, 15, 31, 32, 33, 63, 64, 130]);
            let unit = draw.one_of(may_stand);
            text.extend_from_slice(&unit.repeat(count));
            if gap == Gap::Number && draw.below(2) == 0 {
                text.push(b'.');
            }
            if draw.below(16) == 0 {
                text.extend_from_slice(draw.one_of(may_not));
            }
        }
    }

    #[test]
    fn escaped_byte_at_the_end_of_a_block_is_checked() {
        for escaped in [
            &b"n"[..],
            b"\"",
            b"\\",
            "é".as_bytes(),
            b"\x01",
            b"\xff",
            b"\xc3",
        ] {
            for lead in 0..140 {
                let mut case = Case::default();
                case.push(lead % 40, Gap::Loose);
                case.text.extend(std::iter::repeat_n(b'a', lead));
                case.text.push(b'\\');
                case.text.extend_from_slice(escaped);
                case.push(1, Gap::End);
                let fits = std::str::from_utf8(escaped).is_ok_and(|text| text != "\x01");
                for result in case.results() {
                    let has_escapes = result.map(|(has_escapes, _)| has_escapes);
                    assert_eq!(has_escapes, fits.then_some(true), "{case:?}");
                }
            }
        }
    }

    #[test]
    fn all_kernels_give_the_same_result() {
        let mut draw = Draw::new(1);
        let (mut fitting, mut with_escapes) = (0, 0);
        for round in 0..20_000 {
            let mut case = Case::default();
            for _ in 0..draw.below(3) {
                let gap = draw.one_of(&[Gap::Plain, Gap::Loose, Gap::Number]);
                case.push(draw.one_of(&LENGTHS), gap);
                push_value(&mut draw, &mut case.text, gap);
            }
            case.push(draw.one_of(&LENGTHS), Gap::End);
            if draw.below(8) == 0 {
                case.text.truncate(draw.below(case.text.len() + 1));
            }
            let results = case.results();
            for other in &results {
                let shown = String::from_utf8_lossy(&case.text);
                assert_eq!(*other, results[0], "round {round}: {case:?}\n{shown}");
            }
            let has_escapes = results[0].as_ref().map(|result| result.0);
            fitting += u32::from(has_escapes.is_some());
            with_escapes += u32::from(has_escapes == Some(true));
        }
        assert!(fitting > 6_000, "{fitting}");
        assert!(with_escapes > 1_500, "{with_escapes}");
    }
}
