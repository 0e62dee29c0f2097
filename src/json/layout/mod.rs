//! Reads texts that are laid out like one read before, without looking at their tokens. Records of one source differ only
//! in a few strings and numbers, so the bytes between these are compared with the learned text, and only the strings and
//! numbers are checked. A text that does not fit has to be read in another way.
//!
//! Invariant: a text that fits is the learned one, which was JSON, with some strings replaced by strings and some numbers by
//! numbers. So it is JSON too, and has the same keys in the same order.
//!
//! # Example
//!
//! The text `{"id":1,"body":"x"}` is learned, and its range 16..17, the string `x`, is marked. Every string that is not a
//! key, and every number, is a value that may change (a gap). The text is cut there into pieces:
//!
//! ```text
//! text    {"id":1,"body":"x"}
//! piece   000000.111111111.22
//!
//! piece   offsets   literal      gap after it
//! 0       0..6      {"id":       a number (6..7)
//! 1       7..16     ,"body":"    a string (16..17)
//! 2       17..19    "}           the end of the text
//! ```
//!
//! A mark is kept relative to pieces, because values can have other lengths in other texts. This one begins 9 bytes after
//! the start of piece 1, and ends 0 bytes after the start of piece 2: `[(1, 9), (2, 0)]`.
//!
//! Another text, `{"id":20.5,"body":"yz"}`, fits:
//!
//! ```text
//! at 0    compare {"id":        equal
//! at 6    a number: 20.5        valid, ends at 10
//! at 10   compare ,"body":"     equal
//! at 19   a string: yz          valid, ends at 21
//! at 21   compare "}            equal
//! at 23   the end               reached
//! ```
//!
//! Its pieces start at 0, 10 and 21, so the marked range is 10 + 9 to 21 + 0, which is `yz`. `{"id":1,"Body":"x"}` does not
//! fit, because piece 1 differs; nor does `{"id":01,"body":"x"}`, because 01 is not a JSON number.
//!
//! After 32 texts that fit, the values that were the same in all of them become part of the literals, so that later texts
//! have fewer gaps to check. If `id` was 1 in all of them, the pieces are now `{"id":1,"body":"` and `"}`.

use std::ops::Range;

use super::arch::{Gap, Kernel, LITERAL_BLOCK, Piece};
use super::index::Index;
use super::reader::{Lengths, Reader};

/// Number of fitting texts after which the values that never changed are treated as fixed.
const WATCHED: u32 = 32;
/// Number of texts that a layout must fit to be worth learning. After one that fits fewer, the wait for the next one grows.
const FITTING_MIN: u32 = 64;
/// Most texts that are skipped before a layout is learned again.
const PATIENCE_MAX: u32 = 4096;

/// Most strings and numbers of a text that is learned. With more of them, reading tokens is as fast.
const VALUES_MAX: usize = 128;

/// The layout of a text; finds the ranges in other texts that correspond to marked ranges of this one.
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
    /// The learned text.
    text: Vec<u8>,
    /// The marked ranges of the learned text.
    marks: Vec<Range<usize>>,
    /// The strings and numbers of the learned text that may change.
    values: Vec<Value>,
    pieces: Vec<Piece>,
    /// The literal bytes of the pieces, each filled up to whole blocks.
    literals: Vec<u8>,
    /// The ranges of the pieces in the learned text.
    spans: Vec<Range<usize>>,
    /// For each mark, its begin and its end: a piece, and the distance from the start of that piece.
    places: Vec<[(usize, usize); 2]>,
    /// The starts of the pieces in the text that was fitted last.
    starts: Vec<usize>,
    /// The marked ranges in the text that was fitted last.
    ranges: Vec<Range<usize>>,
    /// How many texts have fitted this layout.
    fitted: u32,
    /// How many texts are skipped before the next layout is learned.
    patience: u32,
    /// How many of these texts are still to come.
    waiting: u32,
}

/// A string or number of the learned text.
#[derive(Clone, Debug)]
struct Value {
    span: Range<usize>,
    gap: Gap,
    /// Whether a text that fitted had another value here.
    has_changed: bool,
}

impl Value {
    /// Whether this value stays a gap after the watch.
    fn stays_open(&self) -> bool {
        self.has_changed || self.gap == Gap::Loose
    }
}

/// The result for a text that is laid out like the learned one.
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
    /// The ranges in this text that correspond to the marks, in the order in which the marks were given.
    pub ranges: &'l [Range<usize>],
    /// Whether the loose string has escapes. They were not checked; [`Unescaper`](crate::Unescaper) does that.
    pub has_escapes: bool,
}

impl Layout {
    /// Whether it is time to learn a text that did not fit. Must be called once for each such text: if texts vary too much,
    /// this returns `false` for most of them.
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

    /// Learns the layout of `text`, which must be one JSON object ([`Outline::whole`](crate::Outline::whole) checks that).
    /// `marks` are ranges to be found in other texts, each a whole value (a string without its quotes). `loose` is the
    /// offset of the text of one string, which may have escapes and bytes above 0x7f in other texts; no other string that
    /// changes may have them. Nothing is learned from a text with more than 128 strings and numbers.
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

    /// Reads `text` by the layout. Returns `None` if the text is laid out differently, is not JSON, or nothing was learned.
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

    /// Notes which values differ in a text that has just fitted. After the last text watched, fixes the values that never
    /// differed.
    #[cold]
    fn watch(&mut self, text: &[u8]) {
        // Until the end of the watch there is one piece before each value, and one after the last.
        for (index, value) in self.values.iter_mut().enumerate() {
            let start = self.starts[index] + self.pieces[index].literal.len();
            let now = text.get(start..self.starts[index + 1]);
            value.has_changed |= now != self.text.get(value.span.clone());
        }
        if self.fitted == WATCHED {
            // The starts found in this text are kept for the pieces that remain.
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

/// Returns the begin and the end of a mark, each as a piece and the distance from the start of that piece. A mark that is a
/// gap begins at the end of the piece before the gap, and ends at the start of the piece after it.
fn place(pieces: &[Range<usize>], mark: &Range<usize>) -> [(usize, usize); 2] {
    let begin = pieces.iter().position(|piece| mark.start <= piece.end);
    let end = pieces.iter().rposition(|piece| mark.end >= piece.start);
    let relative = |piece: Option<usize>, at: usize| {
        let piece = piece.unwrap_or_default();
        (piece, at.saturating_sub(pieces[piece].start))
    };
    [relative(begin, mark.start), relative(end, mark.end)]
}

/// Finds the values that may change: the numbers and the strings that are not keys, if a gap takes them. All other bytes
/// are fixed.
fn find_values(text: &[u8], index: &Index, loose: Option<usize>, out: &mut Vec<Value>) {
    let mut reader = Reader::new(text, index, Lengths::Unbounded);
    let mut token = reader.token();
    while token.at < text.len() && out.len() <= VALUES_MAX {
        let at = token.at;
        let (span, gap) = match token.byte {
            b'"' => {
                let close = index.next_quote(at).unwrap_or(text.len());
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
