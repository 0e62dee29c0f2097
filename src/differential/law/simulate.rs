//! The counts of the fast simulation of a workload are the reference's. The event of the case is the workload as text.

use tidegate_figures::HandlerDuration;
use tidegate_fixtures::generate::{Arrival, Batching, Intake, Unstructured, Workload, workload};
use tidegate_mapping::{FailedBatch, FailureReport, OnFailure, simulate as fast};
use tidegate_reference::{Dialect, simulate as slow};

use crate::answer::Answer;
use crate::case::{Case, Difference, Seen};

const NAME: &str = "simulate";

/// The number of failures by which the reference marks a record that always fails, and of receives that are not limited.
const ALWAYS: u32 = u32::MAX;

/// Makes a case. The bytes are a workload's text, or data from which a workload is made.
pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let written = std::str::from_utf8(bytes).ok().and_then(Workload::read);
    Some(case(&written.unwrap_or_else(|| made(bytes))))
}

fn made(bytes: &[u8]) -> Workload {
    workload(&mut Unstructured::new(bytes))
}

fn case(workload: &Workload) -> Case {
    let dialect = match workload.batching.intake {
        Intake::Stream => Dialect::Kinesis,
        Intake::Queue => Dialect::Sqs,
        Intake::Consumers => Dialect::Kafka,
    };
    let case = Case::of(dialect, String::new(), workload.to_string().into_bytes());
    Case {
        patterns: Vec::new(),
        ..case
    }
}

/// Counts a match if the function was invoked.
pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let read = |text| Workload::read(std::str::from_utf8(text).ok()?);
    let Some(workload) = read(&case.event) else {
        return Ok(case.seen(Answer::InvalidEvent("")));
    };
    let altered = case
        .altered
        .first()
        .and_then(|altered| read(altered.as_bytes()));
    let engine = engine(&altered.unwrap_or_else(|| workload.clone()));
    let expected = reference(&workload);
    if engine != expected {
        let [engine, expected] = [engine, expected].map(|counts| format!("{counts:?}"));
        return Err(case.difference(NAME, engine, expected));
    }
    Ok(case.seen(match expected.invocations {
        0 => Answer::NoMatch,
        _ => Answer::Match,
    }))
}

/// Returns the names of the settings that [`canary_of_setting`] can alter: all except the intake.
#[must_use]
pub fn setting_names() -> Vec<&'static str> {
    let mut batching = Batching::default();
    let numbers = batching.numbers().map(|(name, ..)| name);
    let flags = batching.flags().map(|(name, _)| name);
    numbers
        .into_iter()
        .chain(flags)
        .chain(["retries", "expires_us"])
        .collect()
}

/// Checks the canary of one setting on the workload made from these bytes: the fast simulation gets the number plus
/// one, or the flag inverted.
///
/// # Errors
/// The fault is found, which should happen often.
pub fn canary_of_setting(name: &str, bytes: &[u8]) -> Result<Seen, Difference> {
    let workload = made(bytes);
    let mut altered = workload.clone();
    for (number_name, _, _, number) in altered.batching.numbers() {
        *number += u64::from(number_name == name);
    }
    for (flag_name, flag) in altered.batching.flags() {
        *flag ^= flag_name == name;
    }
    let batching = &mut altered.batching;
    for (optional_name, optional) in [
        ("retries", &mut batching.retries),
        ("expires_us", &mut batching.expires_us),
    ] {
        if name == optional_name {
            *optional = optional.map(|number| number + 1);
        }
    }
    check(&Case {
        altered: vec![altered.to_string()],
        ..case(&workload)
    })
}

