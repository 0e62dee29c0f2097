//! The options for reading an input, and the result of recognising it.

use tidegate::Source;

use super::compression::Compression;
use super::kind::InputKind;

/// Options for reading and judging inputs.
///
/// ```
/// use tidegate_batch::Options;
/// let options = Options { threads: 1, max_record_bytes: Some(16 << 20), ..Options::default() };
/// assert_eq!(options.input, None, "what the input holds is found out");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The kind of the input; `None` to recognise it from its beginning.
    pub input: Option<InputKind>,
    /// The number of threads that judge; 0 for one per core. The result does not depend on it.
    pub threads: usize,
    /// How the event source mapping reads its Kinesis stream; ignored for other sources.
    pub throughput: Throughput,
    /// The largest payload, in bytes; `None` for AWS's limit (6 MB for streams and topics, 1 MiB for SQS and
    /// EventBridge).
    pub max_record_bytes: Option<u64>,
}

/// How the consumer of a Kinesis stream reads it. Only with enhanced fan-out does Lambda split aggregates of the
/// Kinesis Producer Library into their records before its filters look at them. (Lambda Developer Guide, "Filtering
/// Kinesis aggregated records", read 2026-11-30)
///
/// ```
/// use tidegate_batch::{Options, Throughput};
/// assert_eq!(Options::default().throughput, Throughput::Shared);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Throughput {
    /// The consumer shares the throughput of the stream. An aggregate is one record, whose content no filter can match.
    #[default]
    Shared,
    /// The consumer has a throughput of its own. An aggregate is split into its records.
    EnhancedFanOut,
}

/// The result of recognising an input, and the reason. `Display` writes one line for people.
///
/// ```
/// use tidegate::Source;
/// use tidegate_batch::{Compression, Input, InputKind, Options};
/// let sqs = Source::Sqs;
/// let input = Input::open(&br#"{"body":"x"}"#[..], sqs, &Options::default())?;
/// let detected = input.detected();
/// assert_eq!((detected.kind, detected.compression), (InputKind::Record, Compression::None));
/// # Ok::<(), tidegate_batch::InputError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// The kind of the input.
    pub kind: InputKind,
    /// The source of the records: the one that was asked for, or the one that the records name. `None` only if no
    /// source was asked for and the input has no record.
    pub source: Option<Source>,
    /// The compression of the input.
    pub compression: Compression,
    /// Why this kind was chosen, as text for people.
    pub reason: String,
    /// A warning about its records in one sentence, if there is one.
    pub caveat: Option<&'static str>,
    /// Whether the input is empty or only white space.
    pub is_empty: bool,
}

impl std::fmt::Display for Detected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.reason)?;
        match self.compression {
            Compression::None => Ok(()),
            packed => write!(f, ", {}", packed.name()),
        }
    }
}
