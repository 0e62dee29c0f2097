//! A node as JSON text, as CloudFormation writes a map that is a pattern. Keys and scalars keep their places; brackets
//! and commas of maps without brackets stand for the whole map.

use std::ops::Range;

use super::text::{Filler, Text};
use super::{Resolver, function};
use crate::entry::Retyped;
use crate::tree::{Kind, Layout, Node, Style, plain};

impl<'t> Resolver<'t> {
    /// Adds a node as JSON.
    pub(crate) fn json(&self, node: Node<'t>, out: &mut Text) {
        if self.enter() {
            self.any_json(node, out);
        } else {
            out.hole(&self.cut(node));
        }
        self.leave();
    }

    fn any_json(&self, node: Node<'t>, out: &mut Text) {
        let Some(node) = self.pick(node) else {
            return out.hole(&self.unknown(node));
        };
        if self.makes_list(node) {
            return self.json_of_list(node, out);
        }
        if function(node).is_some() {
            let range = node.whole();
            return out.quoted(&self.plain(node), (before(&range), after(&range)));
        }
        match node.kind() {
            Kind::Scalar(text, style) => self.json_scalar(node, text, *style, out),
            Kind::List(_) => self.json_list(node, out),
            Kind::Map(_) => self.json_map(node, out),
            Kind::Alias(_) => out.hole(&self.unknown(node)),
        }
    }

    fn json_scalar(&self, node: Node<'t>, text: &str, style: Style, out: &mut Text) {
        let literal = match style {
            Style::Plain => plain(text),
            Style::JsonLiteral => Some(text.to_owned()),
            Style::Single | Style::Double | Style::Literal | Style::Folded | Style::JsonString => {
                None
            }
        };
        match literal {
            Some(literal) if literal == text => {
                let whole = self.scalar(node);
                out.append_range(&whole, 0..whole.text().len());
            }
            Some(literal) => {
                say_retyped(text, &literal, node.range(), out);
                out.made(&literal, node.range());
            }
            None => out.quoted(&self.plain(node), quotes(self.file, node)),
        }
    }

    fn json_list(&self, node: Node<'t>, out: &mut Text) {
        let (open, close) = brackets(self.file, node);
        out.made("[", open);
        let kept = node.list().filter(|item| !self.is_left_out(*item));
        for (index, item) in kept.enumerate() {
            if index > 0 {
                out.made(",", before(&item.whole()));
            }
            self.json(item, out);
        }
        out.made("]", close);
    }

    fn json_map(&self, node: Node<'t>, out: &mut Text) {
        let (open, close) = brackets(self.file, node);
        out.made("{", open);
        let members = node.members().into_iter();
        let kept = members.filter(|(_, value)| !self.is_left_out(*value));
        for (index, (key, value)) in kept.enumerate() {
            if index > 0 {
                out.made(",", before(&key.whole()));
            }
            let mut name = Text::new(Filler::Plain);
            let scalar = self.scalar(key);
            if let Kind::Scalar(text, Style::Plain) = key.kind()
                && let Some(value) = plain(text)
            {
                say_retyped(text, &value, key.range(), out);
            }
            name.append_range(&scalar, 0..scalar.text().len());
            out.quoted(&name, quotes(self.file, key));
            out.made(":", after(&key.whole()));
            self.json(value, out);
        }
        out.made("}", close);
    }
}

/// Notes a plain scalar that YAML 1.1 reads as another value than it seems to be. `True` and `~` seem to be what they are.
fn say_retyped(text: &str, value: &str, range: Range<usize>, out: &mut Text) {
    const CLEAR: [&str; 5] = ["", "~", "null", "Null", "NULL"];
    let number = |text: &str| text.parse::<f64>().ok().map(f64::to_bits);
    let is_number = number(text).is_some() && number(text) == number(value);
    let is_clear = CLEAR.contains(&text) || text.eq_ignore_ascii_case(value) || is_number;
    if !is_clear {
        out.retyped.push(Retyped {
            written: text.to_owned(),
            value: value.to_owned(),
            range,
        });
    }
}

fn before(range: &Range<usize>) -> Range<usize> {
    range.start..range.start
}

fn after(range: &Range<usize>) -> Range<usize> {
    range.end..range.end
}

/// Returns the first and the last byte of a node, if the file has `open` and `close` there.
fn ends(
    file: &str,
    range: &Range<usize>,
    open: &[u8],
    close: &[u8],
) -> Option<(Range<usize>, Range<usize>)> {
    let raw = file.as_bytes().get(range.clone())?;
    let (first, last) = (raw.first()?, raw.last()?);
    let has_ends = raw.len() >= 2 && open.contains(first) && close.contains(last);
    has_ends.then(|| (range.start..range.start + 1, range.end - 1..range.end))
}

/// Returns the places of the quotes of a scalar, which are empty if it has none.
fn quotes(file: &str, node: Node<'_>) -> (Range<usize>, Range<usize>) {
    let range = node.range();
    let is_quoted = matches!(
        node.kind(),
        Kind::Scalar(_, Style::Single | Style::Double | Style::JsonString)
    );
    let ends = is_quoted
        .then(|| ends(file, &range, b"'\"", b"'\""))
        .flatten();
    ends.unwrap_or_else(|| (before(&range), after(&range)))
}

/// Returns the places of the brackets of a list or map; the whole of it if it has none. A pair in a list in brackets is a
/// map without any: `[a: b]`.
fn brackets(file: &str, node: Node<'_>) -> (Range<usize>, Range<usize>) {
    let range = node.range();
    let ends = match node.layout() {
        Layout::Flow => ends(file, &range, b"[{", b"]}"),
        Layout::Block => None,
    };
    ends.unwrap_or_else(|| (range.clone(), range))
}
