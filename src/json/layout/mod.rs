//! How one text is laid out, to read others that are laid out alike: records of one source differ in a few strings and
//! numbers only. What stays the same is compared, the rest is checked value by value; no token is looked at.
//!
//! Invariant: a text that fits differs from the learned one, which was JSON, in strings by strings and in numbers by
//! numbers. So it is JSON, and has the same keys in the same places.

use std::ops::Range;

use super::arch::{Gap, Kernel, LITERAL_BLOCK, Piece};
use super::index::Index;
use super::reader::{Lengths, Reader};

/// Fitting texts that are watched before strings and numbers that never changed are taken as fixed.
const WATCHED: u32 = 32;
/// A layout has to fit so many texts to be worth its learning; if it does not, the next is learned later.
const FITTING_MIN: u32 = 64;
/// Most texts that are let pass before a layout is learned again.
const PATIENCE_MAX: u32 = 4096;

/// A text with more strings and numbers is not learned: its tokens are as fast to read.
const VALUES_MAX: usize = 128;

/// The layout of a text, and where marked ranges of it stand in another one.
///
/// ```
/// use tidegate_json::Layout;
/// let mut layout = Layout::default();
/// let text = br#"{"id":1,"body":"x"}"#;
/// layout.learn(text, &[16..17], None);
/// let other = br#"{"id":20.5,"body":"yz"}"#;
/// assert_eq!(layout.fit(other).unwrap().ranges, [19..21]);
/// assert_eq!(layout.fit(br#"{"id":1,"Body":"x"}"#), None);
/// assert_eq!(layout.fit(br#"{"id":01,"body":"x"}"#), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Layout {
    kernel: Kernel,
    index: Index,
    /// The text it was learned from, with the ranges marked in it and its strings and numbers.
    text: Vec<u8>,
    marks: Vec<Range<usize>>,
    values: Vec<Value>,
    /// Pieces and their literal bytes, each padded to whole blocks.
    pieces: Vec<Piece>,
    literals: Vec<u8>,
    /// Where the pieces stand in the learned text.
    spans: Vec<Range<usize>>,
    /// By mark: in which piece it begins and ends, and how far behind that piece's beginning.
    places: Vec<[(usize, usize); 2]>,
    /// Where the pieces of the text fitted last begin.
    starts: Vec<usize>,
    ranges: Vec<Range<usize>>,
    fitted: u32,
    patience: u32,
    waiting: u32,
}

/// A string or number of the learned text.
#[derive(Clone, Debug)]
struct Value {
    span: Range<usize>,
    gap: Gap,
    /// It was another one in a text that fitted.
    has_changed: bool,
}

impl Value {
    fn stays_open(&self) -> bool {
        self.has_changed || self.gap == Gap::Loose
    }
}

/// A text that is laid out as the learned one.
///
/// ```
/// use tidegate_json::Layout;
/// let mut layout = Layout::default();
/// layout.learn(br#"{"body":"x"}"#, &[9..10], Some(9));
/// let fit = layout.fit(br#"{"body":"\"\""}"#).unwrap();
/// assert_eq!((&fit.ranges[0], fit.has_escapes), (&(9..13), true));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit<'l> {
    /// Where the marked ranges stand in it, in the order in which they were given.
    pub ranges: &'l [Range<usize>],
    /// Whether the loose string has escapes; they were not checked ([`Unescaper`](crate::Unescaper) does).
    pub has_escapes: bool,
}

impl Layout {
    /// Whether it is time to learn a text that did not fit. Asked for each of them: where texts vary too much, most are
    /// let pass.
    pub fn is_due(&mut self) -> bool {
        if self.waiting > 0 {
            self.waiting -= 1;
            return false;
        }
        self.patience = if self.fitted < FITTING_MIN {
            (2 * self.patience + 1).min(PATIENCE_MAX)
        } else {
            0
        };
        self.waiting = self.patience;
        true
    }

    /// Learns the layout of `text`, which must be one JSON object, as [`Outline::whole`](crate::Outline::whole) finds
    /// out. `marks` are ranges that are to be found in other texts, each a whole value (a string without its quotes).
    /// `loose`: where the string begins that may have escapes in other texts; all others have none there. Nothing is
    /// learned from a text with more than 128 strings and numbers.
    pub fn learn(&mut self, text: &[u8], marks: &[Range<usize>], loose: Option<usize>) {
        self.text.clear();
        self.text.extend_from_slice(text);
        self.marks.clear();
        self.marks.extend_from_slice(marks);
        self.index.build(text);
        self.values.clear();
        find_values(text, &self.index, loose, &mut self.values);
        self.fitted = 0;
        if self.values.len() > VALUES_MAX {
            self.pieces.clear();
            return;
        }
        self.cut(|_| true);
    }

