//! The kinds of lines and messages in a log.

use super::invocation::Invocation;

/// The content of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// An invocation.
    Report(Invocation),
    /// An initialisation that failed or ran out of time; its invocation has a line of its own.
    FailedInit,
    /// A report that can't be read, and why.
    Malformed(String),
    /// Any other line: `START`, `END`, or a line that the function wrote.
    Other,
}
