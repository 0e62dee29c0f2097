//! Errors about an input as a whole. A single record that can't be read is not an error: it has a disposition.

use tidegate::Source;

use super::compression::Compression;
use super::foreign_text::ForeignText;
use super::kind::InputKind;
use super::other_output::OtherOutput;
use super::unfiltered::Unfiltered;

/// Why an input can't be read.
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
    /// The input is binary, or text in another encoding than UTF-8.
    NotText {
        /// The format that it seems to have, such as `a Parquet file`.
        found: String,
    },
    /// The records are of another source.
    ForeignSource {
        /// The `eventSource` of the input.
        found: String,
        /// The source that was asked for.
        wanted: Source,
    },
    /// The input is the output of a tool for another source.
    ForeignKind {
        /// The kind of the input.
        found: InputKind,
        /// The source that was asked for.
        wanted: Source,
    },
    /// The input is an event of a service that is not a source of event source mappings.
    OtherService {
        /// The `eventSource` of the event.
        found: String,
    },
    /// The input is an event of a service that AWS does not filter.
    Unfiltered(Unfiltered),
    /// The input is JSON that a tool prints or takes, and that is not read as records.
    OtherOutput(OtherOutput),
    /// The input is text that a tool prints instead of records.
    ForeignText(ForeignText),
    /// The input should hold events of a bus, but its JSON objects do not have the keys of events.
    NotEvents {
        /// The keys that were seen, as text.
        seen: String,
        /// The keys that every event has, and that are missing.
        missing: Vec<&'static str>,
    },
    /// The input can be read in several ways.
    Ambiguous {
        /// Each way, with the option that selects it.
        readings: Vec<String>,
    },
    /// No source was asked for, and the records don't name their source.
    UnknownSource {
        /// The description of what was found instead.
        seen: String,
    },
    /// The compressed data is damaged or cut short. The records before that place have been judged.
    Decompress {
        /// The format of the compression.
        compression: Compression,
        /// The error of the decoder.
        error: std::io::Error,
    },
}

impl std::fmt::Display for InputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(error) => write!(f, "reading failed: {error}"),
            Self::NotText { found } => write!(
                f,
                "the input is {found}: expected UTF-8 text, plain or compressed with gzip, zstd or bzip2"
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
                "it holds events of `{found}`, which is not a source of an event source mapping"
            ),
            Self::Unfiltered(event) => {
                write!(f, "it holds {}, which AWS does not filter", event.title())
            }
            Self::OtherOutput(output) => {
                write!(f, "it holds {}, not records", output.title())
            }
            Self::ForeignText(text) => write!(f, "it holds {}", text.title()),
            Self::NotEvents { seen, missing } => {
                let missing = missing.join("`, `");
                write!(
                    f,
                    "it holds {seen}, which are not events of a bus: they lack `{missing}`"
                )
            }
            Self::Ambiguous { readings } => {
                f.write_str("it can be read in several ways:")?;
                readings.iter().try_for_each(|way| write!(f, "\n  {way}"))
            }
            Self::UnknownSource { seen } => {
                write!(f, "the source of the records is not clear: found {seen}")
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
