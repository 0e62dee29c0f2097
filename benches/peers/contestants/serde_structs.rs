//! Structs with only the fields that the patterns name, borrowed, by serde_json. An envelope is a separate struct; its
//! payload is decoded and parsed separately.

use std::ops::Range;

use serde_json::from_slice;

use crate::by_hand::ByHand;
use crate::contestant::{Contestant, Counts, Reads, Refusal};
use crate::structs::{Fields, KinesisRecord, Large, Lot, Order, Reading, SqsRecord};
use crate::work::{Form, Shape, Work};

#[derive(Debug, Default)]
pub(crate) struct SerdeStructs {
    by_hand: ByHand,
    /// For each path of `by_hand`, the field of the struct.
    fields: Vec<usize>,
}

impl Contestant for SerdeStructs {
    fn name(&self) -> String {
        format!(
            "serde structs, serde_json {}, by hand",
            crate::machine::locked("serde_json")
        )
    }

    fn reads(&self) -> Reads {
        Reads::Whole
    }

    fn prepare(&mut self, work: &Work) -> Result<(), Refusal> {
        self.by_hand = ByHand::new(work)?;
        let known = match work.shape {
            Shape::Lot => Lot::PATHS,
            Shape::Reading => Reading::PATHS,
            Shape::Order => Order::PATHS,
            Shape::Large => Large::PATHS,
        };
        let payload = usize::from(work.form != Form::Bare);
        let field = |path: &Vec<String>| {
            let path = path[payload..].join(".");
            let place = known.iter().position(|known| *known == path);
            place.ok_or_else(|| format!("the structs don't have {path}"))
        };
        self.fields = self
            .by_hand
            .paths
            .iter()
            .map(field)
            .collect::<Result<_, _>>()?;
        Ok(())
    }

    fn count(&mut self, work: &Work, records: &Range<usize>) -> Result<Counts, Refusal> {
        let mut counts = vec![0; work.patterns.len()];
        let mut payload = Vec::new();
        for record in work.records.each(records) {
            match work.form {
                Form::Bare => self.payload(work.shape, record, &mut counts),
                Form::Kinesis => {
                    if decode(record, &mut payload).is_some() {
                        self.payload(work.shape, &payload, &mut counts);
                    }
                }
                Form::Sqs => {
                    if let Ok(envelope) = from_slice::<SqsRecord<'_>>(record) {
                        self.payload(work.shape, envelope.body.as_bytes(), &mut counts);
                    }
                }
            }
        }
        Ok(counts)
    }
}

/// Decodes the payload of a Kinesis record into `payload`.
fn decode(record: &[u8], payload: &mut Vec<u8>) -> Option<()> {
    let envelope = from_slice::<KinesisRecord<'_>>(record).ok()?;
    payload.clear();
    base64_simd::STANDARD
        .decode_append(envelope.kinesis.data, payload)
        .ok()
}

impl SerdeStructs {
    fn payload(&mut self, shape: Shape, payload: &[u8], counts: &mut Counts) {
        match shape {
            Shape::Lot => self.judge(from_slice::<Lot<'_>>(payload), counts),
            Shape::Reading => self.judge(from_slice::<Reading<'_>>(payload), counts),
            Shape::Order => self.judge(from_slice::<Order<'_>>(payload), counts),
            Shape::Large => self.judge(from_slice::<Large<'_>>(payload), counts),
        }
    }

    fn judge(&mut self, document: serde_json::Result<impl Fields>, counts: &mut Counts) {
        if let Ok(document) = document {
            let fields = &self.fields;
            self.by_hand.judge(counts, |path, _, found| {
                document.leaves(fields[path], found)
            });
        }
    }
}
