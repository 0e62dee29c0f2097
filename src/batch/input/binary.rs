//! Refuses inputs that are not text, by their first bytes. The error names the format if it is a known one. Compressed
//! inputs that tidegate can unpack are handled before, in `unpack`.

use super::error::InputError;

/// Binary formats that users may pass by mistake, by their first bytes.
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

/// Returns an error if `head`, the beginning of an input, is not text.
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
