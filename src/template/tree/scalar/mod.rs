//! The text of a scalar with the place of each byte. The reader has said what the value is; this walks value and file
//! together, so that a difference shows as one made piece for the whole scalar, never as a wrong place.

use std::ops::Range;

use tidegate_batch::criteria::Mapped;

use super::node::Style;

mod block;
mod escape;

use escape::escape;

/// Returns the value of a scalar with its places. `range`: its bytes in `file`, with quotes; of a block scalar its
/// content.
pub(crate) fn align(file: &str, range: Range<usize>, style: Style, value: &str) -> Mapped {
    let aligned = match style {
        Style::Plain | Style::JsonLiteral => {
            Walk::new(file, range.clone(), value).folded(Quotes::None)
        }
        Style::Single => inside(file, &range, '\'')
            .and_then(|inner| Walk::new(file, inner, value).folded(Quotes::Single)),
        Style::Double | Style::JsonString => inside(file, &range, '"')
            .and_then(|inner| Walk::new(file, inner, value).folded(Quotes::Double)),
        Style::Literal => block::align(file, range.start, block::Breaks::Kept, value),
        Style::Folded => block::align(file, range.start, block::Breaks::Folded, value),
    };
    aligned.unwrap_or_else(|| {
        let mut whole = Mapped::default();
        whole.made(value, range);
        whole
    })
}

/// Returns the range between the quotes.
fn inside(file: &str, range: &Range<usize>, quote: char) -> Option<Range<usize>> {
    let raw = file.get(range.clone())?;
    let is_quoted = raw.len() >= 2 && raw.starts_with(quote) && raw.ends_with(quote);
    is_quoted.then(|| range.start + 1..range.end - 1)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    None,
    Single,
    Double,
}

struct Walk<'f> {
    file: &'f str,
    at: usize,
    end: usize,
    /// The part of the value that is not yet found.
    rest: &'f str,
    out: Mapped,
}

impl<'f> Walk<'f> {
    fn new(file: &'f str, range: Range<usize>, value: &'f str) -> Self {
        Self {
            file,
            at: range.start,
            end: range.end,
            rest: value,
            out: Mapped::default(),
        }
    }

    /// Walks a scalar in which line breaks are folded.
    fn folded(mut self, quotes: Quotes) -> Option<Mapped> {
        while self.at < self.end {
            let left = &self.file[self.at..self.end];
            match left.as_bytes()[0] {
                b' ' | b'\t' | b'\n' | b'\r' => self.blanks()?,
                b'\'' if quotes == Quotes::Single => {
                    left.starts_with("''").then_some(())?;
                    self.made("'", 2)?;
                }
                b'\\' if quotes == Quotes::Double => self.escape()?,
                _ => self.run()?,
            }
        }
        self.rest.is_empty().then_some(self.out)
    }

    /// Takes text up to the next byte that may mean something else than itself.
    fn run(&mut self) -> Option<()> {
        let left = &self.file[self.at..self.end];
        let is_special = |it: char| matches!(it, ' ' | '\t' | '\n' | '\r' | '\'' | '\\');
        let after_first = left.chars().next().map_or(0, char::len_utf8);
        let length = left[after_first..].find(is_special);
        let text = &left[..length.map_or(left.len(), |it| it + after_first)];
        self.exact(text)
    }

    /// Takes blanks. With a line break among them they become one space, or one line break fewer than there are.
    fn blanks(&mut self) -> Option<()> {
        let left = &self.file[self.at..self.end];
        let blank = &left[..left.len() - left.trim_start_matches([' ', '\t', '\n', '\r']).len()];
        let breaks = blank.matches('\n').count() + lone_returns(blank);
        match breaks {
            0 => self.exact(blank),
            1 => self.made(" ", blank.len()),
            _ => self.made(&"\n".repeat(breaks - 1), blank.len()),
        }
    }

    /// Takes an escape. An escaped line break also takes the blanks before the next text.
    fn escape(&mut self) -> Option<()> {
        let left = &self.file[self.at..self.end];
        let (length, character) = escape(left)?;
        match character {
            Some(character) => self.made(character.encode_utf8(&mut [0; 4]), length),
            None => {
                let after = &left[length..];
                let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
                self.at += length + blanks;
                Some(())
            }
        }
    }

    fn exact(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        self.out.exact(text, self.at);
        self.at += text.len();
        Some(())
    }

    fn made(&mut self, text: &str, length: usize) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        self.out.made(text, self.at..self.at + length);
        self.at += length;
        Some(())
    }
}

/// Returns the number of carriage returns that are line breaks by themselves.
fn lone_returns(blank: &str) -> usize {
    blank.matches('\r').count() - blank.matches("\r\n").count()
}
