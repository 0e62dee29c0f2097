//! Settings that AWS refuses, each with what it would accept.

use crate::limits::{BATCH_SIZE_MAX, SQS_UNWINDOWED_MAX, WINDOW_SECONDS_MAX};

/// Settings that AWS refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MappingError {
    /// Not 1 to [`BATCH_SIZE_MAX`].
    BatchSize(u32),
    /// Above [`WINDOW_SECONDS_MAX`].
    Window(u32),
    /// SQS with more than its default batch size and no window.
    SqsNeedsWindow(u32),
    /// A FIFO queue with more than ten records or a window.
    Fifo,
    /// A number out of its bounds: its name, the number, least and most.
    OutOfBounds(&'static str, u32, u32, u32),
    /// A setting that this source does not have: its name, and the sources that do.
    NotOfSource(&'static str, &'static str),
    /// Pollers of provisioned mode and maximum concurrency exclude each other.
    PollersAndConcurrency,
    /// More pollers at least than at most.
    PollersOrder(u32, u32),
    /// EventBridge hands over one event at a time; there is no mapping.
    NotBatched,
}

impl std::fmt::Display for MappingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BatchSize(size) => {
                write!(
                    f,
                    "a batch size of {size}: AWS takes 1 to {BATCH_SIZE_MAX} records"
                )
            }
            Self::Window(seconds) => write!(
                f,
                "a batch window of {seconds} s: AWS takes 0 to {WINDOW_SECONDS_MAX} seconds"
            ),
            Self::SqsNeedsWindow(size) => write!(
                f,
                "a batch size of {size} on SQS: above {SQS_UNWINDOWED_MAX} records, AWS wants \
                 a batch window of at least 1 second"
            ),
            Self::Fifo => write!(
                f,
                "a FIFO queue takes batches of at most {SQS_UNWINDOWED_MAX} records and no batch window"
            ),
            Self::OutOfBounds(name, value, least, most) => {
                write!(f, "a {name} of {value}: AWS takes {least} to {most}")
            }
            Self::NotOfSource(name, sources) => write!(f, "a {name} is a setting of {sources}"),
            Self::PollersAndConcurrency => f.write_str(
                "provisioned pollers and a maximum concurrency: AWS takes only one of them",
            ),
            Self::PollersOrder(min, max) => {
                write!(f, "at least {min} pollers and at most {max}")
            }
            Self::NotBatched => f.write_str(
                "EventBridge does not batch: a rule invokes its target once for each event",
            ),
        }
    }
}

impl std::error::Error for MappingError {}
