//! The outcome of one record: its place in the input, its bytes, and the result of judging it. `evaluate` passes one to
//! the sink for every record read. The bytes are borrowed, so a sink must copy those that it keeps.

use crate::judged::{Judged, RecordForm};

/// One record of an input, with the result of judging it.
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, Input, Options, evaluate};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":["x"]}"#])?;
/// let options = Options::default();
/// let input = Input::open("{\"body\":\"x\"}\n{\"body\":\"y\"}\n".as_bytes(), sqs, &options)?;
/// let mut seen = Vec::new();
/// evaluate(&filters, input, &options, &mut |outcome| {
///     seen.push((outcome.index, outcome.offset, outcome.judged.disposition.name()));
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!(seen, [(0, 0, "delivered"), (1, 13, "filtered")]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// The index of the record in this input, from 0.
    pub index: u64,
    /// The byte offset of the record in the unpacked input.
    pub offset: u64,
    /// The record as it stands in the input: a line without its line break, or a record of an event on one line, with
    /// white space outside strings removed. Empty if the record was too large to hold or is missing altogether. If
    /// several records stand in one row of a log, the same as `record`.
    pub read: &'a [u8],
    /// The record as it was judged. It differs from `read` if a tool printed the record in a form of its own.
    pub record: &'a [u8],
    /// The form in which `record` is read.
    pub form: RecordForm,
    /// The result of judging the record.
    pub judged: Judged<'a>,
}
