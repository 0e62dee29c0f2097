//! How a file writes the text of a pattern: in which kind of quotes or block. A change of the text is written in the same
//! way, without touching what is around it.

use std::fmt::Write as _;
use std::ops::Range;

use super::expression;
use super::hunks::{Hunk, hunks, tokens};
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
    /// A quoted string of Terraform.
    TerraformQuoted,
    /// A heredoc of Terraform.
    TerraformHeredoc,
    /// An expression of Terraform that becomes the JSON, such as `jsonencode({ ... })`.
    TerraformExpression,
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
    /// Returns the edit of the file that makes `new` of the text; `None` if the text can't be written so there, or if a
    /// reference of the file would be lost. The parts that both texts share keep the bytes that the file has.
    pub(super) fn edit(self, document: &str, old: &Mapped, new: &str) -> Option<Edit> {
        let found = hunks(old.text(), new);
        let mut open = Vec::new();
        let edits = found.iter().map(|hunk| {
            let opened = brackets(&new[hunk.new.clone()], hunk.old.start, &mut open);
            self.hunk(document, old, (new, hunk), opened)
        });
        let edits: Option<Vec<_>> = edits.collect();
        let together = edits.and_then(|edits| together(document, edits));
        together.or_else(|| {
            let (first, last) = (found.first()?, found.last()?);
            let whole = Hunk {
                old: first.old.start..last.old.end,
                new: first.new.start..last.new.end,
            };
            self.hunk(document, old, (new, &whole), None)
        })
    }

    /// Returns the edit of one hunk. `opened`: where the text got the bracket that it closes.
    fn hunk(
        self,
        document: &str,
        old: &Mapped,
        (new, hunk): (&str, &Hunk),
        opened: Option<usize>,
    ) -> Option<Edit> {
        let changed = whole_pieces(old, hunk.old.clone());
        let text = old.text();
        let stretch = format!(
            "{}{}{}",
            &text[changed.start..hunk.old.start],
            &new[hunk.new.clone()],
            &text[hunk.old.end..changed.end]
        );
        if loses_reference(document, old, &changed) {
            return None;
        }
        if self.form == ScalarForm::TerraformExpression && !is_in_string(text, changed.start) {
            return expression::edit(document, old, &changed, &stretch, opened);
        }
        let source = match changed.is_empty() {
            true => {
                let at = insertion(old, changed.start)?;
                at..at
            }
            false => self.source(old, &changed),
        };
        if self.begins_reference((&text[..changed.start], &stretch, &text[changed.end..])) {
            return None;
        }
        Some(Edit {
            text: self.written(document, old, (&changed, &source), &stretch)?,
            span: tidegate::Span::new(source.start, source.end),
        })
    }

    /// Returns the bytes of the document that a stretch stands for. In a heredoc, the blanks before the next line belong to
    /// its line break.
    fn source(self, old: &Mapped, changed: &Range<usize>) -> Range<usize> {
        let source = old.source(changed.clone());
        let ends_line = old.text()[..changed.end].ends_with('\n');
        let has_more = changed.end < old.text().len();
        if self.form != ScalarForm::TerraformHeredoc || !ends_line || !has_more {
            return source;
        }
        let next = old.source(changed.end..changed.end + 1).start;
        source.start..next.max(source.end)
    }

    /// Returns whether a stretch between two others would begin a reference that the text does not have.
    fn begins_reference(self, (before, stretch, after): (&str, &str, &str)) -> bool {
        let at_ends = match stretch.is_empty() {
            true => crosses(before, after),
            false => crosses(before, stretch) || crosses(stretch, after),
        };
        let inside = self.is_substituted && stretch.contains("${");
        inside || (at_ends && (self.is_substituted || self.is_of_terraform()))
    }

    const fn is_of_terraform(self) -> bool {
        match self.form {
            ScalarForm::TerraformQuoted
            | ScalarForm::TerraformHeredoc
            | ScalarForm::TerraformExpression => true,
            ScalarForm::Single | ScalarForm::Double | ScalarForm::Literal | ScalarForm::Bare => {
                false
            }
        }
    }

    /// Returns a stretch as the file writes it; `None` if the form has no way to write it there.
    fn written(
        self,
        document: &str,
        old: &Mapped,
        (changed, source): (&Range<usize>, &Range<usize>),
        stretch: &str,
    ) -> Option<String> {
        let is_blank = |it: char| it.is_ascii_whitespace();
        let is_bordered =
            !stretch.is_empty() && !stretch.starts_with(is_blank) && !stretch.ends_with(is_blank);
        let stays = is_bordered || is_inside_line(document, source);
        match self.form {
            ScalarForm::Literal => literal(document, old, changed, stretch),
            ScalarForm::TerraformHeredoc => {
                literal(document, old, changed, &expression::unmarked(stretch))
            }
            ScalarForm::TerraformQuoted | ScalarForm::TerraformExpression => {
                Some(expression::quoted(stretch))
            }
            ScalarForm::Double | ScalarForm::Single | ScalarForm::Bare if !stays => None,
            ScalarForm::Double => Some(escaped(stretch)),
            ScalarForm::Single | ScalarForm::Bare if stretch.contains(is_special) => None,
            ScalarForm::Single => Some(stretch.replace('\'', "''")),
            ScalarForm::Bare => Some(stretch.to_owned()),
        }
    }
}

/// Keeps the places of brackets that hunks open. Returns where the first bracket was opened that the hunk closes.
fn brackets(stretch: &str, at: usize, open: &mut Vec<usize>) -> Option<usize> {
    let mut closed = None;
    for token in tokens(stretch) {
        match &stretch[token] {
            "{" | "[" => open.push(at),
            "}" | "]" => {
                let last = open.pop();
                closed = closed.or(last);
            }
            _ => {}
        }
    }
    closed
}

/// Returns one edit that makes all of these, which may stand in another order in the document than in the text; `None` if
/// two of them overlap.
fn together(document: &str, mut edits: Vec<Edit>) -> Option<Edit> {
    edits.sort_by_key(|it| it.span.start);
    let span = tidegate::Span::new(edits.first()?.span.start, edits.last()?.span.end);
    let (mut text, mut at) = (String::new(), span.start);
    for edit in &edits {
        text.push_str(document.get(at..edit.span.start)?);
        text.push_str(&edit.text);
        at = edit.span.end;
    }
    Some(Edit { span, text })
}

/// Returns the byte of the document between two characters of the text; `None` if they do not stand beside each other.
fn insertion(old: &Mapped, at: usize) -> Option<usize> {
    let beside = || {
        let start = old.source(at..at + 1).start;
        let is_inside = at > 0 && at < old.text().len();
        let previous = old.text()[..at].char_indices().next_back()?.0;
        (is_inside && old.source(previous..at).end == start).then_some(start)
    };
    old.exact_stretch(at..at).or_else(beside)
}

/// Returns whether a place of a JSON text is inside a string.
fn is_in_string(text: &str, at: usize) -> bool {
    let mut inside = tokens(text)
        .into_iter()
        .filter(|it| it.start < at && at < it.end);
    inside.any(|it| text[it].starts_with('"'))
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
    let of_terraform = [
        "var.", "local.", "each.", "count.", "data.", "module.", "path.", "aws_",
    ];
    let mut starts = starts.iter().chain(&of_terraform);
    !is_literal && starts.any(|it| name.starts_with(it))
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
    let is_blank = indent.bytes().all(|it| it == b' ');
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
    one.ends_with(['$', '%']) && other.starts_with('{')
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