fn reference(workload: &Workload) -> fast::Counts {
    let slow::Counts {
        invocations,
        records_invoked,
        busy_us,
        receives,
        given_up,
        given_up_batches,
        expired,
        retries,
        records_retried,
        retrying_us,
        overtime_us,
        finished_us,
        concurrency_max,
    } = slow::simulate(&records(workload), &settings(&workload.batching));
    fast::Counts {
        invocations,
        records_invoked,
        busy_us,
        receives,
        given_up,
        given_up_batches,
        expired,
        retries,
        records_retried,
        retrying_us,
        overtime_us,
        finished_us,
        concurrency_max,
    }
}

fn engine(workload: &Workload) -> fast::Counts {
    let records: Vec<fast::Record> = records(workload).iter().map(fast_record).collect();
    let counts = fast::simulate(&records, &fast_settings(&settings(&workload.batching)));
    counts.expect("workloads are short enough")
}

fn records(workload: &Workload) -> Vec<slow::Record> {
    let record = |arrival: &Arrival| slow::Record {
        arrival_us: arrival.arrival_us,
        lane_key: arrival.lane_key,
        matches: arrival.matches,
        bytes: small(arrival.bytes),
        failures: small(arrival.failures),
    };
    workload.records.iter().map(record).collect()
}

fn settings(batching: &Batching) -> slow::Settings {
    slow::Settings {
        kind: match batching.intake {
            Intake::Stream => slow::Kind::Stream(reading(batching)),
            Intake::Queue => slow::Kind::Queue,
            Intake::Consumers => slow::Kind::Consumers,
        },
        order: match batching.filters_first {
            true => slow::Order::FilterFirst,
            false => slow::Order::BatchFirst,
        },
        batch_size: small(batching.batch_size),
        window_us: batching.window_us,
        payload_bytes_max: batching.payload_bytes_max,
        lanes: match batching.intake {
            Intake::Stream => small(batching.lanes * batching.factor),
            Intake::Queue | Intake::Consumers => small(batching.lanes),
        },
        consumers: small(batching.consumers),
        pollers_start: small(batching.pollers_start),
        pollers_max: small(batching.pollers_max),
        pollers_added_per_second: small(batching.pollers_added_per_second),
        per_invocation_us: batching.per_invocation_us,
        per_record_us: batching.per_record_us,
        retries: batching.retries.map(small),
        is_bisecting: batching.is_bisecting,
        is_partial: batching.is_partial,
        backoff: match batching.is_hiding {
            true => slow::Backoff::Visibility,
            false => slow::Backoff::Doubles {
                first_us: batching.backoff_first_us,
                most_us: batching.backoff_most_us,
            },
        },
        visibility_us: batching.visibility_us,
        receives_max: small(batching.receives_max),
        expires_us: batching.expires_us,
    }
}

fn reading(batching: &Batching) -> slow::Reading {
    slow::Reading {
        poll_us: batching.poll_us,
        pause_us: batching.read_pause_us,
        records_max: small(batching.read_records_max),
        bytes_max: batching.read_bytes_max,
        bytes_per_second: batching.read_bytes_per_second,
        factor: small(batching.factor),
    }
}

fn small(number: u64) -> u32 {
    u32::try_from(number).expect("counts of workloads fit into 32 bits")
}

fn fast_record(record: &slow::Record) -> fast::Record {
    let slow::Record {
        arrival_us,
        lane_key,
        matches,
        bytes,
        failures,
    } = *record;
    fast::Record {
        arrival_us,
        lane_key,
        matches,
        bytes,
        failing: match failures {
            ALWAYS => fast::Failing::Always,
            times => fast::Failing::Times(times),
        },
    }
}

fn fast_settings(settings: &slow::Settings) -> fast::Settings {
    fast::Settings {
        kind: fast_kind(settings),
        order: match settings.order {
            slow::Order::FilterFirst => fast::Order::FilterFirst,
            slow::Order::BatchFirst => fast::Order::BatchFirst,
        },
        batch_size: settings.batch_size,
        window_us: settings.window_us,
        payload_bytes_max: settings.payload_bytes_max,
        handler: HandlerDuration {
            per_invocation_us: settings.per_invocation_us,
            per_record_us: settings.per_record_us,
        },
        age_us_max: settings.expires_us.unwrap_or(fast::NEVER_US),
    }
}

