//! Runs that are small enough to be computed by hand. An invocation takes 10 µs and 1 µs more for each record.

use super::{Backoff, Counts, Kind, Order, Reading, Record, Settings, simulate};

const READING: Reading = Reading {
    poll_us: 100,
    pause_us: 0,
    records_max: 1_000,
    bytes_max: 1 << 20,
    bytes_per_second: 1 << 40,
    factor: 1,
};
const STREAM: Settings = Settings {
    kind: Kind::Stream(READING),
    order: Order::FilterFirst,
    batch_size: 10,
    window_us: 0,
    payload_bytes_max: 6 << 20,
    lanes: 1,
    consumers: 1,
    pollers_start: 1,
    pollers_max: 1,
    pollers_added_per_second: 0,
    per_invocation_us: 10,
    per_record_us: 1,
    retries: Some(1),
    is_bisecting: false,
    is_partial: false,
    backoff: Backoff::Doubles {
        first_us: 0,
        most_us: 0,
    },
    visibility_us: 30_000_000,
    receives_max: 3,
    expires_us: None,
};
const CONSUMERS: Settings = Settings {
    kind: Kind::Consumers,
    ..STREAM
};
const QUEUE: Settings = Settings {
    kind: Kind::Queue,
    ..STREAM
};

const ALWAYS: u32 = u32::MAX;

/// Returns matching records with these times of arrival and numbers of failures.
fn failing(records: &[(u64, u32)]) -> Vec<Record> {
    let record = |&(arrival_us, failures)| Record {
        arrival_us,
        lane_key: 0,
        matches: true,
        bytes: 4,
        failures,
    };
    records.iter().map(record).collect()
}

fn at(arrivals: &[u64]) -> Vec<Record> {
    let record = |&arrival_us| (arrival_us, 0);
    failing(&arrivals.iter().map(record).collect::<Vec<_>>())
}

/// Returns the same records, but those at these places do not match.
fn without(mut records: Vec<Record>, places: &[usize]) -> Vec<Record> {
    for &place in places {
        records[place].matches = false;
    }
    records
}

/// Returns the number of invocations, of records invoked, given up and expired, and the time of the end.
fn short(records: &[Record], settings: Settings) -> (u64, u64, u64, u64, u64) {
    let counts = simulate(records, &settings);
    (
        counts.invocations,
        counts.records_invoked,
        counts.given_up,
        counts.expired,
        counts.finished_us,
    )
}

#[test]
fn runs_without_records_do_nothing() {
    for settings in [STREAM, CONSUMERS, QUEUE] {
        assert_eq!(simulate(&[], &settings), Counts::default());
    }
}

#[test]
fn shards_without_a_window_are_polled_until_a_record_arrives() {
    let records = at(&[60, 0, 50]);
    let counts = Counts {
        invocations: 2, // at 0 and, with the next poll, at 100
        records_invoked: 3,
        busy_us: 11 + 12,
        finished_us: 112,
        concurrency_max: 1,
        overtime_us: 112 - 60,
        ..Counts::default()
    };
    assert_eq!(simulate(&records, &STREAM), counts);
    let filtered = without(at(&[0, 50, 60]), &[0]);
    assert_eq!(short(&filtered, STREAM), (1, 2, 0, 0, 112));
    let none = without(at(&[0, 50, 60]), &[0, 1, 2]);
    assert_eq!(simulate(&none, &STREAM), Counts::default());
}

#[test]
fn waiting_records_are_polled_at_once() {
    let settings = Settings {
        batch_size: 2,
        ..STREAM
    };
    assert_eq!(short(&at(&[0, 0, 0]), settings), (2, 3, 0, 0, 12 + 11));
    // The first batch is done at 12, when the third record has arrived.
    assert_eq!(short(&at(&[0, 0, 12]), settings), (2, 3, 0, 0, 12 + 11));
    assert_eq!(short(&at(&[0, 0, 13]), settings), (2, 3, 0, 0, 100 + 11));
}

