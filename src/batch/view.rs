//! Opens a record as filters see it: the object that is a filter's root, and the decoded payload. For callers that
//! inspect a few records of a sample themselves, for example to suggest filters. The judge does not use it.

use std::sync::Arc;

use tidegate_json::Outline;

use crate::compiled::Compiled;
use crate::explain::{PayloadShape, seen};
use crate::outcome::Outcome;
use crate::parts::Scratch;

/// Opens records as filters see them. Made by [`Filters::viewer`](crate::Filters::viewer).
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, Input, Options, PayloadShape, evaluate};
/// let kinesis = Source::Kinesis;
/// let filters = Filters::compile(kinesis, Profile::Service(kinesis), &[r#"{"data":{"a":[1]}}"#])?;
/// let mut viewer = filters.viewer();
/// let options = Options::default();
/// let input = Input::open(&br#"{"kinesis":{"data":"eyJhIjoxfQ=="}}"#[..], kinesis, &options)?;
/// evaluate(&filters, input, &options, &mut |outcome| {
///     let view = viewer.view(&outcome).unwrap();
///     assert_eq!((view.payload, view.shape), (Some(&br#"{"a":1}"#[..]), PayloadShape::Json));
///     ControlFlow::Continue(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct RecordViewer {
    compiled: Arc<Compiled>,
    scratch: Scratch,
    outline: Outline,
}

/// A record as filters see it.
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, Input, Options, PayloadShape, evaluate};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":{"a":[1]}}"#])?;
/// let (mut viewer, options) = (filters.viewer(), Options::default());
/// let input = Input::open(&br#"{"body":"plain"}"#[..], sqs, &options)?;
/// evaluate(&filters, input, &options, &mut |outcome| {
///     assert_eq!(viewer.view(&outcome).unwrap().shape, PayloadShape::Text);
///     ControlFlow::Continue(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordView<'v> {
    /// The JSON text of the object that a filter's root is matched against, with the payload still encoded; `None` for
    /// a bare payload.
    pub root: Option<&'v [u8]>,
    /// The payload, decoded; `None` if the record has none, and for sources without a payload key.
    pub payload: Option<&'v [u8]>,
    /// The shape of the payload.
    pub shape: PayloadShape,
}

impl RecordViewer {
    pub(crate) fn new(compiled: Arc<Compiled>) -> Self {
        Self {
            compiled,
            scratch: Scratch::default(),
            outline: Outline::default(),
        }
    }

    /// Opens a record. Returns `None` if it can't be read.
    pub fn view<'v>(&'v mut self, outcome: &Outcome<'v>) -> Option<RecordView<'v>> {
        let seen = seen(&self.compiled, outcome, &mut self.scratch)?;
        let shape = match seen.payload {
            None => PayloadShape::Absent,
            Some(text) if self.outline.is_container(text) => PayloadShape::Json,
            Some(text) if std::str::from_utf8(text).is_ok() => PayloadShape::Text,
            Some(_) => PayloadShape::Binary,
        };
        Some(RecordView {
            root: seen.envelope,
            payload: seen.payload,
            shape,
        })
    }
}
