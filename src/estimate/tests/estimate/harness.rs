//! Samples and requests.

use tidegate_batch::{Disposition, Judged, Outcome, RecordForm, Route, Tally};
use tidegate_estimate::{
    Arrivals, Carrier, EstimateRequest, Failures, Pricing, Proof, RecordsRead, Report, Sample,
    SnapStart,
};
use tidegate_figures::{HandlerDuration, Rate};
use tidegate_mapping::{Delivery, MappingOptions};
use tidegate_price::bill::{FreeTier, LOG_BYTES_TEXT};
use tidegate_price::{Architecture, PriceBook};

/// Returns a request about a mapping with these options: random arrivals, us-east-1, no free tier but SQS's.
pub(crate) fn request(
    origin: &str,
    options: &MappingOptions,
    rate: Option<&str>,
) -> EstimateRequest {
    EstimateRequest {
        delivery: Delivery::new(origin.parse().unwrap(), options).unwrap(),
        rate: rate.map(|rate| rate.parse::<Rate>().unwrap()),
        arrivals: Arrivals::Random,
        burst: 1,
        seed: 1,
        handler: handler("20+1/record"),
        failures: Failures::default(),
        reserved: None,
        pricing: Some(pricing(512)),
    }
}

pub(crate) fn handler(text: &str) -> HandlerDuration {
    text.parse().unwrap()
}

pub(crate) fn pricing(memory_mb: u32) -> Pricing {
    let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64);
    Pricing {
        rates: rates.unwrap(),
        memory_mb,
        storage_mb: 512,
        init: None,
        log_bytes: LOG_BYTES_TEXT,
        free: FreeTier {
            sqs: true,
            ..FreeTier::NONE
        },
        snapstart: SnapStart::Off,
        carrier: Carrier::Lambda,
    }
}

/// A record: whether it is delivered, and when it arrived, in milliseconds.
pub(crate) type Fate = (bool, Option<i64>);

/// Returns the report on records of these fates, all of 100 bytes.
pub(crate) fn ask(request: &EstimateRequest, fates: impl IntoIterator<Item = Fate>) -> Report {
    let payload = |(is_delivered, arrival_ms)| Payload {
        is_delivered,
        arrival_ms,
        ..Payload::default()
    };
    ask_about(request, fates.into_iter().map(payload))
}

/// A record with its fate and its size.
pub(crate) struct Payload {
    pub(crate) is_delivered: bool,
    pub(crate) arrival_ms: Option<i64>,
    pub(crate) bytes: usize,
    /// The record itself, as far as it is read.
    pub(crate) text: &'static str,
}

impl Default for Payload {
    fn default() -> Self {
        Self {
            is_delivered: true,
            arrival_ms: None,
            bytes: 100,
            text: "{}",
        }
    }
}

/// Asks about these records.
pub(crate) fn ask_about(
    request: &EstimateRequest,
    payloads: impl IntoIterator<Item = Payload>,
) -> Report {
    let origin = request.delivery.source();
    let mut sample = Sample::new(request.delivery.batch_size());
    let mut tally = Tally::new(1);
    for (index, payload) in (0..).zip(payloads) {
        let is_delivered = payload.is_delivered;
        let disposition = if is_delivered {
            Disposition::Delivered
        } else {
            Disposition::Filtered
        };
        let judged = Judged {
            disposition,
            filters: if is_delivered { &[0] } else { &[] },
            assumption: None,
            arrival_ms: payload.arrival_ms,
            payload_bytes: payload.bytes,
        };
        tally.add(&judged);
        sample.push(origin, &outcome(payload.text, index, judged));
    }
    let route = Route::Service(request.delivery.source());
    request.answer(sample, read(route, tally)).unwrap()
}

fn outcome<'o>(text: &'static str, index: u64, judged: Judged<'o>) -> Outcome<'o> {
    Outcome {
        index,
        offset: index * 100,
        read: text.as_bytes(),
        record: text.as_bytes(),
        form: RecordForm::Payload,
        judged,
    }
}

pub(crate) fn read(route: Route, tally: Tally) -> RecordsRead {
    RecordsRead {
        route,
        tally,
        names: vec![None],
        near: None,
        remarks: Vec::new(),
        findings: Vec::new(),
        proof: Proof::Open,
    }
}

/// Returns records without times, of which `matching` of every `of` are delivered.
pub(crate) fn share(matching: usize, of: usize) -> Vec<Fate> {
    let fates = (0..1_000 * of).map(|at| (at % of < matching, None));
    fates.collect()
}
