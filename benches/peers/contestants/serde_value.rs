//! serde_json's `Value`, and a search in it.

use std::ops::Range;

use serde_json::Value;

use crate::by_hand::{ByHand, Leaf};
use crate::contestant::{Contestant, Counts, Reads, Refusal};
use crate::work::{Form, Work};

#[derive(Debug, Default)]
pub(crate) struct SerdeValue {
    by_hand: ByHand,
}

impl Contestant for SerdeValue {
    fn name(&self) -> String {
        format!(
            "serde_json {} Value, by hand",
            crate::machine::locked("serde_json")
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
        for record in work.records.each(records) {
            if let Ok(value) = serde_json::from_slice::<Value>(record) {
                let visit = |_, path: &[String], found: &mut dyn FnMut(Leaf<'_>)| {
                    leaves(&value, path, found)
                };
                self.by_hand.judge(&mut counts, visit);
            }
        }
        Ok(counts)
    }
}

/// Calls `found` with every leaf that a path leads to, through arrays on the way.
fn leaves(value: &Value, path: &[String], found: &mut dyn FnMut(Leaf<'_>)) {
    match (value, path) {
        (Value::Array(elements), _) => elements
            .iter()
            .for_each(|element| leaves(element, path, found)),
        (Value::Object(fields), [key, rest @ ..]) => {
            if let Some(field) = fields.get(key) {
                leaves(field, rest, found);
            }
        }
        (Value::String(text), []) => found(Leaf::Text(text)),
        (Value::Number(number), []) => found(Leaf::Number(number.as_f64().unwrap_or(f64::NAN))),
        (Value::Bool(truth), []) => found(Leaf::Bool(*truth)),
        (Value::Null, []) => found(Leaf::Null),
        _ => {}
    }
}
