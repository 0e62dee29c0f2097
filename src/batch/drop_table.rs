//! Decides which filters may look at a payload, and drops a record if none may: the drop tables of the Lambda Developer
//! Guide ("Properly filtering SQS messages", and the same for Kinesis, Kafka and MQ, read 2026-11-23). A payload has
//! one shape. A filter whose form does not fit that shape is barred from the record, whatever its other conditions are.
//! A record that all filters are barred from is dropped.
//!
//! The guide of 2022 said for Kafka that a barred filter is judged by its other conditions alone. The table measured on
//! an MSK cluster in `lambda-esm-msk-filters-sam` (aws-samples/serverless-patterns, 2023, commit fb7b5d0) refutes it.
//! tidegate assumes the same of MQ. Nobody has measured MQ, nor payloads that are not UTF-8.
//!
//! Pipes have the same tables for SQS, Kinesis and DynamoDB ("Event filtering in Amazon EventBridge Pipes",
//! awsdocs/amazon-eventbridge-user-guide, commit fc27724). For Kafka and MQ that page still says what the Lambda guide
//! said in 2022. tidegate assumes that pipes behave as event source mappings do.

use std::sync::Arc;

use tidegate::{InvalidKind, Matcher, Payload, Verdict};
use tidegate_json::is_scalar;

use crate::assumption::{Assumption, Sight, assumption};
use crate::compiled::Compiled;
use crate::disposition::{Disposition, DropReason};
use crate::judged::Ruling;
use crate::shape::Shape;
use crate::source::datasheet;

/// Applies compiled filters to records, with the memory that matching needs.
#[derive(Debug)]
pub(crate) struct DropTable {
    compiled: Arc<Compiled>,
    matcher: Matcher,
    delivering: Vec<usize>,
    /// The shape of the last record's payload; `Absent` if no filter looks at it.
    shape: Shape,
    assumption: Option<Assumption>,
}

impl DropTable {
    pub(crate) fn new(compiled: Arc<Compiled>) -> Self {
        let matcher = compiled.program.matcher();
        Self {
            compiled,
            matcher,
            delivering: Vec::new(),
            shape: Shape::Absent,
            assumption: None,
        }
    }

    pub(crate) fn clear(&mut self) {
        self.delivering.clear();
        self.assumption = None;
    }

    /// Returns the filters that deliver the last record, ascending.
    pub(crate) fn delivering(&self) -> &[usize] {
        &self.delivering
    }

    /// Returns the shape of the last record's payload.
    pub(crate) fn shape(&self) -> Shape {
        self.shape
    }

    /// Returns the ruling for a disposition of the last record, with the assumption that it depends on.
    pub(crate) fn ruling(&self, disposition: Disposition) -> Ruling {
        Ruling {
            assumption: self.assumption,
            ..Ruling::of(disposition)
        }
    }

    /// Returns the disposition of an EventBridge event.
    pub(crate) fn event(&mut self, event: &[u8]) -> Result<Disposition, InvalidKind> {
        let verdict = self.matcher.event(event).map_err(|invalid| invalid.kind)?;
        self.delivering.extend(verdict.iter().map(|id| id.index()));
        Ok(self.evaluated())
    }

    /// Returns the disposition of a record of an event source, or `None` if the engine can't read the envelope.
    pub(crate) fn decide(
        &mut self,
        envelope: Option<&[u8]>,
        payload: Option<&[u8]>,
    ) -> Option<Disposition> {
        if self.compiled.forms.is_empty() {
            return Some(Disposition::Delivered);
        }
        let shape = self.match_fitting(envelope, payload)?;
        self.shape = shape;
        let disposition = match self.compiled.fits_any(shape) {
            false => Disposition::Dropped(self.drop_reason(shape, payload)),
            true => self.evaluated(),
        };
        self.assumption = payload.and_then(|payload| self.assumed(disposition, payload));
        Some(disposition)
    }

    /// Returns the assumption that the disposition of the last record depends on.
    fn assumed(&self, disposition: Disposition, payload: &[u8]) -> Option<Assumption> {
        let seen = Sight {
            shape: self.shape,
            payload,
            disposition,
        };
        let Compiled {
            profile,
            source,
            forms,
            standing,
            ..
        } = &*self.compiled;
        assumption(*profile, *source, (forms, *standing), seen)
    }

    fn evaluated(&self) -> Disposition {
        if self.delivering.is_empty() {
            Disposition::Filtered
        } else {
            Disposition::Delivered
        }
    }

    /// Finds the payload's shape, and the filters that fit it and match. If no filter fits, none is matched. Returns
    /// the shape.
    fn match_fitting(&mut self, envelope: Option<&[u8]>, payload: Option<&[u8]>) -> Option<Shape> {
        let Some(payload) = payload.filter(|_| self.compiled.asks_payload()) else {
            return self.match_shape(envelope, Payload::Absent, Shape::Absent);
        };
        if matches!(first_byte(payload), Some(b'{' | b'[')) {
            let shape = self.match_shape(envelope, Payload::Json(payload), Shape::Json);
            if shape.is_some() {
                return shape;
            }
        }
        let (seen, shape) = match std::str::from_utf8(payload) {
            Ok(_) => (Payload::Text(payload), Shape::Text),
            Err(_) => (Payload::Absent, Shape::Binary),
        };
        if self.compiled.fits_any(shape) {
            self.match_shape(envelope, seen, shape)
        } else {
            Some(shape)
        }
    }

    fn match_shape(
        &mut self,
        envelope: Option<&[u8]>,
        payload: Payload<'_>,
        shape: Shape,
    ) -> Option<Shape> {
        let Self {
            compiled,
            matcher,
            delivering,
            ..
        } = self;
        let verdict = matcher.record(envelope, payload).ok()?;
        deliver(delivering, verdict, |filter| {
            shape.fits(compiled.forms[filter])
        });
        Some(shape)
    }

    fn drop_reason(&self, shape: Shape, payload: Option<&[u8]>) -> DropReason {
        let payload = payload.unwrap_or_default();
        let magic = datasheet(self.compiled.source).aggregate_magic;
        let is_aggregate = magic.is_some_and(|magic| payload.starts_with(&magic));
        match shape {
            Shape::Json => DropReason::JsonForPlainFilter,
            Shape::Binary if is_aggregate => DropReason::KplAggregated,
            Shape::Binary => DropReason::NotUtf8,
            Shape::Text if is_scalar(payload) => DropReason::PlainForJsonFilter,
            Shape::Text | Shape::Absent => DropReason::NotJson,
        }
    }
}

fn deliver(delivering: &mut Vec<usize>, verdict: &Verdict, may: impl Fn(usize) -> bool) {
    delivering.extend(
        verdict
            .iter()
            .map(|id| id.index())
            .filter(|filter| may(*filter)),
    );
}

/// Returns the first byte that is not JSON white space.
fn first_byte(text: &[u8]) -> Option<u8> {
    text.iter()
        .copied()
        .find(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}
