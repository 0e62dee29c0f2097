//! Reports of made-up records, which every test here uses.

use std::sync::LazyLock;

use tidegate::Source;
use tidegate_batch::{Disposition, DropReason, Judged, Outcome, RecordForm, Route, Tally};
use tidegate_estimate::{
    Arrivals, EstimateRequest, Failures, NearMiss, NearMisses, Pricing, Proof, RecordsRead, Report,
    Sample,
};
use tidegate_fixtures::{Rng, by_share};
use tidegate_mapping::{Delivery, MappingOptions};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Architecture, PriceBook};

/// The fate of a record: its disposition, and the filters that let it through, from 0.
pub(crate) type Fate<'f> = (Disposition, &'f [usize]);

/// Records of one made-up source.
pub(crate) struct Records {
    origin: Source,
    sample: Sample,
    tally: Tally,
}

impl Records {
    pub(crate) fn new(delivery: &Delivery, filters: usize) -> Self {
        Self {
            origin: delivery.source(),
            sample: Sample::new(delivery.batch_size()),
            tally: Tally::new(filters),
        }
    }

    pub(crate) fn push(&mut self, record: &str, arrival_ms: Option<i64>, fate: Fate<'_>) {
        let judged = Judged {
            disposition: fate.0,
            filters: fate.1,
            assumption: None,
            arrival_ms,
            payload_bytes: 0,
        };
        self.tally.add(&judged);
        let outcome = Outcome {
            index: self.tally.read - 1,
            offset: 0,
            read: record.as_bytes(),
            record: record.as_bytes(),
            form: RecordForm::Record,
            judged,
        };
        self.sample.push(self.origin, &outcome);
    }

    /// Adds records of which `delivered` in every `of` are delivered, evenly.
    pub(crate) fn push_evenly(&mut self, count: u32, delivered: u32, of: u32) {
        for at in 0..count {
            let fate: Fate<'_> = if at % of < delivered {
                (Disposition::Delivered, &[0])
            } else {
                (Disposition::Filtered, &[])
            };
            self.push("{}", None, fate);
        }
    }

    pub(crate) fn read(self, names: &[&str]) -> (Sample, RecordsRead) {
        let read = RecordsRead {
            route: Route::Service(self.origin),
            tally: self.tally,
            names: names.iter().map(|&name| Some(name.to_owned())).collect(),
            near: None,
            remarks: Vec::new(),
            findings: Vec::new(),
            proof: Proof::Open,
        };
        (self.sample, read)
    }
}

pub(crate) fn request(source: &str, options: &MappingOptions) -> EstimateRequest {
    EstimateRequest {
        delivery: Delivery::new(source.parse().unwrap(), options).unwrap(),
        rate: None,
        arrivals: Arrivals::Recorded,
        burst: 1,
        seed: 7,
        handler: "50+10/record".parse().unwrap(),
        failures: Failures::default(),
        reserved: None,
        pricing: None,
    }
}

pub(crate) fn pricing(region: &str, memory_mb: u32, log_bytes: u64) -> Pricing {
    let rates = PriceBook::built_in()
        .rates(region, Architecture::X86_64)
        .unwrap();
    let mut free = FreeTier::NONE;
    free.sqs = true;
    Pricing {
        rates,
        memory_mb,
        storage_mb: 512,
        init: None,
        log_bytes,
        free,
        snapstart: tidegate_estimate::SnapStart::Off,
        carrier: tidegate_estimate::Carrier::Lambda,
    }
}

pub(crate) fn near(filtered: u64, conditions: &[(&str, usize, u64)]) -> NearMisses {
    NearMisses {
        examined: filtered,
        filtered,
        records: conditions.iter().map(|near| near.2).sum(),
        conditions: conditions
            .iter()
            .map(|&(condition, filter, records)| NearMiss {
                condition: condition.to_owned(),
                filter: filter + 1,
                records,
            })
            .collect(),
    }
}