/// Returns the kind with its own settings; the reference holds the settings of all kinds together.
fn fast_kind(settings: &slow::Settings) -> fast::Kind {
    let failed = match settings.is_bisecting {
        true => FailedBatch::Split,
        false => FailedBatch::Whole,
    };
    let report = match settings.is_partial {
        true => FailureReport::Items,
        false => FailureReport::Batch,
    };
    let (lanes, retry) = (
        settings.lanes,
        fast::Retry {
            retries: settings.retries,
            on_failure: OnFailure::of(failed, report),
            pause: match settings.backoff {
                slow::Backoff::Doubles { first_us, most_us } => {
                    fast::Pause::Doubling { first_us, most_us }
                }
                slow::Backoff::Visibility => fast::Pause::Hidden(settings.visibility_us),
            },
        },
    );
    match settings.kind {
        slow::Kind::Stream(reading) => fast::Kind::Stream(fast::StreamSettings {
            poll_us: reading.poll_us,
            shards: lanes / reading.factor,
            factor: reading.factor,
            reads: fast::ReadLimits {
                pause_us: reading.pause_us,
                records_max: reading.records_max,
                bytes_max: reading.bytes_max,
                bytes_per_second: reading.bytes_per_second,
            },
            retry,
        }),
        slow::Kind::Queue => fast::Kind::Queue(fast::QueueSettings {
            pollers: fast::PollerRange {
                start: settings.pollers_start,
                max: settings.pollers_max,
                added_per_second: settings.pollers_added_per_second,
            },
            visibility_us: settings.visibility_us,
            receives_max: (settings.receives_max != ALWAYS).then_some(settings.receives_max),
            report,
        }),
        slow::Kind::Consumers => fast::Kind::Consumers(fast::ConsumerSettings {
            lanes,
            consumers: settings.consumers,
            retry,
        }),
    }
}

/// Returns the reference's settings for a mapping whose records do not fail, as an estimate replays it: records do not
/// expire.
pub(super) fn slow_settings(settings: &fast::Settings) -> slow::Settings {
    let plain = slow::Settings {
        kind: slow::Kind::Queue,
        order: match settings.order {
            fast::Order::FilterFirst => slow::Order::FilterFirst,
            fast::Order::BatchFirst => slow::Order::BatchFirst,
        },
        batch_size: settings.batch_size,
        window_us: settings.window_us,
        payload_bytes_max: settings.payload_bytes_max,
        lanes: settings.kind.lanes(),
        consumers: 1,
        pollers_start: 1,
        pollers_max: 1,
        pollers_added_per_second: 0,
        per_invocation_us: settings.handler.per_invocation_us,
        per_record_us: settings.handler.per_record_us,
        retries: None,
        is_bisecting: false,
        is_partial: false,
        backoff: slow::Backoff::Visibility,
        visibility_us: 0,
        receives_max: ALWAYS,
        expires_us: None,
    };
    match settings.kind {
        fast::Kind::Stream(stream) => slow::Settings {
            kind: slow::Kind::Stream(slow::Reading {
                poll_us: stream.poll_us,
                pause_us: stream.reads.pause_us,
                records_max: stream.reads.records_max,
                bytes_max: stream.reads.bytes_max,
                bytes_per_second: stream.reads.bytes_per_second,
                factor: stream.factor,
            }),
            ..plain
        },
        fast::Kind::Queue(queue) => slow::Settings {
            pollers_start: queue.pollers.start,
            pollers_max: queue.pollers.max,
            pollers_added_per_second: queue.pollers.added_per_second,
            visibility_us: queue.visibility_us,
            ..plain
        },
        fast::Kind::Consumers(consumers) => slow::Settings {
            kind: slow::Kind::Consumers,
            consumers: consumers.consumers,
            ..plain
        },
    }
}
