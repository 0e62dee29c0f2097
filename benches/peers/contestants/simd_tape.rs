//! simd-json's tape with reused buffers, and a search in it. It parses in place, so each record is copied first.

use std::ops::Range;

use simd_json::prelude::ValueAsScalar;
use simd_json::{Buffers, Tape, tape};

use crate::by_hand::{ByHand, Leaf};
use crate::contestant::{Contestant, Counts, Reads, Refusal};
use crate::work::{Form, Work};

#[derive(Debug, Default)]
pub(crate) struct SimdTape {
    by_hand: ByHand,
}

impl Contestant for SimdTape {
    fn name(&self) -> String {
        format!(
            "simd-json {} tape, by hand",
            crate::machine::locked("simd-json")
        )
    }

    fn reads(&self) -> Reads {
        Reads::Whole
    }

    fn prepare(&mut self, work: &Work) -> Result<(), Refusal> {
        if work.form != Form::Bare {
            return Err("envelopes are not supported".to_owned());
        }
        self.by_hand = ByHand::new(work)?;
        Ok(())
    }

    fn count(&mut self, work: &Work, records: &Range<usize>) -> Result<Counts, Refusal> {
        let mut counts = vec![0; work.patterns.len()];
        let mut buffers = Buffers::default();
        let mut copy = Vec::new();
        let mut spare = Tape::null();
        for record in work.records.each(records) {
            copy.clear();
            copy.extend_from_slice(record);
            let mut tape = spare.reset();
            if simd_json::fill_tape(&mut copy, &mut buffers, &mut tape).is_ok() {
                let value = tape.as_value();
                let visit = |_, path: &[String], found: &mut dyn FnMut(Leaf<'_>)| {
                    leaves(value, path, found)
                };
                self.by_hand.judge(&mut counts, visit);
            }
            spare = tape.reset();
        }
        Ok(counts)
    }
}

/// Calls `found` with every leaf that a path leads to, through arrays on the way.
fn leaves(value: tape::Value<'_, '_>, path: &[String], found: &mut dyn FnMut(Leaf<'_>)) {
    if let Some(elements) = value.as_array() {
        elements
            .iter()
            .for_each(|element| leaves(element, path, found));
    } else if let [key, rest @ ..] = path {
        let field = value
            .as_object()
            .and_then(|fields| fields.get(key.as_str()));
        if let Some(field) = field {
            leaves(field, rest, found);
        }
    } else {
        scalar(value, found);
    }
}

fn scalar(value: tape::Value<'_, '_>, found: &mut dyn FnMut(Leaf<'_>)) {
    if let Some(text) = value.as_str() {
        found(Leaf::Text(text));
    } else if let Some(number) = value.cast_f64() {
        found(Leaf::Number(number));
    } else if let Some(truth) = value.as_bool() {
        found(Leaf::Bool(truth));
    } else if value.as_null().is_some() {
        found(Leaf::Null);
    }
}
