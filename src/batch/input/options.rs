//! How an input is to be read, and what is found out about it.

use super::compression::Compression;

/// What an input holds.
///
/// ```
/// use tidegate::Source;
/// use tidegate_batch::{Input, InputKind, Options};
/// let sqs = Source::Sqs;
/// let options = Options { input: Some(InputKind::Payload), ..Options::default() };
/// let input = Input::open(&br#"{"body":"x"}"#[..], sqs, &options)?;
/// assert_eq!(input.detected().kind.name(), "payload");
/// # Ok::<(), tidegate_batch::InputError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputKind {
    /// Lambda events of the source, whose records are taken one by one; or EventBridge events in any layout.
    Event,
    /// One record of the source per line.
    Record,
    /// One bare payload, or EventBridge event, per line.
    Payload,
}

impl InputKind {
    /// `event`, `record` or `payload`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Record => "record",
            Self::Payload => "payload",
        }
    }
}

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
    /// Largest payload, in bytes; `None`: what AWS takes (6 MB for streams and topics, 1 MiB for SQS and EventBridge).
    pub max_record_bytes: Option<u64>,
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
    /// How it is packed.
    pub compression: Compression,
    /// What decided it, for people.
    pub reason: String,
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
