//! Compares the simulator with figures that can be worked out by hand, and with figures that were once simulated
//! elsewhere: one shard, 20 ms + 1 ms a record, polled once a second, batches of 100 (simulated for the project,
//! 2026-11-23).

use tidegate_estimate::closed_form::Shard;
use tidegate_figures::HandlerDuration;
use tidegate_mapping::FailureReport;
use tidegate_mapping::simulate::{
    Failing, Kind, Order, PollerRange, QueueSettings, ReadLimits, Record, Retry, Settings,
    StreamSettings, simulate,
};

/// Longer than the published runs, so that chance matters less.
const SECONDS: f64 = 400_000.0;

/// A small generator of its own, so that the test does not depend on the code under test: xorshift, 64 bits.
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    fn unit(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns Poisson arrivals of which a share matches.
    fn stream(&mut self, rate: f64, share: f64, seconds: f64) -> Vec<Record> {
        let mut records = Vec::new();
        let mut now = 0.0;
        loop {
            now += -(1.0 - self.unit()).ln() / rate;
            if now > seconds {
                return records;
            }
            records.push(Record {
                arrival_us: (now * 1e6) as u64,
                lane_key: 0,
                matches: self.unit() < share,
                bytes: 100,
                failing: Failing::NEVER,
            });
        }
    }
}

fn shard(order: Order, window_us: u64) -> Settings {
    let shard = StreamSettings {
        poll_us: 1_000_000,
        shards: 1,
        factor: 1,
        reads: ReadLimits::NONE,
        retry: Retry::default(),
    };
    Settings {
        window_us,
        handler: HandlerDuration {
            per_invocation_us: 20_000,
            per_record_us: 1_000,
        },
        ..Settings::plain(Kind::Stream(shard), order, 100)
    }
}

fn near(seen: f64, wanted: f64, tolerance: f64, what: &str) {
    assert!(
        (seen / wanted - 1.0).abs() <= tolerance,
        "{what}: {seen} is not {wanted} within {tolerance}"
    );
}

#[test]
fn shard_invokes_as_often_as_simulated_elsewhere() {
    let window = 60_000_000;
    // Rate, share; invocations a second without a window, with 60 s filter first, with 60 s batch first.
    for (rate, share, polled, first, last) in [
        (0.1, 1.0, 0.0988, 0.0167, 0.0167),
        (0.1, 0.1, 0.0100, 0.0076, 0.0076),
        (1.0, 1.0, 0.643, 0.0167, 0.0167),
        (1.0, 0.1, 0.094, 0.0167, 0.0167),
        (10.0, 1.0, 1.307, 0.0999, 0.0999),
        (10.0, 0.1, 0.642, 0.0167, 0.0999),
        (10.0, 0.01, 0.094, 0.0167, 0.0619),
        (50.0, 0.1, 1.102, 0.0500, 0.4996),
    ] {
        let seconds = SECONDS.min(4e6 / rate).min(100_000.0_f64.max(2e4 / rate));
        let records = Chance::new(7).stream(rate, share, seconds);
        for (order, window_us, wanted) in [
            (Order::FilterFirst, 0, polled),
            (Order::FilterFirst, window, first),
            (Order::BatchFirst, window, last),
        ] {
            let counts = simulate(&records, &shard(order, window_us)).unwrap();
            let seen = counts.invocations as f64 / seconds;
            let what = format!("{rate}/s, {share}, {order:?}, window {window_us}");
            near(seen, wanted, 0.05, &what);
        }
    }
}

#[test]
fn queue_invokes_as_often_as_simulated_elsewhere() {
    let five = QueueSettings {
        pollers: PollerRange {
            start: 5,
            max: 5,
            added_per_second: 0,
        },
        visibility_us: 0,
        receives_max: Some(1),
        report: FailureReport::Batch,
    };
    let queue = |batch_size, window_us| Settings {
        window_us,
        handler: HandlerDuration {
            per_invocation_us: 20_000,
            per_record_us: 5_000,
        },
        ..Settings::plain(Kind::Queue(five), Order::FilterFirst, batch_size)
    };
    // Rate, share, batch size, window in seconds; invocations a second. Five pollers, 20 ms + 5 ms a message.
    for (rate, share, size, window, wanted) in [
        (10.0, 1.0, 100, 20, 0.2415),
        (10.0, 0.1, 100, 20, 0.2397),
        (10.0, 1.0, 100, 60, 0.0998),
        (10.0, 0.1, 100, 60, 0.0825),
        (1.0, 1.0, 100, 60, 0.0770),
        (1.0, 0.1, 100, 60, 0.0572),
    ] {
        let seconds = 50_000.0;
        let records = Chance::new(11).stream(rate, share, seconds);
        let counts = simulate(&records, &queue(size, window * 1_000_000)).unwrap();
        let seen = counts.invocations as f64 / seconds;
        near(
            seen,
            wanted,
            0.05,
            &format!("{rate}/s, {share}, window {window} s"),
        );
    }
    for (rate, ratio) in [(1.0, 0.10), (20.0, 0.10), (200.0, 0.127)] {
        let records = Chance::new(13).stream(rate, 0.1, 20_000.0);
        let mut all = records.clone();
        all.iter_mut().for_each(|record| record.matches = true);
        let [some, all] =
            [records, all].map(|it| simulate(&it, &queue(10, 0)).unwrap().invocations as f64);
        near(
            some / all,
            ratio,
            0.07,
            &format!("{rate}/s without a window"),
        );
    }
}

/// Ten records a second on one shard, no window, a fast function, 30 days (formula, 2026-11-23).
#[test]
fn polled_shard_invokes_for_each_poll_that_finds_a_match() {
    let shard = Shard {
        rate: 10.0,
        poll: 1.0,
        batch_size: 100.0,
        window: 0.0,
        fixed: 0.0,
        each: 0.0,
    };
    let month = [1.0, 0.5, 0.1, 0.01].map(|share| (shard.polled(share) * 2_592_000.0).round());
    assert_eq!(month, [2_591_882.0, 2_574_535.0, 1_638_456.0, 246_661.0]);
}

/// A slow function returns for the records that have gathered meanwhile; with fewer records it returns sooner.
#[test]
fn filter_can_raise_the_number_of_invocations() {
    let shard = Shard {
        rate: 10.0,
        poll: 1.0,
        batch_size: 100.0,
        window: 0.0,
        fixed: 2.0,
        each: 0.05,
    };
    let cycles = [1.0, 0.5, 0.1].map(|share| (shard.cycle(share) * 1_000.0).round() / 1_000.0);
    assert_eq!(cycles, [4.0, 2.667, 2.105]);
    let settings = Settings {
        handler: HandlerDuration {
            per_invocation_us: 2_000_000,
            per_record_us: 50_000,
        },
        ..self::shard(Order::FilterFirst, 0)
    };
    for (share, wanted) in [(1.0, 0.250), (0.5, 0.375), (0.1, 0.434)] {
        let records = Chance::new(17).stream(10.0, share, 50_000.0);
        let seen = simulate(&records, &settings).unwrap().invocations as f64 / 50_000.0;
        near(seen, wanted, 0.05, &format!("share {share}"));
    }
}
