//! Plans compared with small simulators that share nothing with them: a loss system and a queue with fixed and random
//! durations, the fluid limit of an overloaded source, and retries drawn record by record. Each is within 5 %.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use fastrand::Rng;
use tidegate_figures::{Decimal, Share};
use tidegate_mapping::{Delivery, MappingOptions};
use tidegate_plan::concurrency::{Account, ConcurrencyRequest};
use tidegate_plan::provisioned::ProvisionedRequest;
use tidegate_plan::retries::{Invoker, RetriesRequest};
use tidegate_plan::{Plan, Runs, Value};
use tidegate_price::bill::FreeTier;
use tidegate_price::{Architecture, PriceBook};

const ARRIVALS: u32 = 400_000;

fn exponential(rng: &mut Rng, mean: f64) -> f64 {
    -mean * (1.0 - rng.f64()).ln()
}

#[track_caller]
fn near(found: f64, simulated: f64, what: &str) {
    assert!(
        (found / simulated - 1.0).abs() < 0.05,
        "{what}: {found} planned, {simulated} simulated"
    );
}

#[track_caller]
fn number(plan: &Plan, key: &str) -> f64 {
    match plan.figure(key).unwrap_or_else(|| panic!("{key}")).value {
        Value::Number(number) | Value::Share(number) => number,
        Value::Count(count) => count as f64,
        ref other => panic!("{key}: {other:?}"),
    }
}

/// Returns a request about `per_minute` invocations of a second each.
fn request(per_minute: u32, reserved: u32, source: Option<&str>) -> ConcurrencyRequest {
    let options = MappingOptions::default();
    ConcurrencyRequest {
        rate: format!("{per_minute}/min").parse().unwrap(),
        duration_ms: 1_000.into(),
        target: Decimal::new(1, 3),
        reserved: Some(reserved),
        account: Account::default(),
        delivery: source.map(|source| Delivery::new(source.parse().unwrap(), &options).unwrap()),
    }
}

/// Returns the share lost by M/D/c/c: random arrivals, fixed durations, and nobody waits.
fn lost(load: f64, servers: usize) -> f64 {
    let (mut rng, mut now, mut busy) = (Rng::with_seed(1), 0.0, VecDeque::new());
    let mut lost = 0;
    for _ in 0..ARRIVALS {
        now += exponential(&mut rng, 1.0 / load);
        while busy.front().is_some_and(|end| *end <= now) {
            busy.pop_front();
        }
        if busy.len() < servers {
            busy.push_back(now + 1.0);
        } else {
            lost += 1;
        }
    }
    f64::from(lost) / f64::from(ARRIVALS)
}

#[test]
fn share_throttled_by_chance_is_that_of_a_loss_system_with_fixed_durations() {
    for (load, servers) in [
        (1, 2),
        (2, 3),
        (5, 7),
        (20, 20),
        (20, 24),
        (100, 100),
        (100, 110),
    ] {
        let plan = request(load * 60, servers, None).answer();
        let throttled = plan.tables[0]
            .rows
            .iter()
            .find(|row| row[0] == Value::Count(servers.into()));
        let Value::Share(throttled) = throttled.unwrap()[1] else {
            panic!("{:?}", plan.tables[0]);
        };
        near(
            throttled,
            lost(load.into(), servers as usize),
            &format!("{load} at {servers}"),
        );
    }
}

/// Provisioned environments lose what spills over, and carry the rest.
#[test]
fn spill_over_of_provisioned_environments_is_that_of_a_loss_system() {
    let book = PriceBook::built_in();
    for (load, environments) in [(2_u64, 3), (20, 20), (100, 110)] {
        let request = ProvisionedRequest {
            rates: book.rates("us-east-1", Architecture::X86_64).unwrap(),
            book: book.clone(),
            memory_mb: 128,
            environments: Some(environments),
            hours: 1.into(),
            runs: Some(Runs {
                invocations: load * 3_600,
                duration_ms: 1_000.into(),
            }),
            is_steady: false,
            on_demand: None,
            free: FreeTier::NONE,
        };
        let plan = request.answer().unwrap();
        let lost = lost(load as f64, environments as usize);
        near(number(&plan, "spilled"), lost, "spilled");
        let used = load as f64 * (1.0 - lost) / f64::from(environments);
        near(number(&plan, "utilisation"), used, "used");
    }
}

/// The share that waits, and the mean wait.
struct Waits {
    share: f64,
    mean: f64,
}

/// Returns the waits of M/M/c or M/D/c: random arrivals, each waits for the first free server.
fn waits(load: f64, servers: usize, duration: fn(&mut Rng) -> f64) -> Waits {
    let (mut rng, mut now) = (Rng::with_seed(2), 0.0);
    let mut free: BinaryHeap<_> = (0..servers).map(|_| Reverse(0)).collect();
    let (mut waiting, mut sum) = (0, 0.0);
    let ticks = |seconds: f64| (seconds * 1e6) as u64;
    for _ in 0..ARRIVALS {
        now += exponential(&mut rng, 1.0 / load);
        let Reverse(first) = free.pop().unwrap();
        let start = first.max(ticks(now));
        waiting += u32::from(start > ticks(now));
        sum += (start - ticks(now)) as f64 / 1e6;
        free.push(Reverse(start + ticks(duration(&mut rng))));
    }
    Waits {
        share: f64::from(waiting) / f64::from(ARRIVALS),
        mean: sum / f64::from(ARRIVALS),
    }
}

