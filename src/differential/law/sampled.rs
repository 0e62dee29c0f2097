//! Samples of records without texts, as an estimate reads them: whether each is delivered, when it arrived, its size.

use tidegate::Source;
use tidegate_batch::{Disposition, Judged, Outcome, RecordForm, Route, Tally};
use tidegate_estimate::{Proof, RecordsRead, Sample};
use tidegate_mapping::Delivery;

/// A record of a sample.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sampled {
    pub(super) is_delivered: bool,
    pub(super) arrival_ms: Option<i64>,
    pub(super) bytes: usize,
}

/// Returns the sample of these records, and what was read.
pub(super) fn sample(delivery: &Delivery, records: &[Sampled]) -> (Sample, RecordsRead) {
    let source = delivery.source();
    let mut sample = Sample::new(delivery.batch_size());
    let mut tally = Tally::new(1);
    for (index, record) in (0..).zip(records) {
        let judged = judged(*record);
        tally.add(&judged);
        sample.push(source, &outcome(index, judged));
    }
    (sample, read(source, tally))
}

fn judged(record: Sampled) -> Judged<'static> {
    let (disposition, filters): (_, &[usize]) = match record.is_delivered {
        true => (Disposition::Delivered, &[0]),
        false => (Disposition::Filtered, &[]),
    };
    Judged {
        disposition,
        filters,
        assumption: None,
        arrival_ms: record.arrival_ms,
        payload_bytes: record.bytes,
    }
}

fn outcome(index: u64, judged: Judged<'_>) -> Outcome<'_> {
    Outcome {
        index,
        offset: index,
        read: b"{}",
        record: b"{}",
        form: RecordForm::Payload,
        judged,
    }
}

fn read(source: Source, tally: Tally) -> RecordsRead {
    RecordsRead {
        route: Route::Service(source),
        tally,
        names: vec![None],
        near: None,
        remarks: Vec::new(),
        findings: Vec::new(),
        proof: Proof::Open,
    }
}
