//! Errors for settings that AWS refuses. Most messages name the values that AWS accepts.

use crate::limits::{BATCH_SIZE_MAX, SQS_UNWINDOWED_MAX, WINDOW_SECONDS_MAX};

/// Settings that AWS refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MappingError {
    /// The batch size is not 1 to [`BATCH_SIZE_MAX`].
    BatchSize(u32),
    /// The window is longer than [`WINDOW_SECONDS_MAX`].
    Window(u32),
    /// An SQS batch larger than the default, without a window.
    SqsNeedsWindow(u32),
    /// A FIFO queue with batches of more than ten records, or with a window.
    Fifo,
    /// A number out of bounds: its name, the number, the minimum and the maximum.
    OutOfBounds(&'static str, u32, u32, u32),
    /// A setting that this source does not have: its name, and the sources that have it.
    NotOfSource(&'static str, &'static str),
    /// Pollers of provisioned mode and maximum concurrency exclude each other.
    PollersAndConcurrency,
    /// The minimum number of pollers is above the maximum.
    PollersOrder(u32, u32),
    /// A pause before a retry that can't be simulated: the pause, the shortest and the longest, in seconds.
    Pause(u32, u32, u32),
    /// The first pause before a retry is longer than the longest.
    PauseOrder(u32, u32),
    /// Batching was set for EventBridge, which delivers one event at a time without a mapping.
    NotBatched,
}

impl std::fmt::Display for MappingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BatchSize(size) => {
                write!(
                    f,
                    "a batch size of {size}: AWS accepts 1 to {BATCH_SIZE_MAX} records"
                )
            }
            Self::Window(seconds) => write!(
                f,
                "a batch window of {seconds} s: AWS accepts 0 to {WINDOW_SECONDS_MAX} seconds"
            ),
            Self::SqsNeedsWindow(size) => write!(
                f,
                "a batch size of {size} on SQS: above {SQS_UNWINDOWED_MAX} records, AWS requires \
                 a batch window of at least 1 second"
            ),
            Self::Fifo => write!(
                f,
                "a FIFO queue allows batches of at most {SQS_UNWINDOWED_MAX} records and no batch window"
            ),
            Self::OutOfBounds(name, value, least, most) => {
                write!(f, "a {name} of {value}: AWS accepts {least} to {most}")
            }
            Self::NotOfSource(name, sources) => write!(f, "a {name} is a setting of {sources}"),
            Self::PollersAndConcurrency => f.write_str(
                "provisioned pollers and a maximum concurrency: AWS accepts only one of them",
            ),
            Self::PollersOrder(min, max) => {
                write!(
                    f,
                    "at least {min} pollers and at most {max}: the minimum is above the maximum"
                )
            }
            Self::Pause(seconds, least, most) => {
                write!(
                    f,
                    "a pause of {seconds} s before a retry: it can be {least} to {most} s here"
                )
            }
            Self::PauseOrder(first, most) => {
                write!(
                    f,
                    "a first pause of {first} s and a longest pause of {most} s: the first is longer"
                )
            }
            Self::NotBatched => f.write_str(
                "EventBridge does not batch: a rule invokes its target once for each event",
            ),
        }
    }
}

impl std::error::Error for MappingError {}
