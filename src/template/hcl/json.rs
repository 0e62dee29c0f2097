//! Terraform's language written as JSON: the same blocks as objects, and expressions as strings.
//!
//! Source: Terraform documentation, "JSON Configuration Syntax" (read 2026-11-30).

use std::rc::Rc;

use tidegate_json::{Json, JsonKind, Member, Span};

use super::json_text;
use super::read::expression;
use super::syntax::{Attribute, Block, Body, Expr, ExprKind, Key, Label, Truth};
use crate::error::TemplateError;

/// The number of labels of each kind of block.
const LABELS: [(&str, usize); 7] = [
    ("resource", 2),
    ("data", 2),
    ("module", 1),
    ("variable", 1),
    ("output", 1),
    ("provider", 1),
    ("locals", 0),
];

/// Reads a file.
pub(crate) fn json_body(text: &str, base: usize) -> Result<Body, TemplateError> {
    let root = Json::parse_whole(text).map_err(|error| {
        let error = tidegate::Error::from(error);
        let message = format!("not JSON: {}", error.message());
        TemplateError::syntax(message, error.span().range())
    })?;
    let reader = Reader { text, base };
    let mut body = Body::default();
    for root in objects(&root) {
        for member in root.members() {
            let kind = name(member);
            let mut rows = LABELS.iter();
            if let Some((_, labels)) = rows.find(|(row, _)| *row == kind) {
                reader.blocks(&kind, *labels, &member.value, &[], &mut body);
            }
        }
    }
    Ok(body)
}

/// Returns an object, or the objects of a list: several blocks of one name are a list.
fn objects(value: &Json) -> Vec<&Json> {
    match &value.kind {
        JsonKind::Array(items) => items.iter().collect(),
        JsonKind::Object(_)
        | JsonKind::Null
        | JsonKind::Bool(_)
        | JsonKind::Number(_)
        | JsonKind::String(_) => vec![value],
    }
}

fn name(member: &Member) -> String {
    String::from_utf8_lossy(&member.key).into_owned()
}

struct Reader<'t> {
    text: &'t str,
    base: usize,
}

impl Reader<'_> {
    /// Adds the blocks of a kind, whose remaining labels are keys of nested objects.
    fn blocks(&self, kind: &str, left: usize, value: &Json, outer: &[&Member], body: &mut Body) {
        for object in objects(value) {
            if left == 0 {
                body.blocks.push(Rc::new(self.block(kind, outer, object)));
                continue;
            }
            for member in object.members().iter().filter(|it| it.key != b"//") {
                let labels: Vec<_> = outer.iter().copied().chain([member]).collect();
                self.blocks(kind, left - 1, &member.value, &labels, body);
            }
        }
    }

    fn block(&self, kind: &str, labels: &[&Member], object: &Json) -> Block {
        let start = labels
            .last()
            .map_or(object.span.start, |it| it.key_span.start);
        let attributes = object.members().iter().filter(|it| it.key != b"//");
        let attributes = attributes.map(|it| Attribute {
            name: name(it),
            value: Rc::new(match (kind, it.key.as_slice()) {
                ("variable", b"type") => self.kind_of_variable(&it.value),
                _ => self.expr(&it.value),
            }),
        });
        Block {
            kind: kind.to_owned(),
            labels: labels
                .iter()
                .map(|it| Label {
                    name: name(it),
                    range: self.range(it.key_span),
                })
                .collect(),
            body: Body {
                attributes: attributes.collect(),
                blocks: Vec::new(),
            },
            range: self.base + start..self.base + object.span.end,
        }
    }

    fn range(&self, span: Span) -> std::ops::Range<usize> {
        self.base + span.start..self.base + span.end
    }

    /// Reads the type of a variable, which is an expression.
    fn kind_of_variable(&self, value: &Json) -> Expr {
        let written = value.as_str().unwrap_or("any");
        let parsed = expression(written, json_text::NOWHERE);
        parsed.unwrap_or_else(|_| self.expr(value))
    }

    fn expr(&self, value: &Json) -> Expr {
        let range = self.range(value.span);
        let kind = match &value.kind {
            JsonKind::Null => ExprKind::Null,
            JsonKind::Bool(is_true) => ExprKind::Bool(Truth::from(*is_true)),
            JsonKind::Number(number) => ExprKind::Number(number.clone()),
            JsonKind::String(_) => return self.string(value),
            JsonKind::Array(items) => {
                ExprKind::List(items.iter().map(|it| Rc::new(self.expr(it))).collect())
            }
            JsonKind::Object(members) => {
                let members = members.iter().map(|it| {
                    let key = Json {
                        span: it.key_span,
                        kind: JsonKind::String(it.key.clone()),
                    };
                    let key = Key::Value(Rc::new(self.string(&key)));
                    (key, Rc::new(self.expr(&it.value)))
                });
                ExprKind::Object(members.collect())
            }
        };
        Expr { kind, range }
    }

    fn string(&self, value: &Json) -> Expr {
        let decoded = match &value.kind {
            JsonKind::String(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            JsonKind::Null
            | JsonKind::Bool(_)
            | JsonKind::Number(_)
            | JsonKind::Array(_)
            | JsonKind::Object(_) => String::new(),
        };
        let raw = &self.text[value.span.range()];
        Expr {
            kind: json_text::kind(raw, self.base + value.span.start, &decoded),
            range: self.range(value.span),
        }
    }
}
