//! Reads JSON into the same tree as YAML.

use tidegate_json::{Json, JsonKind, Span};

use super::node::{Id, Kind, Layout, NodeParts, Style, Tree};
use crate::error::TemplateError;

pub(super) fn read(text: &str) -> Result<Tree, TemplateError> {
    let root = Json::parse_whole(text).map_err(|error| {
        let error = tidegate::Error::from(error);
        TemplateError::syntax(
            format!("not JSON: {}", error.message()),
            error.span().range(),
        )
    })?;
    let mut tree = Tree::default();
    add(&mut tree, text, &root);
    Ok(tree)
}

fn add(tree: &mut Tree, text: &str, json: &Json) -> Id {
    let kind = match &json.kind {
        JsonKind::String(bytes) => scalar(bytes),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) => {
            Kind::Scalar(text[json.span.range()].to_owned(), Style::JsonLiteral)
        }
        JsonKind::Array(items) => {
            Kind::List(items.iter().map(|item| add(tree, text, item)).collect())
        }
        JsonKind::Object(members) => {
            let add_member = |it: &tidegate_json::Member| {
                let key = push(tree, scalar(&it.key), it.key_span);
                (key, add(tree, text, &it.value))
            };
            Kind::Map(members.iter().map(add_member).collect())
        }
    };
    push(tree, kind, json.span)
}

fn push(tree: &mut Tree, kind: Kind, span: Span) -> Id {
    tree.add(NodeParts {
        kind,
        range: span.range(),
        tag: None,
        layout: Layout::Flow,
    })
}

/// A lone surrogate, which no text has, becomes U+FFFD.
fn scalar(bytes: &[u8]) -> Kind {
    let text = String::from_utf8_lossy(bytes).into_owned();
    Kind::Scalar(text, Style::JsonString)
}
