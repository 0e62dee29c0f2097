//! A check that shares nothing with the simulators: queues whose results are known in closed form, at some fifty points. Busy
//! lanes follow the fluid limit, invocations of single records the arrival rate, windows the renewal of a Poisson
//! process, retries a branching process, expiry the wait that the source allows.

use tidegate_estimate::{EstimateRequest, Failures, Report};
use tidegate_figures::MONTH_SECONDS;
use tidegate_mapping::{MappingOptions, QueueType, RetryPause, StreamReading};

use crate::harness::{ask, handler, request, share};

const MONTH: f64 = MONTH_SECONDS as f64;

/// A point: what it is, and the counts a second of the month that were found and that are known.
struct Point {
    what: String,
    found: f64,
    known: f64,
}

impl Point {
    fn new(what: String, found: u64, known: f64) -> Self {
        Self {
            what,
            found: found as f64 / MONTH,
            known,
        }
    }

    fn is_near(&self) -> bool {
        (self.found / self.known - 1.0).abs() <= 0.05
    }
}

fn options(change: impl FnOnce(&mut MappingOptions)) -> MappingOptions {
    let mut options = MappingOptions::default();
    change(&mut options);
    options
}

fn asked(source: &str, options: &MappingOptions, rate: f64, duration: &str) -> EstimateRequest {
    EstimateRequest {
        handler: handler(duration),
        pricing: None,
        ..request(source, options, Some(&format!("{}/h", rate * 3_600.0)))
    }
}

/// `matching` records of 20 are delivered.
fn report(request: &EstimateRequest, matching: usize) -> Report {
    ask(request, share(matching, 20))
}

/// Lanes that get more than they can run invoke all the time, with full batches: lanes / (a + b B).
fn saturated_lanes() -> Vec<Point> {
    let mut points = Vec::new();
    for (source, lanes, batch, a, b, rate) in [
        ("kinesis", 1, 100, 0.2, 0.02, 100.0),
        ("kinesis", 3, 50, 0.5, 0.01, 400.0),
        ("kinesis", 2, 10, 0.3, 0.0, 90.0),
        ("dynamodb", 4, 100, 1.0, 0.05, 200.0),
        ("kafka", 5, 20, 0.4, 0.02, 200.0),
        ("kafka", 1, 500, 2.0, 0.01, 150.0),
    ] {
        let options = options(|it| {
            it.batch_size = Some(batch);
            it.shards = Some(lanes);
        });
        let duration = format!("{}+{}/record", a * 1e3, b * 1e3);
        let request = asked(source, &options, rate, &duration);
        let found = report(&request, 20).forecast.unfiltered.expected;
        let known = f64::from(lanes) / (a + b * f64::from(batch));
        points.push(Point::new(
            format!("{source}, {lanes} busy lanes"),
            found,
            known,
        ));
    }
    points
}

/// Shards whose records are fetched by reads: records wait whenever a batch is done, so each shard is read five times a
/// second. Each read finds k records, which make ceil(k / B) batches if the function is fast.
fn limited_reads() -> Vec<Point> {
    let mut points = Vec::new();
    for (shards, batch, rate, milliseconds) in [
        (1, 100, 900.0, 5.0),
        (1, 1_000, 900.0, 10.0),
        (2, 500, 1_500.0, 40.0),
        (4, 10_000, 3_000.0, 100.0),
    ] {
        let options = options(|it| {
            it.batch_size = Some(batch);
            it.shards = Some(shards);
        });
        let request = asked("kinesis", &options, rate, &format!("{milliseconds}"));
        let found = report(&request, 20).forecast.unfiltered.expected;
        let each = rate / f64::from(shards) / 5.0;
        let known = 5.0 * f64::from(shards) * (each / f64::from(batch)).ceil();
        points.push(Point::new(
            format!("kinesis, {shards} shards at {rate}/s, reads"),
            found,
            known,
        ));
    }
    points
}

/// The same shards at their base rate: one read a second.
fn base_rate() -> Vec<Point> {
    let points = [(1, 100, 850.0), (2, 1_000, 1_500.0)].map(|(shards, batch, rate)| {
        let options = options(|it| {
            it.batch_size = Some(batch);
            it.shards = Some(shards);
        });
        let request = asked("kinesis", &options, rate, "5");
        let basis = *report(&request, 20).basis.replay().unwrap();
        let each = rate / f64::from(shards);
        let known = f64::from(shards) * (each / f64::from(batch)).ceil();
        let found = basis.base_rate.unwrap().unfiltered;
        Point::new(format!("kinesis, {shards} shards, base rate"), found, known)
    });
    points.into()
}

/// Records that are pushed come one by one: an invocation starts with each that finds the function idle, and with the
/// others together when it is done: 1 / (d + idle), where it idles for 1 / lambda unless a record came meanwhile.
fn pushed_records() -> Vec<Point> {
    let points = [(0.5, 0.2), (10.0, 0.02), (50.0, 0.05)].map(|(rate, seconds)| {
        let options = options(|it| it.reading = StreamReading::EnhancedFanOut);
        let request = asked("kinesis", &options, rate, &format!("{}", seconds * 1e3));
        let found = report(&request, 20).forecast.unfiltered.expected;
        let known = 1.0 / (seconds + (-rate * seconds).exp() / rate);
        Point::new(format!("kinesis, pushed at {rate}/s"), found, known)
    });
    points.into()
}

