//! Limits: the time that the machine, or a step that every contestant needs, takes for the same bytes.

use std::hint::black_box;
use std::ops::Range;

use serde::de::IgnoredAny;

use crate::contestant::{Contestant, Counts, Reads, Refusal};
use crate::structs::KinesisRecord;
use crate::work::{Form, Work};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Reads every byte once.
    NewlineCount,
    /// Copies each record into the same buffer.
    Copy,
    /// Decodes the base64 of Kinesis records, which is located beforehand.
    Base64,
    /// Checks that each record is JSON.
    Validation,
}

#[derive(Debug)]
pub(crate) struct Limit {
    step: Step,
    /// For [`Step::Base64`]: the encoded payloads of all records.
    encoded: Vec<Vec<u8>>,
}

impl Limit {
    pub(crate) const fn new(step: Step) -> Self {
        Self {
            step,
            encoded: Vec::new(),
        }
    }
}

impl Contestant for Limit {
    fn name(&self) -> String {
        let name = match self.step {
            Step::NewlineCount => "memchr newline count",
            Step::Copy => "memory copy",
            Step::Base64 => "base64-simd decode of the payload",
            Step::Validation => "serde_json IgnoredAny",
        };
        format!("limit: {name}")
    }

    fn reads(&self) -> Reads {
        Reads::Limit
    }

    fn prepare(&mut self, work: &Work) -> Result<(), Refusal> {
        if self.step == Step::Base64 {
            if work.form != Form::Kinesis {
                return Err("these records have no base64".to_owned());
            }
            let data = |record| serde_json::from_slice::<KinesisRecord<'_>>(record).ok();
            let all = 0..work.records.len();
            let records = work.records.each(&all);
            let encoded = records
                .filter_map(data)
                .map(|record| record.kinesis.data.into());
            self.encoded = encoded.collect();
        }
        Ok(())
    }

    fn count(&mut self, work: &Work, records: &Range<usize>) -> Result<Counts, Refusal> {
        let mut place = Vec::new();
        match self.step {
            Step::NewlineCount => {
                black_box(memchr::memchr_iter(b'\n', work.records.lines(records)).count());
            }
            Step::Copy => {
                for record in work.records.each(records) {
                    place.clear();
                    place.extend_from_slice(record);
                    black_box(&place);
                }
            }
            Step::Base64 => {
                for data in &self.encoded[records.clone()] {
                    place.clear();
                    let decoded = base64_simd::STANDARD.decode_append(data, &mut place);
                    black_box(decoded.is_ok());
                }
            }
            Step::Validation => {
                for record in work.records.each(records) {
                    black_box(serde_json::from_slice::<IgnoredAny>(record).is_ok());
                }
            }
        }
        Ok(Counts::new())
    }
}
