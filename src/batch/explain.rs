//! Explains for one record why each filter delivers it or not. The disposition and the delivering filters are copied
//! from the [`Outcome`], so an explanation can't disagree with the judge. The fields and conditions come from the
//! engine's explainer, which is slower than the matcher and is used for single records only.

use std::sync::Arc;

use tidegate::{Condition, Explainer, Explanation, Invalid, Payload, PayloadForm};

use crate::assumption::Assumption;
use crate::compiled::{Compiled, FilterError};
use crate::disposition::Disposition;
use crate::drop_table::DropTable;
use crate::judged::RecordForm;
use crate::outcome::Outcome;
use crate::parts::{Scratch, parts};
use crate::repair::{Repair, repair, view};
use crate::shape::Shape;
use crate::source::{Anatomy, datasheet};

/// The most bytes of a payload that an explanation holds; a longer payload is cut there.
pub const PAYLOAD_BYTES_SHOWN_MAX: usize = 1024;

/// Explains records by the filters it was made from. Too slow for whole streams: it is meant for records that a person
/// looks at. Made by [`Filters::explainer`](crate::Filters::explainer).
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Disposition, Filters, Input, Options, evaluate};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":{"amount":[{"numeric":[">",100]}]}}"#])?;
/// let mut explainer = filters.explainer()?;
/// let options = Options::default();
/// let input = Input::open(&br#"{"body":"{\"amount\":\"120\"}"}"#[..], sqs, &options)?;
/// evaluate(&filters, input, &options, &mut |outcome| {
///     let why = explainer.explain(&outcome);
///     assert_eq!(why.disposition, Disposition::Filtered);
///     let amount = &why.by_filter[0].explanation.as_ref().unwrap().branches[0].fields[0];
///     assert_eq!(amount.values, [r#""120""#]);
///     ControlFlow::Continue(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct RecordExplainer {
    compiled: Arc<Compiled>,
    anatomy: Anatomy,
    table: DropTable,
    scratch: Scratch,
    /// One per filter, in their order.
    whole: Vec<Explainer>,
}

/// Why a record has its disposition.
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, Input, Options, evaluate};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":{"a":[1]}}"#])?;
/// let mut explainer = filters.explainer()?;
/// let options = Options::default();
/// let input = Input::open(&br#"{"body":"{\"a\":2}"}"#[..], sqs, &options)?;
/// evaluate(&filters, input, &options, &mut |outcome| {
///     let why = explainer.explain(&outcome);
///     assert_eq!((why.disposition.name(), why.filters.len()), ("filtered", 0));
///     assert_eq!(why.beginning, br#"{"a":2}"#);
///     ControlFlow::Continue(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordExplanation {
    /// How AWS treats the record.
    pub disposition: Disposition,
    /// The decision of tidegate's that the disposition depends on, where AWS documents nothing; `None` if it depends on
    /// none.
    pub assumption: Option<Assumption>,
    /// The filters that deliver it, ascending.
    pub filters: Vec<usize>,
    /// The shape of the payload; `None` if the source has no payload, no filter looks at it, or the record can't be
    /// read.
    pub payload_shape: Option<PayloadShape>,
    /// The beginning of the decoded payload, or of the record if it has no readable payload; at most
    /// [`PAYLOAD_BYTES_SHOWN_MAX`] bytes.
    pub beginning: Vec<u8>,
    /// The first place where the text is not valid JSON: of the payload, of an event, or of an unreadable record.
    /// `None` if the text is JSON or no filter needs it to be.
    pub invalid: Option<Invalid>,
    /// One per filter, in their order; empty if the record can't be read.
    pub by_filter: Vec<FilterExplanation>,
}

/// The shape of a payload, as the filters see it.
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, Input, Options, PayloadShape, evaluate};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":{"a":[1]}}"#])?;
/// let mut explainer = filters.explainer()?;
/// let options = Options::default();
/// let input = Input::open(&br#"{"body":"plain"}"#[..], sqs, &options)?;
/// evaluate(&filters, input, &options, &mut |outcome| {
///     let why = explainer.explain(&outcome);
///     assert_eq!(why.payload_shape, Some(PayloadShape::Text));
///     ControlFlow::Continue(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PayloadShape {
    /// The record has no payload.
    Absent,
    /// One JSON object or list.
    Json,
    /// Any other UTF-8 text, bare JSON scalars included.
    Text,
    /// Not UTF-8.
    Binary,
}

