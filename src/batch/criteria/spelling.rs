//! How a file writes the text of a pattern: in which kind of quotes or block. A change of the text is written in the same
//! way, without touching what is around it.

use std::fmt::Write as _;
use std::ops::Range;

use super::mapped::{Mapped, PieceOrigin};
use super::written::{Edit, in_json};

/// The form of a scalar in YAML or JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarForm {
    /// Between single quotes, in which two stand for one.
    Single,
    /// Between double quotes, with escapes: YAML's, or those of JSON.
    Double,
    /// A block that keeps its line breaks.
    Literal,
    /// A folded block, or a word without quotes: as it is, but for line breaks.
    Bare,
}

/// How a file writes the text of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The scalar that holds the text.
    pub form: ScalarForm,
    /// Whether `${Name}` in the text is replaced. If so, a fix must not write `${`.
    pub is_substituted: bool,
}

impl Spelling {
    /// Returns the edit of the file that makes `new` of the text; `None` if the text can't be written so in one place, or
    /// if a reference of the file would be lost.
    pub(super) fn edit(
        self,
        document: &str,
        old: &Mapped,
        new: &str,
        changed: Range<usize>,
    ) -> Option<Edit> {
        let wrapped = self.wrapped(document, old, new, &changed);
        wrapped.or_else(|| self.replaced(document, old, new, changed))
    }

    /// Returns the edit that keeps what stands in the file and writes something before and after it; `None` if the change
    /// is not of this kind.
    fn wrapped(
        self,
        document: &str,
        old: &Mapped,
        new: &str,
        changed: &Range<usize>,
    ) -> Option<Edit> {
        let kept = old
            .text()
            .get(changed.clone())
            .filter(|it| !it.is_empty())?;
        let end = new.len().checked_sub(old.text().len() - changed.end)?;
        let stretch = new.get(changed.start..end)?;
        let (before, after) = stretch.split_once(kept)?;
        if self.is_substituted && new.matches("${").count() != old.text().matches("${").count() {
            return None;
        }
        let start = old.exact_stretch(changed.start..changed.start)?;
        let end = old.exact_stretch(changed.end..changed.end)?;
        let inner = document.get(start..end)?;
        let before = self.inserted(document, start, before)?;
        let after = self.inserted(document, end, after)?;
        Some(Edit {
            span: tidegate::Span::new(start, end),
            text: format!("{before}{inner}{after}"),
        })
    }

    /// Returns a text as the file writes it at a place between two characters; `None` if it would change how the blanks or
    /// line breaks beside it are read.
    fn inserted(self, document: &str, at: usize, text: &str) -> Option<String> {
        let is_blank = |it: char| it == ' ' || it == '\t';
        let beside = document[..at].ends_with(is_blank) || document[at..].starts_with(is_blank);
        let is_bordered = !text.starts_with(is_blank) && !text.ends_with(is_blank);
        let stays =
            text.is_empty() || (is_bordered && (!beside || is_inside_line(document, &(at..at))));
        if !stays {
            return None;
        }
        match self.form {
            ScalarForm::Double => Some(escaped(text)),
            ScalarForm::Single | ScalarForm::Literal | ScalarForm::Bare
                if text.contains(is_special) =>
            {
                None
            }
            ScalarForm::Single => Some(text.replace('\'', "''")),
            ScalarForm::Literal | ScalarForm::Bare => Some(text.to_owned()),
        }
    }

    /// Returns the edit that replaces all that changes.
    fn replaced(
        self,
        document: &str,
        old: &Mapped,
        new: &str,
        changed: Range<usize>,
    ) -> Option<Edit> {
        let changed = whole_pieces(old, changed);
        let length = (new.len() + changed.len()).checked_sub(old.text().len())?;
        let stretch = new.get(changed.start..changed.start + length)?;
        let source = match changed.is_empty() {
            true => {
                let at = old.exact_stretch(changed.clone())?;
                at..at
            }
            false => old.source(changed.clone()),
        };
        let (before, after) = (&new[..changed.start], new.get(changed.start + length..)?);
        let begins = stretch.contains("${") || crosses(before, stretch) || crosses(stretch, after);
        if self.is_substituted && (begins || crosses(before, after)) {
            return None;
        }
        if loses_reference(document, old, &changed) {
            return None;
        }
        let is_inside = is_inside_line(document, &source);
        let text = match self.form {
            ScalarForm::Literal => literal(document, old, &changed, stretch),
            ScalarForm::Double | ScalarForm::Single | ScalarForm::Bare if !is_inside => None,
            ScalarForm::Double => Some(escaped(stretch)),
            ScalarForm::Single | ScalarForm::Bare if stretch.contains(is_special) => None,
            ScalarForm::Single => Some(stretch.replace('\'', "''")),
            ScalarForm::Bare => Some(stretch.to_owned()),
        };
        Some(Edit {
            span: tidegate::Span::new(source.start, source.end),
            text: text?,
        })
    }
}