/// Pollers that get more than they can run: as many invocations as fit.
fn saturated_queues() -> Vec<Point> {
    let standard = [(2, 10, 5.0, 30.0), (5, 1, 2.0, 20.0), (50, 10, 10.0, 300.0)];
    let standard = standard.map(|(pollers, batch, seconds, rate)| {
        let options = options(|it| {
            it.maximum_concurrency = Some(pollers);
            it.batch_size = Some(batch);
        });
        let request = asked("sqs", &options, rate, &format!("{}", seconds * 1e3));
        let found = report(&request, 20).forecast.unfiltered.expected;
        let known = f64::from(pollers) / seconds;
        Point::new(format!("sqs, {pollers} busy pollers"), found, known)
    });
    let reserved = [(4, 2.0, 40.0), (10, 1.0, 15.0)].map(|(reserved, seconds, rate)| {
        let options = options(|it| it.batch_size = Some(1));
        let mut request = asked("sqs", &options, rate, &format!("{}", seconds * 1e3));
        request.reserved = Some(reserved);
        let found = report(&request, 20).forecast.unfiltered.expected;
        let known = f64::from(reserved) / seconds;
        Point::new(format!("sqs, {reserved} reserved"), found, known)
    });
    standard.into_iter().chain(reserved).collect()
}

/// Batches of one: each record that matches is an invocation, whatever the order and the load below 1.
fn single_records() -> Vec<Point> {
    let mut points = Vec::new();
    for (source, rate, seconds) in [
        ("sqs", 3.0, 0.5),
        ("sqs", 40.0, 0.1),
        ("kinesis", 0.8, 1.0),
        ("kafka", 4.0, 0.2),
        ("mq", 2.0, 0.3),
    ] {
        let options = options(|it| it.batch_size = Some(1));
        let request = asked(source, &options, rate, &format!("{}", seconds * 1e3));
        let filtered = report(&request, 4).forecast.filtered.expected;
        points.push(Point::new(
            format!("{source}, batches of one"),
            filtered,
            rate / 5.0,
        ));
    }
    points
}

/// A window that opens with its first record: 1 / (idle + W + d) batches a second, if none is full. The consumer is idle
/// for 1 / (p lambda) on average, unless a record came while the function ran.
fn windows_that_open_with_a_record() -> Vec<Point> {
    let mut points = Vec::new();
    for (source, rate, window, seconds) in [
        ("kafka", 10.0, 1, 0.02),
        ("kafka", 1.0, 5, 0.1),
        ("kafka", 0.2, 20, 0.5),
        ("kafka", 30.0, 2, 0.5),
    ] {
        let options = options(|it| {
            it.batch_size = Some(10_000);
            it.window_seconds = Some(window);
        });
        let request = asked(source, &options, rate, &format!("{}", seconds * 1e3));
        let filtered = report(&request, 2).forecast.filtered.expected;
        let matching = rate * 0.1;
        let idle = (-matching * seconds).exp() / matching;
        let known = 1.0 / (idle + f64::from(window) + seconds);
        points.push(Point::new(
            format!("{source}, window {window} s"),
            filtered,
            known,
        ));
    }
    points
}

/// A shard's windows follow each other: (1 - exp(-p lambda W)) / (W + d), if no batch is full.
fn windows_of_shards() -> Vec<Point> {
    let mut points = Vec::new();
    for (rate, window, seconds) in [
        (10.0, 60, 0.02),
        (1.0, 10, 0.1),
        (0.3, 30, 0.2),
        (5.0, 5, 0.5),
    ] {
        let options = options(|it| {
            it.batch_size = Some(10_000);
            it.window_seconds = Some(window);
        });
        let request = asked("kinesis", &options, rate, &format!("{}", seconds * 1e3));
        let filtered = report(&request, 2).forecast.filtered.expected;
        let window_s = f64::from(window);
        let holds = 1.0 - (-0.1 * rate * window_s).exp();
        let cycle = window_s + seconds * holds;
        points.push(Point::new(
            format!("kinesis, window {window} s"),
            filtered,
            holds / cycle,
        ));
    }
    points
}

/// Fluid batches: where more records match than a window's batch holds, each batch is full.
fn full_batches() -> Vec<Point> {
    let mut points = Vec::new();
    for (source, batch, rate) in [
        ("kinesis", 20, 40.0),
        ("kafka", 50, 200.0),
        ("kinesis", 100, 60.0),
    ] {
        let options = options(|it| {
            it.batch_size = Some(batch);
            it.window_seconds = Some(60);
        });
        let request = asked(source, &options, rate, "5");
        let filtered = report(&request, 10).forecast.filtered.expected;
        let known = rate / 2.0 / f64::from(batch);
        points.push(Point::new(
            format!("{source}, full batches of {batch}"),
            filtered,
            known,
        ));
    }
    points
}

