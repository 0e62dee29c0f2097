//! `wildcard`: the string is this text, where `*` stands for any run of characters, none included.

use crate::error::{Code, Error};
use tidegate_json::Json;

use super::super::leaf_test::Test;
use super::super::text::quoted;
use super::string_operand;

pub(super) fn lower(operand: &Json) -> Result<Test, Error> {
    test(operand, string_operand(operand, "wildcard")?)
}

/// The test of a wildcard text.
pub(super) fn test(operand: &Json, text: &[u8]) -> Result<Test, Error> {
    let text = quoted(true, text, true);
    let parts = split(&text).map_err(|(message, aws)| {
        Error::new(Code::BadWildcard, operand.span, message)
            .help("`*` stands for any run of characters; write \\\\* for a star and \\\\\\\\ for a backslash")
            .aws(aws)
    })?;
    Ok(Test::Wildcard(parts))
}

/// The texts between the stars. Positions in AWS's messages count the bytes of the quoted text from 0
/// (event-ruler 2.0.1, `WildcardParser.parse`).
fn split(text: &[u8]) -> Result<Vec<Box<[u8]>>, (&'static str, String)> {
    let mut parts = Vec::new();
    let mut part = Vec::new();
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match (byte, text.get(at + 1)) {
            (b'*', Some(b'*')) => {
                let aws = format!("Consecutive wildcard characters at pos {at}");
                return Err(("two stars in a row", aws));
            }
            (b'*', _) => parts.push(std::mem::take(&mut part).into()),
            (b'\\', Some(&escaped @ (b'*' | b'\\'))) => {
                part.push(escaped);
                at += 1;
            }
            (b'\\', _) => {
                let aws = format!("Invalid escape character at pos {at}");
                return Err(("a backslash that escapes neither * nor \\", aws));
            }
            _ => part.push(byte),
        }
        at += 1;
    }
    parts.push(part.into());
    Ok(parts)
}
