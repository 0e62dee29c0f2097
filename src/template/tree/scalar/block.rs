//! Block scalars: `|` keeps line breaks, `>` folds them. The indentation of the content is the column of its first line
//! with text, less the blanks that the value begins with, so the header need not be read.

use std::ops::Range;

use tidegate_batch::criteria::Mapped;

/// What a line break between two lines of the same indentation becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    Kept,
    Folded,
}

/// `start`: the first byte of the content.
pub(super) fn align(file: &str, start: usize, breaks: Breaks, value: &str) -> Option<Mapped> {
    let body = value.trim_start_matches('\n');
    let leading = &value[..value.len() - body.len()];
    let mut out = Mapped::default();
    let before = file.get(..start)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    out.made(leading, line_start..line_start);
    let indent = spaces(&file[line_start..]).checked_sub(spaces(body))?;
    let mut walk = Walk {
        file,
        at: line_start,
        indent,
        breaks,
        rest: body,
        pending: None,
        previous: Depth::Deeper,
        out,
    };
    while !walk.rest.is_empty() {
        walk.line()?;
    }
    Some(walk.out)
}

fn spaces(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b' ').count()
}

/// Whether a line begins with more blanks than the content's indentation. Breaks beside such a line are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Level,
    Deeper,
}

/// Line breaks that are not yet found in the value.
struct Pending {
    from: usize,
    count: usize,
}

struct Walk<'f> {
    file: &'f str,
    at: usize,
    indent: usize,
    breaks: Breaks,
    /// The part of the value that is not yet found.
    rest: &'f str,
    pending: Option<Pending>,
    previous: Depth,
    out: Mapped,
}

impl<'f> Walk<'f> {
    fn line(&mut self) -> Option<()> {
        let left = self.file.get(self.at..).filter(|left| !left.is_empty())?;
        let end = left.find('\n').unwrap_or(left.len());
        let line = left[..end].strip_suffix('\r').unwrap_or(&left[..end]);
        let blanks = spaces(line).min(self.indent);
        let text = &line[blanks..];
        let end = self.at + end;
        match &mut self.pending {
            Some(pending) if text.is_empty() => pending.count += 1,
            _ => self.text(text, self.at + blanks, end)?,
        }
        self.at = end + 1;
        Some(())
    }

    fn text(&mut self, text: &str, at: usize, end: usize) -> Option<()> {
        let depth = if text.starts_with([' ', '\t']) {
            Depth::Deeper
        } else {
            Depth::Level
        };
        if let Some(pending) = self.pending.take() {
            let joined = self.joined(pending.count, depth);
            self.made(&joined, pending.from..at)?;
        }
        self.rest = self.rest.strip_prefix(text)?;
        self.out.exact(text, at);
        self.previous = depth;
        let is_last = self.rest.bytes().all(|byte| byte == b'\n');
        if is_last {
            let (rest, last) = (self.rest, (end + 1).min(self.file.len()));
            return self.made(rest, end..last);
        }
        self.pending = Some(Pending {
            from: end,
            count: 1,
        });
        Some(())
    }

    /// Returns what line breaks before a line of this depth become.
    fn joined(&self, count: usize, depth: Depth) -> String {
        let is_kept =
            self.breaks == Breaks::Kept || depth == Depth::Deeper || self.previous == Depth::Deeper;
        match count {
            _ if is_kept => "\n".repeat(count),
            1 => " ".to_owned(),
            _ => "\n".repeat(count - 1),
        }
    }

    fn made(&mut self, text: &str, range: Range<usize>) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        self.out.made(text, range);
        Some(())
    }
}