/// Returns whether a range of the text has the value of a reference in it, which an edit would write in its place.
pub(super) fn loses_reference(document: &str, old: &Mapped, changed: &Range<usize>) -> bool {
    let mut at = 0;
    old.pieces().any(|(text, source, origin)| {
        let (start, end) = (at, at + text.len());
        at = end;
        let overlaps = start < changed.end && changed.start < end;
        let written = document.get(source).unwrap_or_default();
        overlaps && origin == PieceOrigin::Made && is_reference(written)
    })
}

/// Returns whether a piece of a template refers to a value: `${X}`, `!Ref X`, `{"Ref": "X"}`, `{{resolve:...}}`.
fn is_reference(written: &str) -> bool {
    let is_literal = written.starts_with("${!");
    let name = written.trim_start_matches(['{', '"', '\'', ' ', '\t', '\r', '\n']);
    let starts = ["${", "!", "Ref", "Fn::", "resolve:"];
    !is_literal && starts.iter().any(|it| name.starts_with(it))
}

/// Returns a stretch as a literal block writes it, its further lines as far to the right as the first line of the block.
/// `None` if it would change where the block begins or ends.
fn literal(document: &str, old: &Mapped, changed: &Range<usize>, stretch: &str) -> Option<String> {
    let is_unwritable = |it: char| is_special(it) && it != '\n';
    let is_inside = changed.start > 0 && changed.end < old.text().trim_end().len();
    if !is_inside || stretch.contains(is_unwritable) {
        return None;
    }
    let first = old.source(0..1).start;
    let line = document[..first].rfind('\n').map_or(0, |at| at + 1);
    let indent = document.get(line..first)?;
    let is_blank = !indent.is_empty() && indent.bytes().all(|it| it == b' ');
    is_blank.then(|| stretch.replace('\n', &format!("\n{indent}")))
}

/// Returns the range, grown to whole stretches where it touches one that stands for something else, such as an escape.
fn whole_pieces(old: &Mapped, changed: Range<usize>) -> Range<usize> {
    let (mut from, mut until, mut at) = (changed.start, changed.end, 0);
    for (text, _, origin) in old.pieces() {
        let (start, end) = (at, at + text.len());
        at = end;
        let overlaps = start < until && from < end;
        if origin == PieceOrigin::Made && overlaps {
            from = from.min(start);
            until = until.max(end);
        }
    }
    from..until
}

/// Returns whether two neighbouring stretches together have a `${` that neither has alone.
fn crosses(one: &str, other: &str) -> bool {
    one.ends_with('$') && other.starts_with('{')
}

/// Returns whether something other than blanks stands before and after a place on its lines. YAML leaves out the blanks
/// beside line breaks, or folds the lines by them.
fn is_inside_line(document: &str, source: &Range<usize>) -> bool {
    let is_blank = |it: char| it == ' ' || it == '\t';
    let before = document[..source.start].trim_end_matches(is_blank);
    let after = document[source.end..].trim_start_matches(is_blank);
    let begins_line = before.is_empty() || before.ends_with(['\n', '\r']);
    let ends_line = after.is_empty() || after.starts_with(['\n', '\r']);
    !begins_line && !ends_line
}

/// Returns whether only an escape can write the character.
fn is_special(it: char) -> bool {
    it.is_control() && it != '\t'
        || matches!(
            it,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// Returns a text inside double quotes. YAML wants more characters escaped than JSON.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in in_json(text).chars() {
        match is_special(character) {
            true => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            false => out.push(character),
        }
    }
    out
}
