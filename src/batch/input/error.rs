//! Why an input as a whole can't be read. A record that can't be read is no error; it has a disposition.

use tidegate::Source;

use super::compression::Compression;
use super::kind::InputKind;
use super::unfiltered::Unfiltered;

/// An input that can't be read.
///
/// ```
/// use tidegate::Source;
/// use tidegate_batch::{Input, InputError, Options};
/// let sqs = Source::Sqs;
/// let event = br#"{"Records":[{"eventSource":"aws:kinesis","kinesis":{"data":"e30="}}]}"#;
/// let error = Input::open(&event[..], sqs, &Options::default()).unwrap_err();
/// assert!(matches!(error, InputError::ForeignSource { .. }));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum InputError {
    /// Reading failed.
    Io(std::io::Error),
    /// Binary, or text in another encoding than UTF-8.
    NotText {
        /// What it looks like, such as `a Parquet file`.
        found: String,
    },
    /// Records of another source.
    ForeignSource {
        /// What the input's `eventSource` says.
        found: String,
        /// The source that was asked for.
        wanted: Source,
    },
    /// What a tool prints of another source's records.
    ForeignKind {
        /// What it is.
        found: InputKind,
        /// The source that was asked for.
        wanted: Source,
    },
    /// An event of a service that is no source, where no source was asked for.
    OtherService {
        /// What its `eventSource` says.
        found: String,
    },
    /// An event of a service that AWS does not filter.
    Unfiltered(Unfiltered),
    /// JSON objects that were to be events of a bus and have not the keys of one.
    NotEvents {
        /// The keys that were seen, for people.
        seen: String,
        /// Keys that every event has, and these have not.
        missing: Vec<&'static str>,
    },
    /// JSON that may be read in several ways.
    Ambiguous {
        /// Each way, and how to ask for it.
        readings: Vec<String>,
    },
    /// No source was asked for, and the records don't say whose they are.
    UnknownSource {
        /// What was seen instead.
        seen: String,
    },
    /// The packed data is damaged or cut short; the records before that place have been judged.
    Decompress {
        /// How it is packed.
        compression: Compression,
        /// What the decoder says.
        error: std::io::Error,
    },
}

impl std::fmt::Display for InputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(error) => write!(f, "reading failed: {error}"),
            Self::NotText { found } => write!(
                f,
                "the input is {found}: expected UTF-8 text, plain or packed with gzip, zstd or bzip2"
            ),
            Self::ForeignSource { found, wanted } => {
                write!(
                    f,
                    "it holds records of `{found}`, but the source is {wanted}"
                )
            }
            Self::ForeignKind { found, wanted } => {
                write!(f, "it holds {}, but the source is {wanted}", found.title())
            }
            Self::OtherService { found } => write!(
                f,
                "it holds events of `{found}`, which is no source of an event source mapping"
            ),
            Self::Unfiltered(event) => {
                write!(f, "it holds {}, which AWS does not filter", event.title())
            }
            Self::NotEvents { seen, missing } => {
                let missing = missing.join("`, `");
                write!(
                    f,
                    "it holds {seen}, which are not events of a bus: they lack `{missing}`"
                )
            }
            Self::Ambiguous { readings } => {
                f.write_str("it may be read in several ways:")?;
                readings.iter().try_for_each(|way| write!(f, "\n  {way}"))
            }
            Self::UnknownSource { seen } => {
                write!(f, "nothing says where the records come from; seen: {seen}")
            }
            Self::Decompress { compression, error } => {
                let format = compression.name();
                write!(f, "the {format} data is damaged or cut short: {error}")
            }
        }
    }
}

impl std::error::Error for InputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) | Self::Decompress { error, .. } => Some(error),
            _ => None,
        }
    }
}
