//! Limits that all sources share or that errors name. Sources: Lambda API model (botocore 1.44.5,
//! `CreateEventSourceMapping`) and Lambda Developer Guide, "Event source mappings" and the pages of the sources, read
//! 2026-11-23.

/// Largest batch of any source, in records.
pub const BATCH_SIZE_MAX: u32 = 10_000;

/// Longest batch window, in seconds.
pub const WINDOW_SECONDS_MAX: u32 = 300;

/// Largest batch of an SQS mapping without a window, in messages; a FIFO queue has no window. Also the default batch
/// size of SQS.
pub(crate) const SQS_UNWINDOWED_MAX: u32 = 10;