/// Returns the report on two hours of four Kinesis shards, busier in the middle, two filters, a few bad records; logs
/// priced too.
pub(crate) fn stream() -> Report {
    let mut request = request(
        "kinesis",
        &MappingOptions {
            batch_size: Some(100),
            window_seconds: Some(5),
            shards: Some(4),
            ..MappingOptions::default()
        },
    );
    request.handler = "120+4/record".parse().unwrap();
    request.pricing = Some(pricing("us-east-1", 512, 300));
    let mut records = Records::new(&request.delivery, 2);
    let mut rng = Rng::new(11);
    let mut now_ms = 1_700_000_000_000_i64;
    let end_ms = now_ms + 7_200_000;
    while now_ms < end_ms {
        let middle = 1.0 - ((end_ms - 3_600_000 - now_ms).abs() as f64 / 3_600_000.0);
        let pause = 20.0 + 300.0 * (1.0 - middle);
        let share = f64::from(1 + rng.below(1_000_000)) / 1e6;
        now_ms += (-share.ln() * pause) as i64;
        let record = format!(
            r#"{{"kinesis":{{"partitionKey":"device-{}"}}}}"#,
            rng.below(400)
        );
        records.push(
            &record,
            Some(now_ms),
            by_share(&STREAM_FATES, rng.below(1000)),
        );
    }
    let (sample, mut read) = records.read(&["paid orders", "refunds over 500"]);
    let filtered = read.tally.filtered;
    read.near = Some(near(
        filtered,
        &[
            ("data.status: equals \"paid\"", 0, filtered * 31 / 100),
            ("data.total: numeric > 500", 1, filtered * 22 / 100),
            (
                "data.customer.tier: anything-but \"free\"",
                0,
                filtered / 20,
            ),
            ("data.region: prefix \"eu-\"", 1, filtered / 90),
        ],
    ));
    request.answer(sample, read).unwrap()
}

const STREAM_FATES: [(u32, Fate<'static>); 5] = [
    (60, (Disposition::Delivered, &[0])),
    (25, (Disposition::Delivered, &[1])),
    (5, (Disposition::Delivered, &[0, 1])),
    (5, (Disposition::Dropped(DropReason::NotJson), &[])),
    (905, (Disposition::Filtered, &[])),
];

/// Returns the report on a thousand million messages a month in full batches of ten.
pub(crate) fn backlog() -> Report {
    let mut request = request("sqs", &MappingOptions::default());
    request.arrivals = Arrivals::Backlog;
    request.rate = Some("1000000000/month".parse().unwrap());
    request.pricing = Some(pricing("us-east-1", 512, 0));
    let mut records = Records::new(&request.delivery, 1);
    records.push_evenly(10_000, 1, 10);
    let (sample, read) = records.read(&["paid"]);
    request.answer(sample, read).unwrap()
}

/// Returns the report on a thousand records without times.
pub(crate) fn groups() -> Report {
    let request = request("kinesis", &MappingOptions::default());
    let mut records = Records::new(&request.delivery, 1);
    records.push_evenly(1_000, 5, 200);
    let (sample, read) = records.read(&["paid"]);
    request.answer(sample, read).unwrap()
}

/// Returns the report on a bus with two rules and a stated rate, in China.
pub(crate) fn bus() -> Report {
    let mut request = request("eventbridge", &MappingOptions::default());
    request.rate = Some("40/s".parse().unwrap());
    request.pricing = Some(pricing("cn-north-1", 1_024, 0));
    let mut records = Records::new(&request.delivery, 2);
    for at in 0..500 {
        let fate: Fate<'_> = match at % 5 {
            0 => (Disposition::Delivered, &[0]),
            1 => (Disposition::Delivered, &[0, 1]),
            _ => (Disposition::Filtered, &[]),
        };
        records.push("{}", None, fate);
    }
    let (sample, read) = records.read(&["orders", "audit"]);
    request.answer(sample, read).unwrap()
}