impl PayloadShape {
    /// Returns whether a filter of this form can look at such a payload. A filter that can't is barred from the record.
    ///
    /// ```
    /// use tidegate::PayloadForm;
    /// use tidegate_batch::PayloadShape;
    /// assert!(PayloadShape::Text.fits(PayloadForm::Text));
    /// assert!(!PayloadShape::Text.fits(PayloadForm::Json));
    /// ```
    #[must_use]
    pub const fn fits(self, form: PayloadForm) -> bool {
        let shape = match self {
            Self::Absent => Shape::Absent,
            Self::Json => Shape::Json,
            Self::Text => Shape::Text,
            Self::Binary => Shape::Binary,
        };
        shape.fits(form)
    }
}

/// The explanation of one filter for one record.
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, Input, Options, evaluate};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":{"a":[1]}}"#])?;
/// let mut explainer = filters.explainer()?;
/// let options = Options::default();
/// let input = Input::open(&br#"{"body":"{\"a\":2}"}"#[..], sqs, &options)?;
/// evaluate(&filters, input, &options, &mut |outcome| {
///     let filter = &explainer.explain(&outcome).by_filter[0];
///     let fields = &filter.explanation.as_ref().unwrap().branches[0].fields;
///     assert_eq!((filter.delivers, fields[0].path.as_str()), (false, "body.a"));
///     ControlFlow::Continue(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterExplanation {
    /// Whether the filter delivers the record.
    pub delivers: bool,
    /// The form in which the filter asks for the payload.
    pub asks: PayloadForm,
    /// The part of the record that the filter was matched against.
    pub view: FilterView,
    /// The filter's fields with their values in the record; `None` if the filter was not matched.
    pub explanation: Option<Explanation>,
}

/// The part of a record that a filter was matched against.
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{FilterView, Filters, Input, Options, evaluate};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":{"a":[1]}}"#])?;
/// let mut explainer = filters.explainer()?;
/// let options = Options::default();
/// let input = Input::open(&br#"{"body":"plain"}"#[..], sqs, &options)?;
/// evaluate(&filters, input, &options, &mut |outcome| {
///     let filter = &explainer.explain(&outcome).by_filter[0];
///     assert_eq!((filter.view, filter.explanation.is_none()), (FilterView::Barred, true));
///     ControlFlow::Continue(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterView {
    /// All of it.
    Whole,
    /// Nothing: the payload is not in the form that the filter asks for.
    Barred,
}

/// The conditions of one alternative of a filter that keep a record from delivery: without any one of them, the
/// alternative would match.
///
/// ```
/// use std::ops::ControlFlow;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, Input, Options, evaluate};
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":{"a":[1]}}"#])?;
/// let mut explainer = filters.explainer()?;
/// let options = Options::default();
/// let input = Input::open(&br#"{"body":"{\"a\":2}"}"#[..], sqs, &options)?;
/// evaluate(&filters, input, &options, &mut |outcome| {
///     let obstacles = explainer.obstacles(&outcome);
///     assert_eq!((obstacles[0].filter, obstacles[0].conditions.len()), (0, 1));
///     ControlFlow::Continue(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Obstacle {
    /// The filter.
    pub filter: usize,
    /// The conditions. More than one only if the elements of a list tie them together.
    pub conditions: Vec<Condition>,
}

/// Whether the content of a record can be matched; filters are not tried on unfit content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Fit,
    Unfit,
}

/// The parts of a record that filters are matched against.
pub(crate) struct Seen<'r> {
    pub(crate) envelope: Option<&'r [u8]>,
    pub(crate) payload: Option<&'r [u8]>,
}

impl RecordExplainer {
    pub(crate) fn new(compiled: Arc<Compiled>) -> Result<Self, FilterError> {
        let mut whole = Vec::with_capacity(compiled.rules.len());
        for (index, rule) in compiled.rules.iter().enumerate() {
            let failed = |error| FilterError { index, error };
            whole.push(Explainer::of(rule.clone()).map_err(failed)?);
        }
        Ok(Self {
            table: DropTable::new(Arc::clone(&compiled)),
            anatomy: datasheet(compiled.source).anatomy,
            compiled,
            scratch: Scratch::default(),
            whole,
        })
    }