#[test]
fn waiting_is_that_of_a_queue_with_random_durations() {
    for (per_minute, servers) in [(30, 1), (48, 1), (120, 3), (480, 10), (1_080, 20)] {
        let plan = request(per_minute, servers, Some("eventbridge")).answer();
        let load = f64::from(per_minute) / 60.0;
        let found = waits(load, servers as usize, |rng| exponential(rng, 1.0));
        let what = format!("{load} at {servers}");
        near(number(&plan, "waiting"), found.share, &what);
        near(number(&plan, "wait") / 1_000.0, found.mean, &what);
    }
}

/// M/D/1, Pollaczek and Khinchine: the mean wait is load / 2 / (1 - load) of the duration, half of that with random
/// durations, which the plan states.
#[test]
fn stated_wait_is_twice_that_of_fixed_durations() {
    for per_minute in [30_u32, 42, 48] {
        let load = f64::from(per_minute) / 60.0;
        let fixed = load / 2.0 / (1.0 - load);
        near(waits(load, 1, |_| 1.0).mean, fixed, "the simulator");
        let plan = request(per_minute, 1, Some("eventbridge")).answer();
        near(number(&plan, "wait") / 1_000.0, 2.0 * fixed, "the plan");
    }
}

/// Fluid limits: a shard with invocations of a second handles one a second, whatever comes; a reservation lets through
/// ten requests a second for each environment.
#[test]
fn overloaded_sources_have_their_fluid_limit() {
    for per_minute in [120, 600, 6_000] {
        let plan = request(per_minute, 1, Some("kinesis")).answer();
        assert_eq!(number(&plan, "source_capacity"), 1.0);
        assert_eq!(number(&plan, "throttled_by_cap"), 0.0);
        let ten_ms = ConcurrencyRequest {
            duration_ms: 10.into(),
            ..request(per_minute * 60, 2, None)
        };
        let limited = (1.0 - 20.0 / f64::from(per_minute)).max(0.0);
        assert!((number(&ten_ms.answer(), "throttled_by_cap") - limited).abs() < 1e-12);
    }
}

/// A batch whose records fail by chance, each with the share `failing`.
struct Batch {
    rng: Rng,
    failing: f64,
    attempts: u32,
    invocations: u32,
}

impl Batch {
    fn fails(&mut self) -> bool {
        self.rng.f64() < self.failing
    }

    /// Runs the whole batch again.
    fn whole(&mut self, records: usize) {
        for _ in 0..self.attempts {
            self.invocations += 1;
            let failed = (0..records).filter(|_| self.fails()).count();
            if failed == 0 {
                return;
            }
        }
    }

    /// Runs the halves of a batch by themselves; only a single record has a limit.
    fn split(&mut self, records: usize) {
        if records == 1 {
            return self.whole(1);
        }
        self.invocations += 1;
        if (0..records).filter(|_| self.fails()).count() > 0 {
            self.split(records / 2);
            self.split(records - records / 2);
        }
    }

    /// Runs a batch again from the record that failed, until that has had all of its attempts.
    fn rest(&mut self, records: usize) {
        self.invocations += 1;
        for _ in 0..records {
            let mut attempts = 1;
            while attempts < self.attempts && self.fails() {
                attempts += 1;
                self.invocations += 1;
            }
        }
    }
}

/// Returns the mean invocations of a batch by one way to retry it.
fn drawn(records: usize, failing: f64, retry: fn(&mut Batch, usize)) -> f64 {
    const BATCHES: u32 = 200_000;
    let mut batch = Batch {
        rng: Rng::with_seed(3),
        failing,
        attempts: 4,
        invocations: 0,
    };
    for _ in 0..BATCHES {
        retry(&mut batch, records);
    }
    f64::from(batch.invocations) / f64::from(BATCHES)
}

#[test]
fn attempts_are_those_of_batches_drawn_record_by_record() {
    for (records, failing) in [(1, 0.3), (2, 0.1), (10, 0.02), (10, 0.1), (100, 0.001)] {
        let of_batch = 1.0 - (1.0_f64 - failing).powi(records as i32);
        let plan = |is_bisecting, is_partial| {
            let request = RetriesRequest {
                invoker: Invoker::Kinesis,
                failing: format!("{:.12}%", of_batch * 100.0).parse().unwrap(),
                poison: Share::NEVER,
                retries: Some(3),
                age_seconds: None,
                visibility_seconds: 30,
                batch_size: records as u32,
                is_bisecting,
                is_partial,
                rate: None,
                reserved: None,
                duration_ms: 100.into(),
                memory_mb: 128,
                rates: PriceBook::built_in()
                    .rates("us-east-1", Architecture::X86_64)
                    .unwrap(),
                free: FreeTier::NONE,
            };
            number(&request.answer(), "multiplier")
        };
        let more = |found: f64| found - 1.0;
        near(
            more(plan(false, false)),
            more(drawn(records, failing, Batch::whole)),
            "whole",
        );
        near(
            more(plan(true, false)),
            more(drawn(records, failing, Batch::split)),
            "split",
        );
        near(
            more(plan(false, true)),
            more(drawn(records, failing, Batch::rest)),
            "rest",
        );
    }
}