#[test]
fn windows_of_shards_end_with_what_was_read() {
    let settings = Settings {
        window_us: 250,
        ..STREAM
    };
    assert_eq!(short(&at(&[0, 120, 200]), settings), (1, 3, 0, 0, 263));
    // The third record is read at 262, when the batch before it is done. The second window is from 262 to 512.
    assert_eq!(short(&at(&[0, 120, 201]), settings), (2, 3, 0, 0, 523));
}

#[test]
fn reads_of_shards_are_limited() {
    let read = |reading, batch_size| Settings {
        kind: Kind::Stream(reading),
        batch_size,
        ..STREAM
    };
    let paused = Reading {
        pause_us: 50,
        records_max: 3,
        ..READING
    };
    // Reads at 0 and 50; the third record of each is a batch of its own.
    let records = at(&[0; 6]);
    assert_eq!(short(&records, read(paused, 2)), (4, 6, 0, 0, 50 + 23));
    // Records of 4 bytes at 200,000 bytes a second: the next read is 2 records of 20 µs later.
    let slow = Reading {
        bytes_max: 8,
        bytes_per_second: 200_000,
        ..READING
    };
    assert_eq!(short(&records, read(slow, 9)), (3, 6, 0, 0, 80 + 12));
}

#[test]
fn lanes_of_a_shard_share_its_reads() {
    let settings = Settings {
        kind: Kind::Stream(Reading {
            pause_us: 30,
            factor: 2,
            ..READING
        }),
        lanes: 4,
        ..STREAM
    };
    let mut records = at(&[0, 5, 6]);
    for (record, key) in records.iter_mut().zip([1, 3, 2]) {
        record.lane_key = key; // shards 1, 1 and 0
    }
    // The first shard is read at 0 and 100. The second one at 0 and, as its first lane asks at 11, at 30.
    assert_eq!(short(&records, settings), (3, 3, 0, 0, 100 + 11));
    assert_eq!(short(&records[..2], settings), (2, 2, 0, 0, 30 + 11));
}

#[test]
fn batches_are_filled_before_or_after_filtering() {
    let records = without(at(&[0, 0, 0]), &[1]);
    let settings = |order| Settings {
        order,
        batch_size: 2,
        window_us: 1_000,
        ..STREAM
    };
    let filter_first = short(&records, settings(Order::FilterFirst));
    assert_eq!(filter_first, (1, 2, 0, 0, 12));
    let batch_first = short(&records, settings(Order::BatchFirst));
    assert_eq!(batch_first, (2, 2, 0, 0, 11 + 1_000 + 11));
}

#[test]
fn payloads_are_limited_but_hold_at_least_one_record() {
    let settings = |payload_bytes_max| Settings {
        payload_bytes_max,
        window_us: 1_000,
        ..STREAM
    };
    assert_eq!(
        short(&at(&[0, 0, 0]), settings(8)),
        (2, 3, 0, 0, 12 + 1_000 + 11)
    );
    // The last record waits for its window: it is not known that there would be no room for another.
    assert_eq!(short(&at(&[0, 0]), settings(3)), (2, 2, 0, 0, 1_022));
}

#[test]
fn failing_batches_are_tried_until_retries_run_out() {
    let records = |failures| failing(&[(0, 0), (0, failures)]);
    assert_eq!(short(&records(1), STREAM), (2, 4, 0, 0, 24));
    assert_eq!(short(&records(2), STREAM), (2, 4, 2, 0, 24));
    let settings = Settings {
        retries: None,
        ..STREAM
    };
    assert_eq!(short(&records(5), settings), (6, 12, 0, 0, 72));
}

#[test]
fn halves_keep_their_retries_and_the_first_half_goes_first() {
    let settings = Settings {
        is_bisecting: true,
        ..STREAM
    };
    let records = |failures| failing(&[(0, 0), (0, 0), (0, failures), (0, 0)]);
    // Batches of 4, 2, the failing 2, 1 and 1.
    assert_eq!(short(&records(2), settings).0, 5);
    // The same batches, and one more attempt of the failing record before it is given up.
    assert_eq!(short(&records(ALWAYS), settings), (6, 11, 1, 0, 71));
}

#[test]
fn partial_failures_are_tried_from_the_first_failed_record_on() {
    let settings = Settings {
        is_bisecting: true,
        is_partial: true,
        ..STREAM
    };
    let records = failing(&[(0, 0), (0, 0), (0, ALWAYS), (0, 0)]);
    assert_eq!(short(&records, settings), (2, 6, 2, 0, 26));
}

