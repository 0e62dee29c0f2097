use tidegate_figures::HandlerDuration;

use super::*;
use crate::failure::{FailureReport, OnFailure};

const SECOND: u64 = 1_000_000;

fn records(rows: &[(u64, bool)]) -> Vec<Record> {
    let record = |&(arrival_us, matches)| Record {
        arrival_us,
        lane_key: 0,
        matches,
        bytes: 1_000,
        failing: Failing::NEVER,
    };
    rows.iter().map(record).collect()
}

const fn handler(per_invocation_us: u64, per_record_us: u64) -> HandlerDuration {
    HandlerDuration {
        per_invocation_us,
        per_record_us,
    }
}

const SHARD: StreamSettings = StreamSettings {
    poll_us: SECOND,
    lanes: 1,
    retry: Retry {
        retries: None,
        on_failure: OnFailure::RetryBatch,
    },
};

const QUEUE: QueueSettings = QueueSettings {
    pollers: PollerRange {
        start: 1,
        max: 1,
        added_per_second: 0,
    },
    visibility_us: 0,
    receives_max: Some(1),
    report: FailureReport::Batch,
};

const CONSUMER: Kind = Kind::Consumers(ConsumerSettings::ONE);

fn stream(order: Order, batch_size: u32, window_us: u64) -> Settings {
    Settings {
        window_us,
        handler: handler(20_000, 1_000),
        ..Settings::plain(Kind::Stream(SHARD), order, batch_size)
    }
}

fn queue(order: Order, batch_size: u32, window_us: u64) -> Settings {
    Settings {
        window_us,
        handler: handler(20_000, 5_000),
        ..Settings::plain(Kind::Queue(QUEUE), order, batch_size)
    }
}

/// Returns the start and the number of records of each invocation, in order of time.
fn invocations(records: &[Record], settings: &Settings) -> Vec<(u64, u32)> {
    let mut list = Vec::new();
    simulate_each(records, settings, &mut |it| {
        list.push((it.start_us, it.records))
    });
    list.sort_unstable();
    list
}

/// The example in the docs of `stream`.
#[test]
fn shard_is_polled_at_an_interval_and_immediately_while_records_wait() {
    let arrived = records(&[(0, true), (10, true), (1_500_000, true), (9_000_001, true)]);
    let seen = invocations(&arrived, &stream(Order::FilterFirst, 100, 0));
    // The second record arrived during the first invocation. The interval then continues from the second poll.
    assert_eq!(seen, [(0, 1), (21_000, 1), (2_021_000, 1), (9_021_000, 1)]);
}

#[test]
fn window_holds_a_batch_open_until_it_ends() {
    let arrived = records(&[(0, true), (3 * SECOND, false), (4 * SECOND, true)]);
    let seen = invocations(&arrived, &stream(Order::FilterFirst, 100, 5 * SECOND));
    assert_eq!(seen, [(5 * SECOND, 2)]);
    let late = records(&[(27 * SECOND, true)]);
    let seen = invocations(&late, &stream(Order::FilterFirst, 100, 5 * SECOND));
    assert_eq!(
        seen,
        [(30 * SECOND, 1)],
        "windows without records are skipped"
    );
}

#[test]
fn batches_are_filled_if_filtered_first_and_shrink_if_filtered_last() {
    let rows: Vec<_> = (0..40).map(|at| (0, at % 4 == 0)).collect();
    let arrived = records(&rows);
    let first = simulate(&arrived, &stream(Order::FilterFirst, 10, 0));
    let last = simulate(&arrived, &stream(Order::BatchFirst, 10, 0));
    assert_eq!((first.invocations, first.records_invoked), (1, 10));
    assert_eq!((last.invocations, last.records_invoked), (4, 10));
}

#[test]
fn batch_closes_before_its_payload_is_too_large() {
    let settings = Settings {
        payload_bytes_max: 2_500,
        ..stream(Order::FilterFirst, 100, 0)
    };
    let counts = simulate(&records(&[(0, true); 5]), &settings);
    assert_eq!(counts.invocations, 3);
}

/// The example in the docs of `consumers`.
#[test]
fn consumer_opens_its_window_with_the_first_record() {
    let settings = Settings {
        window_us: 500_000,
        ..Settings::plain(CONSUMER, Order::FilterFirst, 2)
    };
    let arrived = records(&[(100, false), (200, true), (300_000, true), (900_000, true)]);
    assert_eq!(
        invocations(&arrived, &settings),
        [(300_000, 2), (1_400_000, 1)]
    );
}

#[test]
fn queue_is_received_ten_at_a_time_and_long_polled_when_idle() {
    let mut rows = vec![(0, true); 25];
    rows.push((50 * SECOND, true));
    let counts = simulate(&records(&rows), &queue(Order::FilterFirst, 10, 0));
    // Receives: 10, 10 and 5 messages, two empty polls of 20 s, then the last message.
    assert_eq!((counts.invocations, counts.receives), (4, 6));
}

#[test]
fn pollers_are_added_while_messages_wait() {
    let growing = QueueSettings {
        pollers: PollerRange {
            start: 1,
            max: 20,
            added_per_second: 5,
        },
        ..QUEUE
    };
    let settings = Settings {
        kind: Kind::Queue(growing),
        handler: handler(10 * SECOND, 5_000),
        ..queue(Order::FilterFirst, 10, 0)
    };
    let counts = simulate(&records(&[(0, true); 200]), &settings);
    assert_eq!((counts.invocations, counts.concurrency_max), (20, 20));
}

#[test]
fn poison_record_is_isolated_by_bisection() {
    let mut arrived = records(&[(0, true); 8]);
    arrived[5].failing = Failing::Always;
    let settings = |retries, on_failure| Settings {
        kind: Kind::Stream(StreamSettings {
            retry: Retry {
                retries,
                on_failure,
            },
            ..SHARD
        }),
        ..stream(Order::FilterFirst, 8, 0)
    };
    let bisecting = settings(Some(1), OnFailure::Bisect);
    // The example in the docs of `attempt`.
    let sizes: Vec<u32> = invocations(&arrived, &bisecting)
        .into_iter()
        .map(|(_, records)| records)
        .collect();
    assert_eq!(sizes, [8, 4, 4, 2, 1, 1, 1, 2]);
    assert_eq!(simulate(&arrived, &bisecting).given_up, 1);
    let stuck = settings(None, OnFailure::Bisect);
    assert_eq!(simulate(&arrived, &stuck).blocked, 3);
    let partial = settings(Some(1), OnFailure::RetryFromFirstFailure);
    assert_eq!(simulate(&arrived, &partial).given_up, 3);
}

#[test]
fn queue_gives_up_after_the_last_receive() {
    let mut arrived = records(&[(0, true); 10]);
    arrived[0].failing = Failing::Always;
    let settings = |report| Settings {
        kind: Kind::Queue(QueueSettings {
            visibility_us: 30 * SECOND,
            receives_max: Some(3),
            report,
            ..QUEUE
        }),
        ..queue(Order::FilterFirst, 10, 0)
    };
    let whole = simulate(&arrived, &settings(FailureReport::Batch));
    assert_eq!((whole.invocations, whole.given_up), (3, 10));
    let counts = simulate(&arrived, &settings(FailureReport::Items));
    assert_eq!(
        (counts.invocations, counts.records_invoked, counts.given_up),
        (3, 12, 1)
    );
}
