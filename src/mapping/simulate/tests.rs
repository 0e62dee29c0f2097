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
    shards: 1,
    factor: 1,
    reads: ReadLimits {
        pause_us: 200_000,
        ..ReadLimits::NONE
    },
    retry: Retry {
        retries: None,
        on_failure: OnFailure::RetryBatch,
        pause: Pause::NONE,
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

fn simulate(records: &[Record], settings: &Settings) -> Counts {
    super::simulate(records, settings).unwrap()
}

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
    })
    .unwrap();
    list.sort_unstable();
    list
}

/// The example in the docs of `stream`.
#[test]
fn shard_is_read_at_an_interval_and_sooner_while_records_wait() {
    let arrived = records(&[(0, true), (10, true), (1_500_000, true), (9_000_001, true)]);
    let seen = invocations(&arrived, &stream(Order::FilterFirst, 100, 0));
    // The second record arrived during the first invocation. The interval then continues from the second read.
    assert_eq!(seen, [(0, 1), (200_000, 1), (2_200_000, 1), (9_200_000, 1)]);
}

#[test]
fn reads_of_a_shard_are_limited() {
    let shard = |reads| Settings {
        kind: Kind::Stream(StreamSettings { reads, ..SHARD }),
        ..stream(Order::FilterFirst, 4, 0)
    };
    let arrived = records(&[(0, true); 7]);
    let five = ReadLimits {
        records_max: 5,
        ..SHARD.reads
    };
    // A read of five records makes a full batch and one of what is left. Only then the shard is read again.
    let seen = invocations(&arrived, &shard(five));
    assert_eq!(seen, [(0, 4), (24_000, 1), (200_000, 2)]);
    let bytes = ReadLimits {
        bytes_max: 6_500,
        bytes_per_second: 2_000,
        ..SHARD.reads
    };
    // Six records of 1,000 bytes take three seconds.
    let seen = invocations(&arrived, &shard(bytes));
    assert_eq!(seen, [(0, 4), (24_000, 2), (3 * SECOND, 1)]);
}