    /// Reads `text` by the layout. `None`: it is laid out otherwise, or is no JSON, or nothing was learned.
    #[inline]
    pub fn fit(&mut self, text: &[u8]) -> Option<Fit<'_>> {
        let Self {
            kernel,
            pieces,
            literals,
            starts,
            ..
        } = self;
        let has_escapes = kernel.fit(text, pieces, literals, starts)?;
        self.fitted = self.fitted.saturating_add(1);
        if self.fitted <= WATCHED {
            self.watch(text);
        }
        for (range, [start, end]) in self.ranges.iter_mut().zip(&self.places) {
            *range = self.starts[start.0] + start.1..self.starts[end.0] + end.1;
        }
        Some(Fit {
            ranges: &self.ranges,
            has_escapes,
        })
    }

    /// Notes what differs in a text that has just fitted; in the last one watched, fixes what never did.
    #[cold]
    fn watch(&mut self, text: &[u8]) {
        // Until the end of the watch there is one piece before each value, and one behind the last.
        for (index, value) in self.values.iter_mut().enumerate() {
            let start = self.starts[index] + self.pieces[index].literal.len();
            let now = text.get(start..self.starts[index + 1]);
            value.has_changed |= now != self.text.get(value.span.clone());
        }
        if self.fitted == WATCHED {
            // The text at hand keeps its places, piece by piece.
            let mut starts = std::mem::take(&mut self.starts);
            self.cut(Value::stays_open);
            let mut kept = 1;
            for (index, value) in self.values.iter().enumerate() {
                if value.stays_open() {
                    starts[kept] = starts[index + 1];
                    kept += 1;
                }
            }
            starts.truncate(kept);
            self.starts = starts;
        }
    }

    /// Cuts the learned text at the values that may change.
    fn cut(&mut self, may_change: impl Fn(&Value) -> bool) {
        self.pieces.clear();
        self.literals.clear();
        self.spans.clear();
        let mut start = 0;
        for index in 0..self.values.len() {
            let Value { span, gap, .. } = self.values[index].clone();
            if may_change(&self.values[index]) {
                self.push_piece(start..span.start, gap);
                start = span.end;
            }
        }
        self.push_piece(start..self.text.len(), Gap::End);
        self.starts.clear();
        self.starts.resize(self.pieces.len(), 0);
        self.places.clear();
        let spans = &self.spans;
        self.places
            .extend(self.marks.iter().map(|mark| place(spans, mark)));
        self.ranges.clone_from(&self.marks);
    }

    fn push_piece(&mut self, span: Range<usize>, gap: Gap) {
        let at = self.literals.len();
        self.literals.extend_from_slice(&self.text[span.clone()]);
        self.pieces.push(Piece {
            literal: at..self.literals.len(),
            gap,
        });
        let padded = self.literals.len().next_multiple_of(LITERAL_BLOCK);
        self.literals.resize(padded, 0);
        self.spans.push(span);
    }
}

/// In which of the pieces a range begins and ends, and how far behind their beginnings. What begins or ends at a value
/// that may change does so at the piece outside of it.
fn place(pieces: &[Range<usize>], mark: &Range<usize>) -> [(usize, usize); 2] {
    let begin = pieces.iter().position(|piece| mark.start <= piece.end);
    let end = pieces.iter().rposition(|piece| mark.end >= piece.start);
    let behind = |piece: Option<usize>, at: usize| {
        let piece = piece.unwrap_or_default();
        (piece, at.saturating_sub(pieces[piece].start))
    };
    [behind(begin, mark.start), behind(end, mark.end)]
}

/// The strings that are no keys, and the numbers, where a gap takes them; all else is taken as fixed.
fn find_values(text: &[u8], index: &Index, loose: Option<usize>, out: &mut Vec<Value>) {
    let mut reader = Reader::new(text, index, Lengths::Unbounded);
    let mut token = reader.token();
    while token.at < text.len() && out.len() <= VALUES_MAX {
        let at = token.at;
        let (span, gap) = match token.byte {
            b'"' => {
                let close = index.quote_behind(at).unwrap_or(text.len());
                let is_loose = loose == Some(at + 1);
                token = reader.token();
                if token.byte == b':' || close >= text.len() {
                    continue;
                }
                (
                    at + 1..close,
                    if is_loose { Gap::Loose } else { Gap::Plain },
                )
            }
            b'-' | b'0'..=b'9' => {
                let end = reader.scalar(token).unwrap_or(at);
                token = reader.token();
                (at..end, Gap::Number)
            }
            _ => {
                token = reader.token();
                continue;
            }
        };
        if gap.takes(&text[span.clone()]) {
            out.push(Value {
                span,
                gap,
                has_changed: false,
            });
        }
    }
}

#[cfg(test)]
mod tests;