/// Returns the report on a bus whose rules match nothing of the sample.
pub(crate) fn bus_no_match() -> Report {
    let mut request = request("eventbridge", &MappingOptions::default());
    request.rate = Some("40/s".parse().unwrap());
    request.pricing = Some(pricing("us-east-1", 1_024, 0));
    let mut records = Records::new(&request.delivery, 2);
    records.push_evenly(500, 0, 1);
    let (sample, read) = records.read(&["orders", "audit"]);
    request.answer(sample, read).unwrap()
}

/// Returns the report on a thousand messages of which none is delivered, at a stated rate.
pub(crate) fn no_match() -> Report {
    let mut request = request("sqs", &MappingOptions::default());
    request.rate = Some("20/s".parse().unwrap());
    request.pricing = Some(pricing("us-east-1", 256, 0));
    let mut records = Records::new(&request.delivery, 1);
    records.push_evenly(1_000, 0, 10);
    let (sample, read) = records.read(&["paid"]);
    request.answer(sample, read).unwrap()
}

/// Returns the report on messages that are all delivered, so that nothing can be saved.
pub(crate) fn all_delivered() -> Report {
    let mut request = request("sqs", &MappingOptions::default());
    request.rate = Some("20/s".parse().unwrap());
    let mut records = Records::new(&request.delivery, 1);
    records.push_evenly(1_000, 1, 1);
    let (sample, read) = records.read(&["all"]);
    request.answer(sample, read).unwrap()
}

/// Returns the report on an input without records.
pub(crate) fn empty() -> Report {
    let request = request("kinesis", &MappingOptions::default());
    let (sample, read) = Records::new(&request.delivery, 1).read(&["paid"]);
    request.answer(sample, read).unwrap()
}

/// Returns the report on the largest number of records that it can hold, for an expensive function.
pub(crate) fn huge() -> Report {
    let mut request = request("sqs", &MappingOptions::default());
    request.arrivals = Arrivals::Backlog;
    request.rate = Some("1000000000/s".parse().unwrap());
    request.handler = "900000+0/record".parse().unwrap();
    request.pricing = Some(pricing("us-east-1", 10_240, 300));
    let mut records = Records::new(&request.delivery, 1);
    records.push_evenly(1_000, 1, 10);
    let (sample, read) = records.read(&["paid"]);
    request.answer(sample, read).unwrap()
}

/// Returns a report with names and conditions that try to be more than text.
pub(crate) fn hostile() -> Report {
    let mut request = request("sqs", &MappingOptions::default());
    request.rate = Some("5/s".parse().unwrap());
    request.pricing = Some(pricing("us-east-1", 128, 0));
    let mut records = Records::new(&request.delivery, 2);
    records.push_evenly(1_000, 1, 10);
    let (sample, mut read) = records.read(&[
        "<script>alert(1)</script>|\"'`&amp;",
        "\u{202e}gnp.\u{1b}[31m\u{0} @everyone {{ 7 * 7 }}",
    ]);
    read.near = Some(near(
        900,
        &[("body.<img src=x onerror=alert(1)>: \u{202e}]]>", 1, 400)],
    ));
    read.remarks = vec!["a remark with <b>tags</b>".to_owned()];
    request.answer(sample, read).unwrap()
}

/// All reports, each with its name. They are made once for all tests.
pub(crate) static ALL: LazyLock<Vec<(&'static str, Report)>> = LazyLock::new(|| {
    vec![
        ("stream", stream()),
        ("backlog", backlog()),
        ("groups", groups()),
        ("bus", bus()),
        ("no-match", no_match()),
        ("all-delivered", all_delivered()),
        ("empty", empty()),
        ("bus-no-match", bus_no_match()),
        ("huge", huge()),
        ("hostile", hostile()),
    ]
});
