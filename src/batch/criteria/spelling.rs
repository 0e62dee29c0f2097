//! How a file writes the text of a pattern: in which kind of quotes or block. A change of the text is written in the same
//! way, without touching what is around it.

use std::fmt::Write as _;
use std::ops::Range;

use super::edit::{Edit, in_json};
use super::mapped::{Mapped, PieceOrigin};

/// The form of a scalar in YAML or JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarForm {
    /// Between single quotes, in which two stand for one.
    Single,
    /// Between double quotes, with escapes: YAML's, or those of JSON.
    Double,
    /// A block, or a word without quotes: as it is.
    Bare,
}

/// How a file writes the text of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The scalar that holds the text.
    pub form: ScalarForm,
    /// Whether `${Name}` in the text is replaced, so that `${` is written `${!`.
    pub is_substituted: bool,
}

impl Spelling {
    /// Returns the edit of the file that makes `new` of the text; `None` if the text can't be written so in one place.
    pub(super) fn edit(
        self,
        document: &str,
        old: &Mapped,
        new: &str,
        changed: Range<usize>,
    ) -> Option<Edit> {
        let changed = whole_pieces(old, changed)?;
        let length = new.len() + changed.len() - old.text().len();
        let stretch = new.get(changed.start..changed.start + length)?;
        let source = match changed.is_empty() {
            true => {
                let at = old.exact_stretch(changed.clone())?;
                at..at
            }
            false => old.source(changed.clone()),
        };
        let after = new.get(changed.start + length..)?;
        let before = &new[..changed.start];
        if self.is_substituted && (crosses(before, stretch) || crosses(stretch, after)) {
            return None;
        }
        let text = self.written(stretch)?;
        keeps_breaks(document, &source, stretch).then(|| Edit {
            span: tidegate::Span::new(source.start, source.end),
            text,
        })
    }

    /// Returns a stretch of text as the file writes it.
    fn written(self, text: &str) -> Option<String> {
        let literal = match self.is_substituted {
            true => text.replace("${", "${!"),
            false => text.to_owned(),
        };
        match self.form {
            ScalarForm::Double => Some(escaped(&literal)),
            ScalarForm::Single | ScalarForm::Bare if literal.contains(is_special) => None,
            ScalarForm::Single => Some(literal.replace('\'', "''")),
            ScalarForm::Bare => Some(literal),
        }
    }
}

/// Returns the range without parts of a stretch that stands for something else, such as half of an escape. Both ends grow
/// to the ends of such a stretch.
fn whole_pieces(old: &Mapped, changed: Range<usize>) -> Option<Range<usize>> {
    let (mut from, mut until, mut at) = (changed.start, changed.end, 0);
    for (text, _, origin) in old.pieces() {
        let (start, end) = (at, at + text.len());
        at = end;
        let is_touched = start < until && from < end || start < from && from < end;
        if origin == PieceOrigin::Made && is_touched {
            from = from.min(start);
            until = until.max(end);
        }
    }
    (until <= old.text().len()).then_some(from..until)
}

/// Returns whether two neighbouring stretches together have a `${` that neither has alone.
fn crosses(one: &str, other: &str) -> bool {
    one.ends_with('$') && other.starts_with('{')
}

/// Returns whether the blanks around line breaks of the file stay as they are: YAML leaves them out, or folds lines.
fn keeps_breaks(document: &str, source: &Range<usize>, stretch: &str) -> bool {
    let is_blank = |it: char| it == ' ' || it == '\t';
    let before = document[..source.start].trim_end_matches(is_blank);
    let after = document[source.end..].trim_start_matches(is_blank);
    let begins_line = before.is_empty() || before.ends_with(['\n', '\r']);
    let ends_line = after.is_empty() || after.starts_with(['\n', '\r']);
    let inner = stretch.trim_matches(is_blank);
    let is_bordered = !inner.is_empty() && inner.len() == stretch.len();
    is_bordered || (!begins_line && !ends_line)
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
