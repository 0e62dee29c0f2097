//! sonic-rs `get`, once for each path: it reads only up to the field.

use std::ops::Range;

use sonic_rs::{JsonValueTrait, LazyValue};

use crate::by_hand::{ByHand, Leaf};
use crate::contestant::{Contestant, Counts, Reads, Refusal};
use crate::work::{Form, Shape, Work};

#[derive(Debug, Default)]
pub(crate) struct SonicGet {
    by_hand: ByHand,
}

impl Contestant for SonicGet {
    fn name(&self) -> String {
        format!(
            "sonic-rs {} get, by hand",
            crate::machine::locked("sonic-rs")
        )
    }

    fn reads(&self) -> Reads {
        Reads::Part
    }

    fn prepare(&mut self, work: &Work) -> Result<(), Refusal> {
        if work.form != Form::Bare {
            return Err("envelopes are not supported".to_owned());
        }
        self.by_hand = ByHand::new(work)?;
        let is_inside_array = |path: &Vec<String>| match work.shape {
            Shape::Lot => path.iter().any(|key| key == "coordinates"),
            Shape::Order | Shape::Large => path.iter().any(|key| key == "lines"),
            Shape::Reading => false,
        };
        if self.by_hand.paths.iter().any(is_inside_array) {
            return Err("get can't follow a path through an array".to_owned());
        }
        Ok(())
    }

    fn count(&mut self, work: &Work, records: &Range<usize>) -> Result<Counts, Refusal> {
        let mut counts = vec![0; work.patterns.len()];
        for record in work.records.each(records) {
            let visit = |_, path: &[String], found: &mut dyn FnMut(Leaf<'_>)| {
                if let Ok(value) = sonic_rs::get(record, path.iter().map(String::as_str)) {
                    leaves(&value, found);
                }
            };
            self.by_hand.judge(&mut counts, visit);
        }
        Ok(counts)
    }
}

/// Calls `found` with the value or, if it is a list, with its elements.
fn leaves(value: &LazyValue<'_>, found: &mut dyn FnMut(Leaf<'_>)) {
    if value.is_array() {
        let elements = sonic_rs::to_array_iter(value.as_raw_str()).filter_map(Result::ok);
        elements.for_each(|element| leaves(&element, found));
    } else if let Some(text) = value.as_str() {
        found(Leaf::Text(text));
    } else if let Some(number) = value.as_f64() {
        found(Leaf::Number(number));
    } else if let Some(truth) = value.as_bool() {
        found(Leaf::Bool(truth));
    } else if value.is_null() {
        found(Leaf::Null);
    }
}