#[test]
fn records_that_always_fail_block_their_lane_until_they_expire() {
    let settings = Settings {
        retries: None,
        is_bisecting: true,
        expires_us: Some(50),
        ..STREAM
    };
    let records = failing(&[(0, ALWAYS), (0, 0), (0, 0), (40, 0)]);
    // A batch of 3 and from 13 on the first record alone: at 13, 24, 35 and 46. At 57 all three are too old, and the
    // poll finds the last one.
    let counts = simulate(&records, &settings);
    assert_eq!(short(&records, settings), (6, 8, 0, 3, 57 + 11));
    assert_eq!((counts.retries, counts.records_retried), (4, 4));
    assert_eq!(counts.retrying_us, 57 - 13);
    assert_eq!(counts.overtime_us, 57 + 11 - 40);
    // A record of another lane is not blocked; a filtered one does not count as expired.
    let mut records = without(failing(&[(0, ALWAYS), (0, 0), (0, 0), (0, 0)]), &[2]);
    records[3].lane_key = 1;
    let lanes = Settings {
        lanes: 2,
        ..settings
    };
    // A batch of 2 until 12, the first record at 12, 23, 34 and 45; the other lane until 11.
    assert_eq!(short(&records, lanes), (6, 7, 0, 2, 56));
}

#[test]
fn retries_wait_longer_each_time() {
    let doubling = Settings {
        retries: Some(4),
        backoff: Backoff::Doubles {
            first_us: 5,
            most_us: 18,
        },
        ..STREAM
    };
    // Invocations of 11, and pauses of 5, 10, 18 and 18.
    let counts = simulate(&failing(&[(0, ALWAYS)]), &doubling);
    assert_eq!(counts.finished_us, 5 * 11 + 5 + 10 + 18 + 18);
    assert_eq!((counts.invocations, counts.given_up), (5, 1));
    assert_eq!(counts.given_up_batches, 1);
    let hidden = Settings {
        backoff: Backoff::Visibility,
        visibility_us: 30,
        ..CONSUMERS
    };
    assert_eq!(simulate(&failing(&[(0, ALWAYS)]), &hidden).finished_us, 41);
    let slow = Settings {
        visibility_us: 9,
        ..hidden
    };
    assert_eq!(simulate(&failing(&[(0, ALWAYS)]), &slow).finished_us, 22);
}

#[test]
fn halves_are_tried_without_a_pause() {
    let settings = Settings {
        is_bisecting: true,
        backoff: Backoff::Doubles {
            first_us: 100,
            most_us: 100,
        },
        ..STREAM
    };
    // Batches of 2, 1 and, after the pause, the failing record again.
    let records = failing(&[(0, 0), (0, ALWAYS)]);
    assert_eq!(
        short(&records, settings),
        (4, 5, 1, 0, 12 + 11 + 11 + 100 + 11)
    );
}

#[test]
fn records_expire_while_their_batch_is_held_open_or_waits() {
    let settings = Settings {
        window_us: 500,
        expires_us: Some(400),
        ..CONSUMERS
    };
    assert_eq!(short(&at(&[0, 90, 120]), settings), (1, 1, 0, 2, 511));
    let alone = Settings {
        batch_size: 1,
        expires_us: Some(25),
        ..CONSUMERS
    };
    // The fourth record would start at 33.
    assert_eq!(short(&at(&[0, 0, 0, 0]), alone), (3, 3, 0, 1, 33));
}

#[test]
fn windows_of_consumers_open_with_the_first_record() {
    let settings = Settings {
        window_us: 500,
        ..CONSUMERS
    };
    assert_eq!(short(&at(&[70, 570]), settings), (1, 2, 0, 0, 570 + 12));
    assert_eq!(short(&at(&[70, 571]), settings), (2, 2, 0, 0, 1_081 + 11));
    let full = Settings {
        batch_size: 2,
        ..settings
    };
    assert_eq!(short(&at(&[70, 90]), full), (1, 2, 0, 0, 90 + 12));
    let refusing = Settings {
        payload_bytes_max: 4,
        ..settings
    };
    // The second record is refused at 90; its window starts at 101.
    assert_eq!(short(&at(&[70, 90]), refusing), (2, 2, 0, 0, 601 + 11));
}

