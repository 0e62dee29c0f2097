//! Reads JSON into the same tree as YAML.

use std::borrow::Cow;

use tidegate_json::{Json, JsonKind, Span};

use super::node::{Id, Kind, Layout, NodeParts, Style, Tree};
use crate::error::TemplateError;

pub(super) fn read(text: &str) -> Result<Tree<'_>, TemplateError> {
    let root = Json::parse_whole(text).map_err(|error| {
        let error = tidegate::Error::from(error);
        TemplateError::syntax(
            format!("not JSON: {}", error.message()),
            error.span().range(),
        )
    })?;
    let mut tree = Tree::of_length(text.len());
    add(&mut tree, text, &root);
    Ok(tree)
}

fn add<'t>(tree: &mut Tree<'t>, text: &'t str, json: &Json) -> Id {
    let kind = match &json.kind {
        JsonKind::String(bytes) => scalar(text, bytes, json.span),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) => {
            Kind::Scalar(Cow::Borrowed(&text[json.span.range()]), Style::JsonLiteral)
        }
        JsonKind::Array(items) => {
            Kind::List(items.iter().map(|item| add(tree, text, item)).collect())
        }
        JsonKind::Object(members) => {
            let add_member = |it: &tidegate_json::Member| {
                let key = push(tree, scalar(text, &it.key, it.key_span), it.key_span);
                (key, add(tree, text, &it.value))
            };
            Kind::Map(members.iter().map(add_member).collect())
        }
    };
    push(tree, kind, json.span)
}

fn push<'t>(tree: &mut Tree<'t>, kind: Kind<'t>, span: Span) -> Id {
    tree.add(NodeParts {
        kind,
        range: span.range().into(),
        tag: None,
        layout: Layout::Flow,
    })
}

/// Returns a string, borrowed if it has no escapes. A lone surrogate, which no text has, becomes U+FFFD.
fn scalar<'t>(text: &'t str, bytes: &[u8], span: Span) -> Kind<'t> {
    let inner = text.get(span.start + 1..span.end.saturating_sub(1));
    let value = match inner.filter(|it| it.as_bytes() == bytes) {
        Some(written) => Cow::Borrowed(written),
        None => Cow::Owned(String::from_utf8_lossy(bytes).into_owned()),
    };
    Kind::Scalar(value, Style::JsonString)
}
