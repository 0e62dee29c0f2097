//! How an input is to be read, and what is found out about it.

use tidegate::Source;

use super::compression::Compression;
use super::kind::InputKind;

/// How inputs are to be read and judged.
///
/// ```
/// use tidegate_batch::Options;
/// let options = Options { threads: 1, max_record_bytes: Some(16 << 20), ..Options::default() };
/// assert_eq!(options.input, None, "what the input holds is found out");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What the input holds; `None`: decided from its beginning.
    pub input: Option<InputKind>,
    /// Threads that judge; 0: one per core. What comes out does not depend on it.
    pub threads: usize,
    /// How a mapping reads its Kinesis stream; for other sources it means nothing.
    pub throughput: Throughput,
    /// Largest payload, in bytes; `None`: what AWS takes (6 MB for streams and topics, 1 MiB for SQS and EventBridge).
    pub max_record_bytes: Option<u64>,
}

/// How the consumer of a Kinesis stream reads it. Only with enhanced fan-out does Lambda take the aggregates of the Kinesis
/// Producer Library apart before its filters look at them. (Lambda Developer Guide, "Filtering Kinesis aggregated
/// records", read 2026-11-30)
///
/// ```
/// use tidegate_batch::{Options, Throughput};
/// assert_eq!(Options::default().throughput, Throughput::Shared);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Throughput {
    /// It shares the stream's throughput with others: an aggregate is one record, which no filter can look into.
    #[default]
    Shared,
    /// It has a throughput of its own: an aggregate is as many records as it holds.
    EnhancedFanOut,
}

/// What was found out about an input, and why; `Display` is one line for people.
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
    /// What the input holds.
    pub kind: InputKind,
    /// Whose records it holds: the source that was asked for, or the one that the records name. `None` if neither says,
    /// which only an input without a record may do.
    pub source: Option<Source>,
    /// How it is packed.
    pub compression: Compression,
    /// What decided it, for people.
    pub reason: String,
    /// What is to be known of its records, for people: one sentence, if any.
    pub caveat: Option<&'static str>,
    /// It holds nothing but white space, if anything.
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
