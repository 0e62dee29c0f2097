//! Parts of a replay add up to the whole.

use tidegate_figures::HandlerDuration;

use super::super::*;
use crate::failure::OnFailure;

const SHARDS: u32 = 5;

/// Returns records at five shards that come unevenly, of which some do not match and some fail.
fn records(count: u64) -> Vec<Record> {
    let record = |at: u64| Record {
        arrival_us: at * 9_000 + at % 13 * 11,
        lane_key: at * 104_729 % 1_009,
        matches: at % 3 != 1,
        bytes: 1_000 + at as u32 % 7 * 20_000,
        failing: match at % 50 {
            7 => Failing::Times(2),
            31 => Failing::Always,
            _ => Failing::NEVER,
        },
    };
    (0..count).map(record).collect()
}

const RETRY: Retry = Retry {
    retries: Some(3),
    on_failure: OnFailure::Bisect,
    pause: Pause::Doubling {
        first_us: 50_000,
        most_us: 1_000_000,
    },
};

fn kinds() -> [Kind; 2] {
    let stream = StreamSettings {
        poll_us: 1_000_000,
        shards: SHARDS,
        factor: 3,
        reads: ReadLimits {
            pause_us: 200_000,
            records_max: 40,
            bytes_max: 1_000_000,
            bytes_per_second: 2_000_000,
        },
        retry: RETRY,
    };
    let consumers = ConsumerSettings {
        lanes: SHARDS,
        consumers: 2,
        retry: RETRY,
    };
    [Kind::Stream(stream), Kind::Consumers(consumers)]
}

fn settings(kind: Kind, order: Order) -> Settings {
    Settings {
        window_us: 700_000,
        handler: HandlerDuration {
            per_invocation_us: 400_000,
            per_record_us: 5_000,
        },
        age_us_max: 8_000_000,
        ..Settings::plain(kind, order, 10)
    }
}

/// Returns the counts of parts that are replayed one by one, and their invocations, last part first.
fn in_parts(all: &[Record], settings: &Settings, whole: Whole) -> (Part, Vec<Invocation>) {
    let (mut sum, mut invocations) = (Part::default(), Vec::new());
    for shard in (0..u64::from(SHARDS)).rev() {
        let own = all
            .iter()
            .filter(|it| it.lane_key % u64::from(SHARDS) == shard);
        let own: Vec<_> = own.copied().collect();
        sum.merge(&simulate_part(&own, settings, whole, &mut |it| {
            invocations.push(it)
        }));
    }
    (sum, invocations)
}

fn sorted(mut invocations: Vec<Invocation>) -> Vec<Invocation> {
    invocations.sort_unstable_by_key(|it| (it.lane, it.start_us, it.end_us));
    invocations
}

#[test]
fn parts_together_equal_the_whole() {
    let all = records(4_000);
    let whole = Whole::of(&all);
    for kind in kinds() {
        for order in [Order::FilterFirst, Order::BatchFirst] {
            let settings = settings(kind, order);
            let mut invocations = Vec::new();
            let counts = simulate_each(&all, &settings, &mut |it| invocations.push(it)).unwrap();
            let all_kinds = [counts.given_up, counts.expired, counts.overtime_us];
            assert!(all_kinds.iter().all(|it| *it > 0), "{kind:?}: {counts:?}");
            let (sum, of_parts) = in_parts(&all, &settings, whole);
            assert_eq!(sum.finish(whole, &of_parts), Ok(counts), "{kind:?}");
            assert_eq!(sorted(of_parts), sorted(invocations), "{kind:?}");
        }
    }
}

#[test]
fn wrong_merges_are_noticed() {
    let all = records(4_000);
    let whole = Whole::of(&all);
    let settings = settings(kinds()[0], Order::FilterFirst);
    let counts = simulate(&all, &settings).unwrap();
    let (sum, invocations) = in_parts(&all, &settings, whole);
    // A part that counts overtime from its own last record, or from a time when others still get records.
    let early = Whole {
        last_us: whole.last_us - 1_000_000,
        ..whole
    };
    let (of_early, _) = in_parts(&all, &settings, early);
    assert_ne!(of_early.finish(whole, &invocations), Ok(counts));
    // A part that is missing, or there twice; and invocations of one part for those of all.
    assert_ne!(Part::default().finish(whole, &invocations), Ok(counts));
    let mut twice = sum;
    twice.merge(&sum);
    assert_ne!(twice.finish(whole, &invocations), Ok(counts));
    let one: Vec<_> = invocations
        .iter()
        .filter(|it| it.lane == 0)
        .copied()
        .collect();
    assert_ne!(sum.finish(whole, &one), Ok(counts));
}

#[test]
fn parts_that_are_too_long_together_are_unfinished() {
    let all = records(100);
    let settings = settings(kinds()[1], Order::FilterFirst);
    let (sum, invocations) = in_parts(&all, &settings, Whole::of(&all));
    let mut long = sum;
    for _ in 0..24 {
        let again = long;
        long.merge(&again);
    }
    assert!(sum.finish(Whole::of(&all), &invocations).is_ok());
    assert!(long.finish(Whole::of(&all), &invocations).is_err());
}