/// Retries as a branching process: records that fail once are invoked twice, records that always fail as often as the
/// source allows.
fn retries() -> Vec<Point> {
    let mut points = Vec::new();
    for (source, once, always, retries) in [
        ("sqs", 0.2, 0.0, 5),
        ("sqs", 0.0, 0.05, 4),
        ("sqs", 0.1, 0.1, 3),
        ("kinesis", 0.3, 0.0, 4),
        ("kinesis", 0.0, 0.02, 3),
        ("kafka", 0.1, 0.05, 2),
    ] {
        let is_queue = source == "sqs";
        let options = options(|it| {
            it.batch_size = Some(1);
            it.retries = Some(retries);
            it.visibility_seconds = is_queue.then_some(1);
            it.retry_pause = (!is_queue).then_some(RetryPause {
                first_seconds: 1,
                most_seconds: 1,
            });
        });
        let mut request = asked(source, &options, 0.5, "10");
        request.failures = Failures {
            once_ppm: (once * 1e6) as u32,
            always_ppm: (always * 1e6) as u32,
        };
        // A queue counts receives, a stream the retries after the first attempt.
        let more = if is_queue { retries - 1 } else { retries };
        let known = 0.5 * (1.0 + once + always * f64::from(more));
        let found = report(&request, 20).forecast.unfiltered.expected;
        points.push(Point::new(
            format!("{source}, {once} fail once, {always} always"),
            found,
            known,
        ));
    }
    points
}

/// A record that is retried until the record is too old: (age - pause) / (pause + d) attempts.
fn expiry_of_a_message() -> Vec<Point> {
    let mut points = Vec::new();
    for (minutes, visibility) in [(10, 30), (60, 60)] {
        let options = options(|it| {
            it.batch_size = Some(1);
            it.retention_seconds = Some(minutes * 60);
            it.visibility_seconds = Some(visibility);
        });
        let mut request = asked("sqs", &options, 1.0, "10");
        request.failures = Failures {
            once_ppm: 0,
            always_ppm: 20_000,
        };
        let attempts = f64::from(minutes * 60 / visibility);
        let known = 0.98 + 0.02 * attempts;
        let found = report(&request, 20).forecast.unfiltered.expected;
        points.push(Point::new(
            format!("sqs, kept for {minutes} min"),
            found,
            known,
        ));
    }
    points
}

/// A lane with too many records: what is neither run nor waiting at the end of the month has expired.
fn expiry_of_a_backlog() -> Vec<Point> {
    let mut points = Vec::new();
    for (shards, rate, seconds, days) in [
        (1, 20.0, 0.1, 1.0),
        (2, 90.0, 0.05, 1.0),
        (1, 30.0, 0.2, 1.0),
    ] {
        let options = options(|it| {
            it.batch_size = Some(1);
            it.shards = Some(shards);
        });
        let request = asked("kinesis", &options, rate, &format!("{}", seconds * 1e3));
        let used = report(&request, 20).capacity.unwrap().unfiltered;
        let run = f64::from(shards) / seconds;
        let known = rate - run - rate * days * 86_400.0 / MONTH;
        points.push(Point::new(
            format!("kinesis, {shards} lanes, expired"),
            used.expired,
            known,
        ));
    }
    for (rate, days) in [(30.0, 4.0), (8.0, 4.0)] {
        let options = options(|it| {
            it.batch_size = Some(1);
            it.queue = QueueType::Fifo;
        });
        let request = asked("sqs", &options, rate, "200");
        let used = report(&request, 20).capacity.unwrap().unfiltered;
        let known = rate - 5.0 - rate * days * 86_400.0 / MONTH;
        points.push(Point::new(
            format!("sqs fifo at {rate}/s, expired"),
            used.expired,
            known,
        ));
    }
    points
}

/// Every point is within 5 % of what is known.
fn check(families: &[fn() -> Vec<Point>]) {
    let points: Vec<_> = families.iter().flat_map(|family| family()).collect();
    for point in &points {
        let (found, known) = (point.found, point.known);
        let off = (found / known - 1.0) * 100.0;
        println!("{:44} {found:10.5} {known:10.5} {off:6.2} %", point.what);
    }
    let far: Vec<_> = points.iter().filter(|point| !point.is_near()).collect();
    let far: Vec<_> = far
        .iter()
        .map(|it| (&it.what, it.found, it.known))
        .collect();
    assert!(far.is_empty(), "{far:#?}");
}

#[test]
fn busy_lanes_and_queues_follow_the_fluid_limit() {
    check(&[saturated_lanes, saturated_queues]);
}

#[test]
fn reads_of_shards_bound_the_batches() {
    check(&[limited_reads, base_rate]);
}

#[test]
fn single_records_and_full_batches_follow_the_rate() {
    check(&[pushed_records, single_records, full_batches]);
}

#[test]
fn windows_follow_the_renewal_of_a_poisson_process() {
    check(&[windows_that_open_with_a_record, windows_of_shards]);
}

#[test]
fn retries_follow_a_branching_process() {
    check(&[retries]);
}

#[test]
fn expiry_follows_the_wait_that_the_source_allows() {
    check(&[expiry_of_a_message, expiry_of_a_backlog]);
}
