//! Looks for records among the lines of an input that was recognised as one of payloads. Such a line may be a record
//! after all, for example if two files were joined. It then counts as unreadable, not as a payload.

use memchr::memmem::Finder;
use tidegate::Source;

use super::decision::Wanted;
use super::document::Document;
use super::error::InputError;
use super::head::Head;
use super::in_document::look_at_lists;
use super::kind::InputKind;
use super::other_output::is_other_output;
use super::readings::readings;
use super::unfiltered::Unfiltered;
use crate::record::marks::Fit;

/// Every record that a tool or an AWS service writes contains at least one of these texts. Payloads with one are looked
/// at more closely.
const TELLING: [&str; 5] = [
    "\"eventSource\"",
    "\"ReceiptHandle\"",
    "\"SequenceNumber\"",
    "\"tstype\"",
    "\"deliveryStreamArn\"",
];

/// Finds records among payloads.
#[derive(Debug)]
pub(crate) struct Watch {
    source: Source,
    finders: [Finder<'static>; TELLING.len()],
}

impl Watch {
    pub(crate) fn new(source: Source) -> Self {
        Self {
            source,
            finders: TELLING.map(Finder::new),
        }
    }

    /// Returns whether a payload has the keys of a record, of a document of records, or of another output of a tool.
    pub(crate) fn is_record(&self, payload: &[u8]) -> bool {
        let is_telling = |finder: &Finder<'_>| finder.find(payload).is_some();
        (self.finders.iter().any(is_telling) && has_keys_of_a_record(payload, self.source))
            || is_other_output(payload.trim_ascii_start())
    }
}

fn has_keys_of_a_record(payload: &[u8], source: Source) -> bool {
    if payload.trim_ascii_start().first() != Some(&b'{') {
        return false;
    }
    let document = Document::of(payload.trim_ascii_start());
    let holds_records = matches!(
        look_at_lists(&document, Head::Final, Wanted::of(source)),
        Ok(Some(_)) | Err(InputError::ForeignSource { .. } | InputError::ForeignKind { .. })
    );
    let mut readings = readings(&document.keys).into_iter();
    holds_records
        || Unfiltered::of(&document.keys).is_some()
        || readings.any(|reading| {
            // A change that a table sent to a stream is a payload of that stream.
            reading.kind != InputKind::Payload && reading.fit >= Fit::WithoutPayload
        })
}
