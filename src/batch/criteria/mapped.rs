//! A text that was made from a file, with the way back. Each byte of the text belongs to a piece, and each piece knows
//! the bytes of the file that it comes from.

use std::ops::Range;

/// One stretch of a [`Mapped`] text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    /// First byte in the text.
    at: usize,
    /// Where it was written.
    source: Range<usize>,
    origin: PieceOrigin,
}

/// How a stretch of text relates to the bytes that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceOrigin {
    /// The file holds the same bytes.
    Exact,
    /// The whole stretch stands for all the bytes of its range: an escape, a folded line break, a reference.
    Made,
}

/// A text with the place in a file of each of its bytes.
///
/// ```
/// use tidegate_batch::criteria::Mapped;
/// // The YAML scalar 'it''s', at byte 10 of a file.
/// let mut mapped = Mapped::default();
/// mapped.exact("it", 11);
/// mapped.made("'", 13..15);
/// mapped.exact("s", 15);
/// assert_eq!(mapped.text(), "it's");
/// assert_eq!(mapped.source(1..3), 12..15);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapped {
    text: String,
    pieces: Vec<Piece>,
}

impl Mapped {
    /// Returns a text that stands in the file as it is, from `start` on.
    #[must_use]
    pub fn verbatim(text: &str, start: usize) -> Self {
        let mut mapped = Self::default();
        mapped.exact(text, start);
        mapped
    }

    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds bytes that stand in the file as they are, from `start` on.
    pub fn exact(&mut self, text: &str, start: usize) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        self.text.push_str(text);
        let end = start + text.len();
        match self.pieces.last_mut() {
            Some(last) if last.origin == PieceOrigin::Exact && last.source.end == start => {
                last.source.end = end;
            }
            _ => self.pieces.push(Piece {
                at,
                source: start..end,
                origin: PieceOrigin::Exact,
            }),
        }
    }

    /// Adds text that stands for all the bytes of `source`.
    pub fn made(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece {
            at: self.text.len(),
            source,
            origin: PieceOrigin::Made,
        });
        self.text.push_str(text);
    }

    /// Returns the stretches of the text, in order: text, range in the file, and how they relate.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Range<usize>, PieceOrigin)> {
        self.pieces.iter().enumerate().map(|(index, piece)| {
            let text = &self.text[piece.at..self.end_of(index)];
            (text, piece.source.clone(), piece.origin)
        })
    }

    /// Returns the bytes of the file that a range of the text comes from. If the ends of the range come from places in
    /// another order, returns only the place of its first byte. An empty range is a place between two bytes.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        let Some(index) = range.end.checked_sub(1).and_then(|last| self.index(last)) else {
            return start.start..start.start;
        };
        if range.is_empty() {
            return start.start..start.start;
        }
        let last = &self.pieces[index];
        let end = match last.origin {
            PieceOrigin::Exact => (last.source.start + range.end - last.at).min(last.source.end),
            PieceOrigin::Made => last.source.end,
        };
        if end < start.start {
            return start;
        }
        start.start..end
    }

    /// Returns the first byte in the file of a range that stands there as it is, in one stretch; `None` if any of it was
    /// made, or stands elsewhere. For an empty range, the place between two bytes of one such stretch.
    #[must_use]
    pub fn exact_stretch(&self, range: Range<usize>) -> Option<usize> {
        let index = self.index(range.start)?;
        let inside = |piece: &Piece, end: usize| {
            let is_exact = piece.origin == PieceOrigin::Exact;
            (is_exact && range.end <= end).then(|| piece.source.start + range.start - piece.at)
        };
        let here = inside(&self.pieces[index], self.end_of(index));
        // An insertion before a piece may also stand after the piece before it.
        let before = || {
            let index = index.checked_sub(1).filter(|_| range.is_empty())?;
            let piece = &self.pieces[index];
            let touches = self.end_of(index) == range.start && piece.origin == PieceOrigin::Exact;
            touches.then_some(piece.source.end)
        };
        here.or_else(before)
    }

    /// Adds the stretch of `other` at `range`.
    pub fn append_range(&mut self, other: &Self, range: Range<usize>) {
        let first = other.index(range.start).unwrap_or(0);
        for index in first..other.pieces.len() {
            let piece = &other.pieces[index];
            let (from, to) = (
                piece.at.max(range.start),
                other.end_of(index).min(range.end),
            );
            if piece.at >= range.end {
                return;
            }
            match piece.origin {
                PieceOrigin::Exact => {
                    self.exact(&other.text[from..to], piece.source.start + from - piece.at);
                }
                PieceOrigin::Made => self.made(&other.text[from..to], piece.source.clone()),
            }
        }
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: &Self) {
        self.append_range(other, 0..other.text.len());
    }

    /// Returns the index of the piece that holds byte `offset` of the text; the last piece after the end.
    fn index(&self, offset: usize) -> Option<usize> {
        let after = self.pieces.partition_point(|piece| piece.at <= offset);
        after.checked_sub(1)
    }

    fn end_of(&self, index: usize) -> usize {
        let next = self.pieces.get(index + 1);
        next.map_or(self.text.len(), |next| next.at)
    }

    /// Returns the bytes that one character of the text comes from; the place after the last piece for the end of the text.
    fn place(&self, offset: usize) -> Range<usize> {
        let Some(index) = self.index(offset) else {
            return 0..0;
        };
        let piece = &self.pieces[index];
        let is_end = offset >= self.text.len();
        match piece.origin {
            _ if is_end => piece.source.end..piece.source.end,
            PieceOrigin::Exact => {
                let start = piece.source.start + offset - piece.at;
                let character = self.text.get(offset..).and_then(|rest| rest.chars().next());
                start..start + character.map_or(1, char::len_utf8)
            }
            PieceOrigin::Made => piece.source.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Mapped {
        let mut mapped = Mapped::verbatim("ab", 10);
        mapped.made("X", 12..20);
        mapped.exact("cd", 20);
        mapped
    }

    #[test]
    fn adjacent_exact_stretches_become_one_piece() {
        let mut mapped = Mapped::verbatim("ab", 10);
        mapped.exact("cd", 12);
        assert_eq!(mapped.pieces().count(), 1);
        assert_eq!(mapped.source(1..3), 11..13);
    }

    #[test]
    fn range_that_touches_a_made_piece_covers_its_source() {
        assert_eq!(example().source(2..3), 12..20);
        assert_eq!(example().source(1..4), 11..21);
    }

    #[test]
    fn empty_range_is_a_place_between_two_bytes() {
        assert_eq!(example().source(3..3), 20..20);
        assert_eq!(example().source(5..5), 22..22);
        assert_eq!(Mapped::default().source(0..0), 0..0);
    }

    #[test]
    fn ends_from_places_in_another_order_leave_the_first() {
        let mut mapped = Mapped::verbatim("ab", 50);
        mapped.exact("cd", 10);
        assert_eq!(mapped.source(1..3), 51..52);
    }

    #[test]
    fn appended_range_keeps_its_places() {
        let mut copy = Mapped::default();
        copy.append_range(&example(), 1..4);
        assert_eq!(copy.text(), "bXc");
        assert_eq!(copy.source(0..1), 11..12);
        assert_eq!(copy.source(2..3), 20..21);
    }
}
