//! Reads the members of a mapping.

use serde_json::Value;

use super::error::{FileResult, MappingFileError};

/// Returns a member by its dotted path; `null` counts as absent.
pub(super) fn member<'v>(mapping: &'v Value, path: &str) -> Option<&'v Value> {
    let pointer = format!("/{}", path.replace('.', "/"));
    mapping.pointer(&pointer).filter(|value| !value.is_null())
}

/// Returns a count, or `None` if it is absent or -1, which is AWS's "no limit".
pub(super) fn number(mapping: &Value, path: &str) -> FileResult<Option<u32>> {
    match member(mapping, path) {
        None => Ok(None),
        Some(value) if value.as_i64() == Some(-1) => Ok(None),
        Some(value) => {
            let count = value.as_u64().and_then(|count| u32::try_from(count).ok());
            count
                .map(Some)
                .ok_or_else(|| wrong(path, "a whole number, as AWS prints it"))
        }
    }
}

pub(super) fn text_of<'v>(mapping: &'v Value, path: &str) -> FileResult<Option<&'v str>> {
    match member(mapping, path) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(wrong(path, "a string")),
    }
}

pub(super) fn wrong(path: &str, accepted: &'static str) -> MappingFileError {
    MappingFileError::Member(path.to_owned(), accepted)
}
