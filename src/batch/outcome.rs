//! A record that was read, where it stood, and what became of it.

use crate::judged::{Judged, RecordForm};

/// One record read and what became of it.
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
    /// Which record of this input, from 0.
    pub index: u64,
    /// Where it begins: byte offset in the input, unpacked.
    pub offset: u64,
    /// The record as it stands in the input: a line without its line break, or a record of an event on one line, white
    /// space outside strings removed. Empty where it was too large to hold or is missing altogether. Where several
    /// records stand in one row of a log, the same as `record`.
    pub read: &'a [u8],
    /// The record as it was judged: the same, unless a tool printed it in a form of its own.
    pub record: &'a [u8],
    /// How `record` is to be read.
    pub form: RecordForm,
    /// What became of it.
    pub judged: Judged<'a>,
}