#[test]
fn lanes_of_a_shard_share_its_reads() {
    let settings = Settings {
        kind: Kind::Stream(StreamSettings { factor: 2, ..SHARD }),
        ..stream(Order::FilterFirst, 100, 0)
    };
    let mut arrived = records(&[(0, true), (10, true), (20, true), (60_000, true)]);
    arrived[1].lane_key = 1;
    arrived[3].lane_key = 1;
    // The read at 0 has a record for the first lane only. The second lane waits until that one asks again.
    let seen = invocations(&arrived, &settings);
    assert_eq!(seen, [(0, 1), (200_000, 1), (200_000, 2)]);
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
                pause: Pause::NONE,
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
    let given_up = |settings| {
        let counts = simulate(&arrived, settings);
        (counts.given_up, counts.given_up_batches)
    };
    assert_eq!(given_up(&bisecting), (1, 1));
    let partial = settings(Some(1), OnFailure::RetryFromFirstFailure);
    assert_eq!(given_up(&partial), (3, 1));
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

/// A second for the failing record, then pauses of 1, 2, 4 and 4 seconds between its attempts.
#[test]
fn pauses_double_up_to_the_longest() {
    let mut arrived = records(&[(0, true), (30 * SECOND, true)]);
    arrived[0].failing = Failing::Always;
    let pausing = |retries, age_us_max| Settings {
        kind: Kind::Stream(StreamSettings {
            retry: Retry {
                retries,
                on_failure: OnFailure::RetryBatch,
                pause: Pause::Doubling {
                    first_us: SECOND,
                    most_us: 4 * SECOND,
                },
            },
            ..SHARD
        }),
        handler: handler(SECOND, 0),
        age_us_max,
        ..stream(Order::FilterFirst, 10, 0)
    };
    let starts = |settings: &Settings| -> Vec<u64> {
        let seen = invocations(&arrived, settings);
        seen.into_iter()
            .map(|(start_us, _)| start_us / SECOND)
            .collect()
    };
    let limited = pausing(Some(4), NEVER_US);
    assert_eq!(starts(&limited), [0, 2, 5, 10, 15, 30]);
    let counts = simulate(&arrived, &limited);
    assert_eq!((counts.given_up, counts.expired), (1, 0));
    assert_eq!((counts.retries, counts.records_retried), (4, 4));
    assert_eq!(counts.retrying_us, 15 * SECOND);
    // The last record arrives at 30 seconds and takes one.
    assert_eq!(counts.overtime_us, SECOND);
    // Without a limit the record expires when it is older than 20 seconds; its last attempt is at 20.
    let aging = pausing(None, 20 * SECOND);
    assert_eq!(starts(&aging), [0, 2, 5, 10, 15, 20, 30]);
    let counts = simulate(&arrived, &aging);
    assert_eq!((counts.given_up, counts.expired), (0, 1));
}

#[test]
fn records_that_wait_for_a_failing_one_expire() {
    let mut arrived = records(&[(0, true), (1, true), (2, false), (9 * SECOND, true)]);
    arrived[0].failing = Failing::Always;
    for kind in [
        Kind::Stream(SHARD),
        Kind::Consumers(ConsumerSettings {
            retry: SHARD.retry,
            ..ConsumerSettings::ONE
        }),
    ] {
        let settings = Settings {
            kind,
            handler: handler(4 * SECOND, 0),
            age_us_max: 7 * SECOND,
            ..stream(Order::FilterFirst, 1, 0)
        };
        let counts = simulate(&arrived, &settings);
        // The first record is tried at 0 and 4 s. It is too old at 8 s, and so is the second one.
        assert_eq!((counts.invocations, counts.expired), (3, 2), "{kind:?}");
        assert_eq!(counts.finished_us, 13 * SECOND, "{kind:?}");
    }
}

#[test]
fn fifo_message_is_tried_again_when_it_is_visible() {
    let mut arrived = records(&[(0, true)]);
    arrived[0].failing = Failing::Always;
    let settings = Settings {
        kind: Kind::Consumers(ConsumerSettings {
            retry: Retry {
                retries: Some(2),
                on_failure: OnFailure::RetryBatch,
                pause: Pause::Hidden(30 * SECOND),
            },
            ..ConsumerSettings::ONE
        }),
        ..stream(Order::FilterFirst, 10, 0)
    };
    let starts = invocations(&arrived, &settings);
    assert_eq!(starts, [(0, 1), (30 * SECOND, 1), (60 * SECOND, 1)]);
}

#[test]
fn message_without_a_dead_letter_queue_is_received_until_it_expires() {
    let mut arrived = records(&[(0, true), (SECOND, true)]);
    arrived[0].failing = Failing::Always;
    let settings = Settings {
        kind: Kind::Queue(QueueSettings {
            visibility_us: 30 * SECOND,
            receives_max: None,
            ..QUEUE
        }),
        age_us_max: 100 * SECOND,
        ..queue(Order::FilterFirst, 10, 0)
    };
    let counts = simulate(&arrived, &settings);
    // At 0, 30, 60 and 90 seconds; it would be visible again at 120.
    assert_eq!((counts.invocations, counts.records_invoked), (5, 5));
    assert_eq!((counts.expired, counts.given_up), (1, 0));
}

/// One poller is busy for a minute with each message, so that the third one waits for two.
#[test]
fn messages_expire_in_a_queue_that_is_not_read_fast_enough() {
    let settings = Settings {
        kind: Kind::Queue(QUEUE),
        handler: handler(60 * SECOND, 0),
        age_us_max: 100 * SECOND,
        ..queue(Order::FilterFirst, 1, 0)
    };
    let counts = simulate(&records(&[(0, true), (0, true), (0, true)]), &settings);
    assert_eq!((counts.invocations, counts.expired), (2, 1));
}

#[test]
fn long_idle_time_of_many_pollers_is_counted_without_simulating_each_poll() {
    let year = 365 * 86_400 * SECOND;
    let settings = Settings {
        kind: Kind::Queue(QueueSettings {
            pollers: PollerRange {
                start: 1_000,
                max: 1_000,
                added_per_second: 0,
            },
            ..QUEUE
        }),
        ..queue(Order::FilterFirst, 10, 0)
    };
    let counts = simulate(&records(&[(0, true), (year, true)]), &settings);
    // Each poller has a poll every 20 s that ends before the last message arrives. Two receives return a message.
    assert_eq!(counts.receives, 1_000 * (year / (20 * SECOND) - 1) + 2);
    assert_eq!(counts.invocations, 2);
}

#[test]
fn run_that_would_not_end_is_stopped() {
    let mut arrived = records(&[(0, true)]);
    arrived[0].failing = Failing::Always;
    let endless = Settings {
        handler: handler(0, 0),
        ..stream(Order::FilterFirst, 10, 0)
    };
    let stopped = super::simulate(&arrived, &endless).unwrap_err();
    assert!(stopped.invocations > 1_000_000, "{stopped}");
    assert!(stopped.to_string().contains("too many retries"));
}
