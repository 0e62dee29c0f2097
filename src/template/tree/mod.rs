//! YAML and JSON as one tree with byte ranges and tags. Nodes stand in one list, so that an alias is a reference and not
//! a copy. Only `yaml` knows the YAML parser, and only `json` the JSON reader.

mod element;
mod json;
mod node;
mod scalar;
mod value;
mod yaml;

pub(crate) use element::removed;
pub(crate) use node::{Kind, Layout, Node, Style, Tree};
pub(crate) use scalar::align;
pub(crate) use value::plain;

use crate::error::TemplateError;

/// Reads a text as JSON if it starts like JSON, and otherwise as YAML. YAML may start with a bracket too, so a text that
/// is not JSON is read as YAML, unless its name says that it is JSON. Returns the documents of the text: JSON is one.
pub(crate) fn read<'t>(name: &str, text: &'t str) -> Result<Vec<Tree<'t>>, TemplateError> {
    if u32::try_from(text.len()).is_err() {
        let message = "this file has more than 4 GB".to_owned();
        return Err(TemplateError::syntax(message, 0..0));
    }
    let starts_like_json = text.trim_ascii_start().starts_with(['{', '[']);
    if !starts_like_json {
        return yaml::read(text);
    }
    match json::read(text) {
        Ok(tree) => Ok(vec![tree]),
        Err(error) if is_json(name) => Err(error),
        Err(_) => yaml::read(text),
    }
}

fn is_json(name: &str) -> bool {
    let extension = name.rsplit('.').next();
    extension.is_some_and(|it| it.eq_ignore_ascii_case("json"))
}

#[cfg(test)]
mod tests;