#[test]
fn consumers_of_a_lane_run_in_parallel() {
    let settings = Settings {
        consumers: 2,
        batch_size: 1,
        retries: None,
        ..CONSUMERS
    };
    let counts = simulate(&at(&[0, 0, 0]), &settings);
    assert_eq!((counts.finished_us, counts.concurrency_max), (22, 2));
    // One consumer tries again and again while the other continues.
    let records = failing(&[(0, ALWAYS), (0, 0), (0, 0)]);
    let aging = Settings {
        expires_us: Some(40),
        ..settings
    };
    assert_eq!(short(&records, aging), (6, 6, 0, 1, 44));
}

#[test]
fn receives_return_up_to_ten_messages() {
    let settings = Settings {
        batch_size: 12,
        ..QUEUE
    };
    let records = at(&[0; 12]);
    let counts = simulate(&records, &settings);
    assert_eq!((counts.receives, counts.finished_us), (2, 20 + 12));
    let two = Settings {
        pollers_start: 2,
        ..settings
    };
    let counts = simulate(&records, &two);
    assert_eq!((counts.finished_us, counts.concurrency_max), (20, 2));
}

#[test]
fn windows_of_pollers_stay_open_without_messages() {
    let settings = Settings {
        window_us: 100_000,
        ..QUEUE
    };
    let counts = simulate(&at(&[0, 30_000]), &settings);
    assert_eq!((counts.receives, counts.finished_us), (2, 100_012));
    // The long poll that ends with the window at 100,000 is a receive, too.
    let counts = simulate(&at(&[0, 30_000, 100_001]), &settings);
    assert_eq!((counts.invocations, counts.receives), (2, 4));
    assert_eq!(counts.finished_us, 200_012 + 11);
}

#[test]
fn pollers_are_added_each_second_that_messages_wait() {
    let settings = Settings {
        pollers_max: 3,
        pollers_added_per_second: 1,
        per_invocation_us: 5_000_000,
        per_record_us: 0,
        ..QUEUE
    };
    let counts = simulate(&at(&[0; 30]), &settings);
    assert_eq!((counts.finished_us, counts.concurrency_max), (7_000_000, 3));
}

#[test]
fn failed_messages_come_back_until_their_last_receive() {
    let once = failing(&[(0, 1)]);
    let counts = simulate(&once, &QUEUE);
    assert_eq!((counts.invocations, counts.receives), (2, 2));
    assert_eq!(counts.finished_us, 30_000_011);
    let settings = |receives_max| Settings {
        receives_max,
        ..QUEUE
    };
    assert_eq!(short(&once, settings(1)), (1, 1, 1, 0, 11));
    let records = failing(&[(0, 0), (0, ALWAYS)]);
    assert_eq!(short(&records, settings(2)), (2, 4, 2, 0, 30_000_012));
    let partial = Settings {
        is_partial: true,
        ..settings(2)
    };
    assert_eq!(short(&records, partial), (2, 3, 1, 0, 30_000_011));
}

#[test]
fn messages_are_deleted_when_they_are_too_old() {
    let settings = Settings {
        receives_max: u32::MAX,
        expires_us: Some(65_000_000),
        ..QUEUE
    };
    // At 0, 30 and 60 seconds. At 90 the message would be too old.
    let records = failing(&[(0, ALWAYS)]);
    assert_eq!(short(&records, settings), (3, 3, 0, 1, 60_000_011));
    let late = Settings {
        batch_size: 1,
        per_invocation_us: 40_000_000,
        per_record_us: 0,
        ..settings
    };
    assert_eq!(short(&at(&[0, 0, 0]), late), (2, 2, 0, 1, 80_000_000));
}

#[test]
#[should_panic(expected = "a count that must be at least 1 is 0")]
fn batch_size_of_zero_panics() {
    let settings = Settings {
        batch_size: 0,
        ..QUEUE
    };
    let _ = simulate(&[], &settings);
}
