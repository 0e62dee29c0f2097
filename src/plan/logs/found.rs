//! What one line or message of a log turned out to be.

use super::invocation::Invocation;

/// What a line turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// An invocation.
    Report(Invocation),
    /// An initialisation that failed or ran out of time; its invocation has a line of its own.
    FailedInit,
    /// A report that can't be read, and why.
    Malformed(String),
    /// Any other line: `START`, `END`, what the function writes.
    Other,
}