    /// Explains a record that the same filters judged.
    pub fn explain(&mut self, outcome: &Outcome<'_>) -> RecordExplanation {
        let mut why = RecordExplanation {
            disposition: outcome.judged.disposition,
            assumption: outcome.judged.assumption,
            filters: outcome.judged.filters.to_vec(),
            payload_shape: None,
            beginning: beginning(outcome.record),
            invalid: None,
            by_filter: Vec::new(),
        };
        if matches!(why.disposition, Disposition::Unreadable(_)) {
            why.invalid = self.invalid(outcome.record);
        } else {
            self.explain_read(outcome, &mut why);
        }
        why
    }

    /// Returns the conditions that alone keep a filtered record from delivery; empty for any other disposition.
    pub fn obstacles(&mut self, outcome: &Outcome<'_>) -> Vec<Obstacle> {
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut obstacles = Vec::new();
        if outcome.judged.disposition == Disposition::Filtered
            && let Some(seen) = seen(&self.compiled, outcome, &mut scratch)
        {
            let shape = self.shape(&seen);
            for filter in 0..self.whole.len() {
                obstacles.extend(self.filter_obstacles(filter, &seen, shape));
            }
        }
        self.scratch = scratch;
        obstacles
    }

    /// Returns a filter with one edit that would deliver a filtered record, or `None` if one edit is not enough. `why`
    /// is the explanation of the same record.
    pub fn repair(&mut self, outcome: &Outcome<'_>, why: &RecordExplanation) -> Option<Repair> {
        if why.disposition != Disposition::Filtered {
            return None;
        }
        let filters = why.by_filter.iter().enumerate();
        let explained = filters.filter_map(|(at, it)| Some((at, it.explanation.as_ref()?)));
        let mut scratch = std::mem::take(&mut self.scratch);
        let seen = seen(&self.compiled, outcome, &mut scratch);
        let view = seen.and_then(|seen| view(self.compiled.source, seen.envelope, seen.payload));
        self.scratch = scratch;
        repair(&self.compiled, view.as_ref(), outcome, explained.collect())
    }

    fn explain_read(&mut self, outcome: &Outcome<'_>, why: &mut RecordExplanation) {
        let mut scratch = std::mem::take(&mut self.scratch);
        match (seen(&self.compiled, outcome, &mut scratch), self.anatomy) {
            (Some(seen), Anatomy::Event | Anatomy::Document { .. }) => {
                why.invalid = self.invalid(outcome.record);
                let content = match why.disposition {
                    Disposition::Dropped(_) => Content::Unfit,
                    _ => Content::Fit,
                };
                why.by_filter = self.by_filter(&seen, Shape::Absent, &why.filters, content);
            }
            (Some(seen), Anatomy::Enclosed(_)) => {
                let shape = self.shape(&seen);
                if self.compiled.asks_payload() {
                    why.payload_shape = Some(shape.into());
                    why.beginning = beginning(seen.payload.unwrap_or_default());
                    why.invalid = match (shape, seen.payload) {
                        (Shape::Text | Shape::Binary, Some(text)) => self.invalid(text),
                        _ => None,
                    };
                }
                why.by_filter = self.by_filter(&seen, shape, &why.filters, Content::Fit);
            }
            (None, _) => why.invalid = self.invalid(outcome.record),
        }
        self.scratch = scratch;
    }

    fn by_filter(
        &mut self,
        seen: &Seen<'_>,
        shape: Shape,
        delivering: &[usize],
        content: Content,
    ) -> Vec<FilterExplanation> {
        (0..self.whole.len())
            .map(|filter| {
                let view = match self.view(filter, shape) {
                    FilterView::Whole if content == Content::Unfit => FilterView::Barred,
                    view => view,
                };
                FilterExplanation {
                    delivers: delivering.contains(&filter),
                    asks: self.compiled.forms[filter],
                    view,
                    explanation: self.explain_filter(filter, seen, shape, view),
                }
            })
            .collect()
    }

