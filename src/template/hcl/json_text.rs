//! Strings of Terraform's JSON: a template, whose expressions are written with JSON's escapes.

use std::borrow::Cow;

use tidegate_batch::criteria::Mapped;

use super::read::{expression, template};
use super::syntax::{ExprKind, Part};
use crate::tree::{Style, align};

/// A place that is in no file.
pub(super) const NOWHERE: usize = usize::MAX / 4;

/// Returns what a string is. `raw` is what the file has, with its quotes, and `at` where; `decoded` is its value.
pub(super) fn kind(raw: &str, at: usize, decoded: &str) -> ExprKind {
    if !decoded.contains("${") && !decoded.contains("%{") {
        return ExprKind::Text(moved(
            &align(raw, 0..raw.len(), Style::JsonString, decoded),
            at,
        ));
    }
    let read = match escapes(raw) {
        // Outside of expressions, JSON's escapes are those of Terraform's own strings.
        Escapes::Outside => expression(raw, at).ok().map(|it| it.kind),
        Escapes::Inside(padded) => template(&padded, at + 1).ok().map(ExprKind::Template),
        Escapes::Both => None,
    };
    let elsewhere = || template(decoded, NOWHERE).ok().map(ExprKind::Template);
    let as_text = || {
        let mut text = Mapped::default();
        text.made(decoded, at..at + raw.len());
        ExprKind::Template(vec![Part::Text(text)])
    };
    read.or_else(elsewhere).unwrap_or_else(as_text)
}

fn moved(mapped: &Mapped, by: usize) -> Mapped {
    let mut out = Mapped::default();
    for (text, range, origin) in mapped.pieces() {
        match origin {
            tidegate_batch::criteria::PieceOrigin::Exact => out.exact(text, range.start + by),
            tidegate_batch::criteria::PieceOrigin::Made => {
                out.made(text, range.start + by..range.end + by);
            }
        }
    }
    out
}

/// Where a string has escapes.
enum Escapes<'r> {
    /// Only outside of expressions, or nowhere.
    Outside,
    /// Only the quotes inside expressions: the text with each of them as one quote and one blank, so that all bytes keep
    /// their places.
    Inside(Cow<'r, str>),
    Both,
}

/// Looks for the escapes of a string.
fn escapes(raw: &str) -> Escapes<'_> {
    let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
    let (mut depth, mut is_quoted, mut at) = (0_usize, false, 0);
    let (mut outside, mut inside) = (0, 0);
    let mut padded = String::with_capacity(inner.len());
    while let Some(character) = inner[at..].chars().next() {
        let rest = &inner[at..];
        let length = match character {
            '\\' if depth > 0 && rest.starts_with("\\\"") => {
                inside += 1;
                padded.push_str(if is_quoted { "\" " } else { " \"" });
                is_quoted = !is_quoted;
                2
            }
            '\\' => {
                // An escaped quote inside a quoted text can't keep its place.
                outside += if depth > 0 { inner.len() } else { 1 };
                inside += usize::from(depth > 0);
                padded.push('\\');
                1 + rest[1..].chars().next().map_or(0, char::len_utf8)
            }
            '$' | '%' if !is_quoted && rest[1..].starts_with('{') => {
                depth += 1;
                padded.push_str(&rest[..2]);
                2
            }
            _ => {
                match character {
                    '{' if depth > 0 && !is_quoted => depth += 1,
                    '}' if depth > 0 && !is_quoted => depth -= 1,
                    _ => {}
                }
                padded.push(character);
                character.len_utf8()
            }
        };
        at += length;
    }
    match (outside, inside) {
        (_, 0) => Escapes::Outside,
        (0, _) => Escapes::Inside(Cow::Owned(padded)),
        (_, _) => Escapes::Both,
    }
}

#[cfg(test)]
mod tests {
    use super::super::syntax::{ExprKind, Part};
    use super::kind;

    #[test]
    fn expressions_keep_their_places() {
        let raw = r#""${jsonencode({\"a\" = [\"target\"]})}""#;
        let decoded = r#"${jsonencode({"a" = ["target"]})}"#;
        let ExprKind::Template(parts) = kind(raw, 100, decoded) else {
            panic!("a template");
        };
        let [Part::Value(call, _)] = parts.as_slice() else {
            panic!("one expression");
        };
        let ExprKind::Call(call) = &call.kind else {
            panic!("a call");
        };
        assert_eq!(
            (call.name.as_str(), call.arguments[0].range.start),
            ("jsonencode", 100 + raw.find("{\\").unwrap())
        );
    }

    #[test]
    fn text_around_an_expression_keeps_its_places() {
        let raw = r#""{\"a\":[\"${var.x}\"]}""#;
        let ExprKind::Template(parts) = kind(raw, 7, r#"{"a":["${var.x}"]}"#) else {
            panic!("a template");
        };
        let Part::Text(text) = &parts[0] else {
            panic!("text first");
        };
        assert_eq!(text.text(), r#"{"a":[""#);
        assert_eq!(text.source(1..2), 9..11);
    }
}
