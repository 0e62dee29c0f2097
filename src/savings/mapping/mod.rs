//! The settings of an event source mapping that decide how records are batched: what the user gives in, AWS's defaults
//! and bounds applied, out. Every [`Mapping`] is one that AWS takes.
//!
//! Defaults and bounds: Lambda API model (botocore 1.44.5, `CreateEventSourceMapping`) and Lambda Developer Guide,
//! "Event source mappings", read 2026-11-23.

use std::num::NonZeroU32;

use tidegate::Source;
use tidegate_batch::Origin;

/// Largest batch of any source, in records.
pub const BATCH_SIZE_MAX: u32 = 10_000;

/// Longest batch window, in seconds.
pub const WINDOW_SECONDS_MAX: u32 = 300;

/// Batch size that AWS gives an SQS mapping, in records; above it SQS needs a window.
const SQS_BATCH_SIZE_DEFAULT: u32 = 10;

/// Batch size that AWS gives the mappings of all other sources, in records.
const BATCH_SIZE_DEFAULT: u32 = 100;

/// Batch window that AWS gives Kafka and MQ mappings, in milliseconds. Once changed it can't be restored, because
/// settings are whole seconds.
const KAFKA_MQ_WINDOW_DEFAULT_MS: u32 = 500;

/// How an event source mapping forms its batches.
///
/// ```
/// use tidegate_savings::Mapping;
/// let kafka = Mapping::new("kafka".parse().unwrap(), None, None)?;
/// assert_eq!((kafka.batch_size().get(), kafka.window_ms()), (100, 500));
/// let sqs = Mapping::new("sqs".parse().unwrap(), Some(11), None);
/// assert!(sqs.unwrap_err().to_string().contains("window"));
/// # Ok::<(), tidegate_savings::MappingError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapping {
    batch_size: NonZeroU32,
    window_ms: u32,
}

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
                "a batch size of {size} on SQS: above {SQS_BATCH_SIZE_DEFAULT} records, AWS wants \
                 a batch window of at least 1 second"
            ),
            Self::NotBatched => f.write_str(
                "EventBridge does not batch: a rule invokes its target once for each event",
            ),
        }
    }
}

impl std::error::Error for MappingError {}

impl Mapping {
    /// The mapping of `origin` with these settings, AWS's defaults where `None`.
    ///
    /// # Errors
    /// Settings out of AWS's bounds, and any setting for EventBridge.
    pub fn new(
        origin: Origin,
        batch_size: Option<u32>,
        window_seconds: Option<u32>,
    ) -> Result<Self, MappingError> {
        let Origin::Esm(source) = origin else {
            if batch_size.is_some() || window_seconds.is_some() {
                return Err(MappingError::NotBatched);
            }
            return Ok(Self {
                batch_size: NonZeroU32::MIN,
                window_ms: 0,
            });
        };
        let size = batch_size.unwrap_or(default_batch_size(source));
        let batch_size = NonZeroU32::new(size).filter(|size| size.get() <= BATCH_SIZE_MAX);
        let batch_size = batch_size.ok_or(MappingError::BatchSize(size))?;
        let window_ms = match window_seconds {
            None => default_window_ms(source),
            Some(seconds) if seconds <= WINDOW_SECONDS_MAX => seconds * 1000,
            Some(seconds) => return Err(MappingError::Window(seconds)),
        };
        if source == Source::Sqs && size > SQS_BATCH_SIZE_DEFAULT && window_ms == 0 {
            return Err(MappingError::SqsNeedsWindow(size));
        }
        Ok(Self {
            batch_size,
            window_ms,
        })
    }

    /// Most records in one invocation. 1 for EventBridge.
    #[must_use]
    pub const fn batch_size(&self) -> NonZeroU32 {
        self.batch_size
    }

    /// How long a batch is held open for more records, in milliseconds.
    #[must_use]
    pub const fn window_ms(&self) -> u32 {
        self.window_ms
    }
}

const fn default_batch_size(source: Source) -> u32 {
    match source {
        Source::Sqs => SQS_BATCH_SIZE_DEFAULT,
        _ => BATCH_SIZE_DEFAULT,
    }
}

const fn default_window_ms(source: Source) -> u32 {
    match source {
        Source::Kafka | Source::Mq => KAFKA_MQ_WINDOW_DEFAULT_MS,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(
        origin: &str,
        size: Option<u32>,
        window: Option<u32>,
    ) -> Result<Mapping, MappingError> {
        Mapping::new(origin.parse().unwrap(), size, window)
    }

    #[test]
    fn defaults_are_those_of_the_source() {
        for (origin, size, window_ms) in [
            ("sqs", 10, 0),
            ("kinesis", 100, 0),
            ("dynamodb", 100, 0),
            ("kafka", 100, 500),
            ("mq", 100, 500),
            ("eventbridge", 1, 0),
        ] {
            let mapping = mapping(origin, None, None).unwrap();
            assert_eq!(
                (mapping.batch_size().get(), mapping.window_ms()),
                (size, window_ms),
                "{origin}"
            );
        }
    }

    #[test]
    fn bounds_and_their_neighbours() {
        assert!(mapping("kinesis", Some(1), Some(0)).is_ok());
        assert!(mapping("kinesis", Some(10_000), Some(300)).is_ok());
        assert_eq!(
            mapping("kinesis", Some(0), None),
            Err(MappingError::BatchSize(0))
        );
        assert_eq!(
            mapping("kinesis", Some(10_001), None),
            Err(MappingError::BatchSize(10_001))
        );
        assert_eq!(
            mapping("kinesis", None, Some(301)),
            Err(MappingError::Window(301))
        );
        assert_eq!(
            mapping("eventbridge", Some(10), None),
            Err(MappingError::NotBatched)
        );
    }

    #[test]
    fn a_large_sqs_batch_needs_a_window() {
        assert!(mapping("sqs", Some(10), Some(0)).is_ok());
        assert_eq!(
            mapping("sqs", Some(11), None),
            Err(MappingError::SqsNeedsWindow(11))
        );
        assert!(mapping("sqs", Some(11), Some(1)).is_ok());
        // The API model says the same of streams, but their own defaults (100 and 0) contradict it.
        assert!(mapping("kinesis", Some(11), Some(0)).is_ok());
    }
}
