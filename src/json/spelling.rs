//! Whether a string is written with escapes.

/// How a string is written: without escapes, or with escapes that have to be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Plain,
    Escaped,
}