    fn view(&self, filter: usize, shape: Shape) -> FilterView {
        if shape.fits(self.compiled.forms[filter]) {
            FilterView::Whole
        } else {
            FilterView::Barred
        }
    }

    fn explain_filter(
        &mut self,
        filter: usize,
        seen: &Seen<'_>,
        shape: Shape,
        view: FilterView,
    ) -> Option<Explanation> {
        let (explainer, payload) = match view {
            FilterView::Barred => return None,
            FilterView::Whole => (&mut self.whole[filter], payload(seen, shape)),
        };
        match (self.anatomy, seen.envelope) {
            (Anatomy::Event, Some(event)) => explainer.event(event),
            (_, envelope) => explainer.record(envelope, payload),
        }
        .ok()
    }

    fn filter_obstacles(&mut self, filter: usize, seen: &Seen<'_>, shape: Shape) -> Vec<Obstacle> {
        let (explainer, payload) = match self.view(filter, shape) {
            FilterView::Barred => return Vec::new(),
            FilterView::Whole => (&mut self.whole[filter], payload(seen, shape)),
        };
        let by_branch = match (self.anatomy, seen.envelope) {
            (Anatomy::Event, Some(event)) => explainer.event_obstacles(event),
            (_, envelope) => explainer.record_obstacles(envelope, payload),
        };
        let by_branch = by_branch.unwrap_or_default();
        let met = by_branch
            .iter()
            .enumerate()
            .filter(|(_, it)| !it.is_empty());
        met.map(|(branch, fields)| Obstacle {
            filter,
            conditions: fields
                .iter()
                .filter_map(|field| explainer.condition(branch, *field))
                .collect(),
        })
        .collect()
    }

    /// The shape of the payload, by the same drop table that the judge uses.
    fn shape(&mut self, seen: &Seen<'_>) -> Shape {
        self.table.clear();
        self.table.decide(seen.envelope, seen.payload);
        self.table.shape()
    }

    /// Returns the first place where `text` is not valid JSON, or `None` if it is valid.
    fn invalid(&mut self, text: &[u8]) -> Option<Invalid> {
        let explainer = self.whole.first_mut()?;
        if self.anatomy == Anatomy::Event {
            explainer.event(text).err()
        } else {
            explainer.record(None, Payload::Json(text)).err()
        }
    }
}

impl From<Shape> for PayloadShape {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Absent => Self::Absent,
            Shape::Json => Self::Json,
            Shape::Text => Self::Text,
            Shape::Binary => Self::Binary,
        }
    }
}

fn beginning(bytes: &[u8]) -> Vec<u8> {
    bytes[..bytes.len().min(PAYLOAD_BYTES_SHOWN_MAX)].to_vec()
}

fn payload<'r>(seen: &Seen<'r>, shape: Shape) -> Payload<'r> {
    match (shape, seen.payload) {
        (Shape::Json, Some(text)) => Payload::Json(text),
        (Shape::Text, Some(text)) => Payload::Text(text),
        _ => Payload::Absent,
    }
}

/// Returns the parts that the judge matched, or `None` if the record can't be read in its form.
pub(crate) fn seen<'r>(
    compiled: &Compiled,
    outcome: &Outcome<'r>,
    scratch: &'r mut Scratch,
) -> Option<Seen<'r>> {
    let bytes = outcome.record;
    let source = compiled.source;
    match (datasheet(source).anatomy, outcome.form) {
        (Anatomy::Event, _) | (Anatomy::Document { .. }, RecordForm::Record) => Some(Seen {
            envelope: Some(bytes),
            payload: None,
        }),
        (Anatomy::Document { key }, RecordForm::Payload) => Some(Seen {
            envelope: Some(scratch.document(key, bytes)),
            payload: None,
        }),
        (Anatomy::Enclosed(encoding), RecordForm::Record) => {
            let parts = parts(source, encoding, bytes, compiled.kafka_key, scratch).ok()?;
            Some(Seen {
                envelope: Some(parts.envelope),
                payload: parts.payload,
            })
        }
        (Anatomy::Enclosed(_), RecordForm::Payload) => Some(Seen {
            envelope: None,
            payload: Some(bytes),
        }),
    }
}
