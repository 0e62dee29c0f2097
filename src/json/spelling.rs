//! How a string is written.

/// Whether a string has escapes. Reading it replaces them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Plain,
    Escaped,
}
