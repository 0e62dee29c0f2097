//! How the values of a field get into a record.

/// How the values of a field get into a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As JSON.
    Json,
    /// As JSON, and it is one of these values.
    OneOf(&'static [&'static str]),
    /// As JSON, and it is a text.
    Text,
    /// As a text in which DynamoDB writes a number.
    Number,
    /// As a text that may be JSON: a payload. A cell then holds strings only, or no strings.
    Encoded,
}
