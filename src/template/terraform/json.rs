//! Values as JSON, as Terraform's `jsonencode` writes them: keys sorted, without blanks, with `<`, `>` and `&` escaped.
//!
//! Source: Terraform documentation, "jsonencode" (read 2026-11-30).

use std::ops::Range;

use super::evaluator::Evaluator;
use super::value::{Kind, Member, Scalar, Value};
use crate::resolve::{Escapes, Filler, Text};

/// The most characters of a value that a message shows.
const SHOWN_CHARS_MAX: usize = 60;

/// The surroundings of an unknown value, which decide what may stand for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    /// Objects only: patterns have lists there.
    Objects,
    List,
}

impl Evaluator<'_> {
    /// Returns a value as JSON.
    pub(super) fn json(&self, value: &Value) -> Text {
        let mut out = Text::new(Filler::Plain);
        self.write(value, Around::Objects, &mut out);
        out
    }

    fn write(&self, value: &Value, around: Around, out: &mut Text) {
        match &value.kind {
            Kind::Null => out.made("null", value.range.clone()),
            Kind::Scalar(Scalar::Text, text) => self.string(text, &value.range, out),
            Kind::Scalar(Scalar::Number | Scalar::Bool, text) => match text.known() {
                Some(_) => out.append(text),
                None => self.string(text, &value.range, out),
            },
            Kind::List(items) => {
                let (open, close) = self.ends(&value.range, b'[', b']');
                out.made("[", open);
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.made(",", before(&item.range));
                    }
                    self.write(item, Around::List, out);
                }
                out.made("]", close);
            }
            Kind::Object(members) => self.object(members, &value.range, around, out),
            Kind::Hole(hole) | Kind::Missing(hole) => {
                let mut text = Text::new(Filler::Plain);
                text.hole(hole);
                let ends = || (before(&hole.range), after(&hole.range));
                match around {
                    Around::List => out.quoted(&text, ends()),
                    Around::Objects => {
                        out.made("[", ends().0);
                        out.quoted(&text, ends());
                        out.made("]", ends().1);
                    }
                }
            }
        }
    }

    fn object(&self, members: &[Member], range: &Range<usize>, around: Around, out: &mut Text) {
        let mut sorted: Vec<_> = members.iter().collect();
        sorted.sort_by(|one, other| one.key.as_str().cmp(other.key.as_str()));
        let (open, close) = self.ends(range, b'{', b'}');
        out.made("{", open);
        for (index, member) in sorted.into_iter().enumerate() {
            if index > 0 {
                out.made(",", before(&member.key_range));
            }
            let start = out.as_str().len();
            self.string(&member.key, &member.key_range, out);
            out.made(":", after(&member.key_range));
            self.write(&member.value, around, out);
            let is_open = matches!(member.value.kind, Kind::Hole(_) | Kind::Missing(_));
            let end = out.as_str().len();
            if let Some(hole) = out.holes.last_mut().filter(|_| is_open) {
                // Whatever stands there, the key means something else with it.
                hole.text = start..end;
            }
        }
        out.made("}", close);
    }

    fn string(&self, text: &Text, range: &Range<usize>, out: &mut Text) {
        out.quoted_with(text, self.ends(range, b'"', b'"'), Escapes::Html);
    }

    /// Returns the first and the last byte of a value that is written with brackets or quotes; otherwise the places
    /// before and after it, or all of it.
    fn ends(&self, range: &Range<usize>, open: u8, close: u8) -> (Range<usize>, Range<usize>) {
        let raw = self.slice(range).unwrap_or_default().as_bytes();
        let has_ends = raw.len() >= 2 && raw.first() == Some(&open) && raw.last() == Some(&close);
        match (has_ends, open) {
            (true, _) => (range.start..range.start + 1, range.end - 1..range.end),
            (false, b'"') => (before(range), after(range)),
            (false, _) => (range.clone(), range.clone()),
        }
    }
}

fn before(range: &Range<usize>) -> Range<usize> {
    range.start..range.start
}

fn after(range: &Range<usize>) -> Range<usize> {
    range.end..range.end
}

/// Returns a value as a message shows it: a scalar as it is, anything else as the beginning of its JSON.
pub(super) fn shown(value: &Value) -> String {
    let mut out = String::new();
    match &value.kind {
        Kind::Scalar(_, text) => out.push_str(text.as_str()),
        Kind::Null | Kind::List(_) | Kind::Object(_) | Kind::Hole(_) | Kind::Missing(_) => {
            show(value, &mut out);
        }
    }
    match out.char_indices().nth(SHOWN_CHARS_MAX) {
        Some((at, _)) => format!("{}…", &out[..at]),
        None => out,
    }
}

fn show(value: &Value, out: &mut String) {
    if out.len() > 4 * SHOWN_CHARS_MAX {
        return;
    }
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Scalar(Scalar::Text, text) => out.push_str(&format!("{:?}", text.as_str())),
        Kind::Scalar(Scalar::Number | Scalar::Bool, text) => out.push_str(text.as_str()),
        Kind::Hole(hole) | Kind::Missing(hole) => out.push_str(&hole.what),
        Kind::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                show(item, out);
            }
            out.push(']');
        }
        Kind::Object(members) => {
            out.push('{');
            for (index, member) in members.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                out.push_str(&format!("{} = ", member.key.as_str()));
                show(&member.value, out);
            }
            out.push('}');
        }
    }
}
