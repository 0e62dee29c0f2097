//! The first bytes of an input that is no text in; words for what it is out.

use super::error::InputError;

/// Formats that people hand over and that are no text, by their first bytes.
const BINARY_FORMATS: [(&[u8], &str); 8] = [
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"\x04\x22\x4d\x18", "lz4 data"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PAR1", "a Parquet file"),
    (b"Obj\x01", "an Avro file"),
    (b"SQLite format 3\0", "an SQLite database"),
];

/// Refuses the beginning of an input that is no text.
pub(super) fn refuse_binary(head: &[u8]) -> Result<(), InputError> {
    let known = BINARY_FORMATS
        .iter()
        .find(|(magic, _)| head.starts_with(magic));
    let found = match known {
        Some((_, name)) => *name,
        None if head.contains(&0) => "binary data",
        None => return Ok(()),
    };
    Err(InputError::NotText {
        found: found.to_owned(),
    })
}
