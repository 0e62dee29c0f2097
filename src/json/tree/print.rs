//! Writes a tree as compact JSON text. Reading this text again gives the same tree, except for the spans.

use std::fmt::{Display, Formatter, Result, Write};

use super::string;
use super::value::{Json, JsonKind, Member};

impl Display for Json {
    /// Writes compact JSON text, which reads back to the same tree except for the spans.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        value(self, f)
    }
}

fn value(json: &Json, f: &mut Formatter<'_>) -> Result {
    match &json.kind {
        JsonKind::Null => f.write_str("null"),
        JsonKind::Bool(true) => f.write_str("true"),
        JsonKind::Bool(false) => f.write_str("false"),
        JsonKind::Number(text) => f.write_str(text),
        JsonKind::String(bytes) => string::write_quoted(bytes, f),
        JsonKind::Array(elements) => array(elements, f),
        JsonKind::Object(members) => object(members, f),
    }
}

fn array(elements: &[Json], f: &mut Formatter<'_>) -> Result {
    f.write_char('[')?;
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            f.write_char(',')?;
        }
        value(element, f)?;
    }
    f.write_char(']')
}

fn object(members: &[Member], f: &mut Formatter<'_>) -> Result {
    f.write_char('{')?;
    for (index, member) in members.iter().enumerate() {
        if index > 0 {
            f.write_char(',')?;
        }
        string::write_quoted(&member.key, f)?;
        f.write_char(':')?;
        value(&member.value, f)?;
    }
    f.write_char('}')
}
