//! The assumptions of the figures, each with its evidence. AWS's statements are those of the Lambda Developer
//! Guide and the pricing pages, read 2026-11-23.

use tidegate::Source;
use tidegate_figures::count;
use tidegate_mapping::simulate::{Kind, Pause};
use tidegate_mapping::{Mapping, StreamReading};
use tidegate_report::Statement;

use super::super::range::APART_PERCENT;
use super::evidence::Evidence;
use super::settings::window;
use crate::counts::assumed_records;
use crate::model::{Basis, Known, Period, Report, Seeds};

/// Returns the assumptions that hold for the way the report was counted.
pub(super) fn list(report: &Report) -> Vec<Statement> {
    let mut list = vec![Evidence::Assumed.of(
            "the interval of the delivered share takes the records for independent draws from the stream",
        )];
    list.extend(assumed_records(&report.tally).map(|text| Evidence::Assumed.of(text)));
    match (report.basis, report.route.source()) {
        (Basis::PerMatch, _) | (Basis::Groups { .. } | Basis::Replay(_), Source::EventBridge) => {}
        (Basis::Groups { .. }, source) => list.extend(of_groups(report, source)),
        (Basis::Backlog { .. }, _) => list.extend(of_backlog()),
        (Basis::Replay(_), source) => list.extend(of_replay(report, source)),
    }
    list.push(retries(report));
    list.extend(pause(report));
    list.extend(notices(report));
    if report.period == Period::Month {
        list.push(Evidence::Assumed.of("a month has 30 days, and all of it is like the sample"));
    }
    list.extend(windows(report));
    list.extend(money(report));
    list
}

fn of_groups(report: &Report, source: Source) -> Vec<Statement> {
    let window = format!(
        "the batch window ({}) does not change the counts: the model has no arrival times",
        window(report)
    );
    let mut list = vec![
        Evidence::Assumed.of(
            "one shard, partition or poller, and batches that fill up: a slow stream invokes more often",
        ),
        Evidence::Assumed.of(window),
        Evidence::Assumed.of(
            "no batch reaches the 6 MB limit of an invocation before it is full",
        ),
        Evidence::Assumed.of(
            "low has AWS filter before it batches, expected and high after it; AWS's guide no longer says which",
        ),
    ];
    if source == Source::Sqs {
        list.push(
            Evidence::Aws
                .of("a standard queue: a FIFO queue takes batches of 10 at most and no window"),
        );
    }
    list
}

fn of_backlog() -> Vec<Statement> {
    vec![
        Evidence::Assumed.of(
            "the function never catches up, so that each read returns as many records as a batch holds",
        ),
        Evidence::Assumed.of(
            "matching records are spread evenly over the stream; if they come together, fewer batches hold one",
        ),
    ]
}

fn of_replay(report: &Report, source: Source) -> Vec<Statement> {
    let mut list = vec![
        order(),
        Evidence::Aws
            .of("an invocation carries 6 MB at most, envelopes included; a batch ends before"),
        run_time(report),
        reading(report, source),
    ];
    list.extend(waiting_reads(report));
    list.push(Evidence::Assumed.of("cold starts are counted in the replayed stretch, begun with the environments it ends with: the newest idle one \
         works first and each goes after the idle time, which AWS does not tell; replaced ones are left out",
    ));
    if let Basis::Replay(basis) = report.basis
        && basis.recorded_span_ms.is_none()
    {
        list.push(Evidence::Assumed.of(
            "arrivals are drawn, because no recorded times were replayed: real traffic has its peaks",
        ));
        list.extend(basis.seeds.map(spread));
    }
    list
}

/// Says how far chance moves the counts.
fn spread(seeds: Seeds) -> Statement {
    Evidence::Computed.of(format!(
        "the counts are the mean of {} replays with different seeds, the first one the longest: {} to {} invocations with the \
         filter",
        count(seeds.count),
        count(seeds.low),
        count(seeds.high)
    ))
}

fn run_time(report: &Report) -> Statement {
    let takes = format!("the function takes {} on every batch", report.handler);
    match report.handler_known {
        Known::Guessed => Evidence::Assumed.of(format!("{takes}, a guess")),
        Known::Stated | Known::Records => Evidence::Computed.of(format!("{takes}, as stated")),
    }
}

fn order() -> Statement {
    Evidence::Claimed.of("whether records are filtered before they are batched (expected) or after (conservative) is not documented \
         today; AWS's guide had filtering first from February 2022 to October 2023",
    )
}

fn reading(report: &Report, source: Source) -> Statement {
    match source {
        Source::Kinesis => Evidence::Aws.of(
            reading_of_kinesis(report),
        ),
        Source::DynamoDb => Evidence::Aws.of(
            "each shard is read four times a second, its base rate, and more often while records wait; a read fetches 1,000 \
             records and 1 MiB at most, and a batch holds only records that were fetched",
        ),
        Source::Sqs if !report.delivery.is_standard_queue() => Evidence::Aws.of(
            "the messages of a group are handled one batch after the other",
        ),
        Source::Sqs => Evidence::Assumed.of("every poller keeps a batch window of its own and receives 10 messages at a time; 5 pollers at first, up to \
             300 more a minute",
        ),
        Source::Kafka | Source::Mq | Source::EventBridge => Evidence::Assumed.of(
            "a batch opens when its first record is there and is handed over when it is full or its window ends",
        ),
    }
}

fn reading_of_kinesis(report: &Report) -> &'static str {
    if is_pushed(report) {
        return "Kinesis pushes the records of each shard to Lambda, up to 2 MiB a second; a batch holds what has come";
    }
    "each shard is read once a second, its base rate, and more often while records wait; all standard consumers of a shard \
     share 5 reads and 2 MiB a second; a batch holds only records that were fetched"
}

/// Says which rate of reads is assumed while records wait, and what another one changes.
fn waiting_reads(report: &Report) -> Option<Statement> {
    let slow = report.basis.replay()?.base_rate?;
    let fast = report.forecast;
    let is_apart =
        |slow: u64, fast: u64| slow.abs_diff(fast) > fast.saturating_mul(APART_PERCENT) / 100;
    let pairs = [
        (slow.unfiltered, fast.unfiltered.expected),
        (slow.filtered, fast.filtered.expected),
    ];
    let text =
        "while records wait, a shard is read 5 times a second: AWS does not document how often";
    let text = if pairs.iter().any(|(slow, fast)| is_apart(*slow, *fast)) {
        format!(
            "{text}; at the base rate there would be {} invocations without the filter and {} with it",
            count(slow.unfiltered),
            count(slow.filtered)
        )
    } else {
        format!("{text}, and the base rate gives the same counts within {APART_PERCENT} %")
    };
    Some(Evidence::Assumed.of(text))
}

fn retries(report: &Report) -> Statement {
    let text = match report.basis {
        Basis::Replay(_) => "failures only where they were asked for; no duplicates",
        _ => "no retries and no duplicates",
    };
    Evidence::Assumed.of(text)
}

/// Returns the statement on when failed batches are retried, if there were any.
fn pause(report: &Report) -> Option<Statement> {
    let basis = report.basis.replay()?;
    let retry = match report.delivery.mapping()?.kind() {
        Kind::Stream(stream) => stream.retry,
        Kind::Consumers(consumers) => consumers.retry,
        Kind::Queue(_) => return None,
    };
    let Pause::Doubling { first_us, most_us } = retry.pause else {
        return None;
    };
    let [first, most] = [first_us, most_us].map(|us| us / 1_000_000);
    let text = format!(
        "a failed batch is retried after {first} s, then after twice as long each time, at most {most} s: AWS does not \
         document its pauses; records of a batch expire one by one"
    );
    (basis.retrying_unfiltered_ppm > 0).then(|| Evidence::Assumed.of(text))
}

/// Returns the statement on how many notices records that are too old have, if there are any.
fn notices(report: &Report) -> Option<Statement> {
    let notices = report.basis.replay()?.notices?;
    let text = format!(
        "a batch that is given up has one on-failure notice, and records that are too old share one as full batches: AWS does \
         not say how many do; if each had its own there would be {} a month today and {} with the filter",
        count(notices.unfiltered_most),
        count(notices.filtered_most)
    );
    let is_open = notices.unfiltered_most > notices.unfiltered;
    is_open.then(|| Evidence::Assumed.of(text))
}

/// The invocations at the ends of tumbling windows, if there are any.
fn windows(report: &Report) -> Option<Statement> {
    let seconds = report.delivery.mapping()?.tumbling_seconds()?;
    let text = format!(
        "each tumbling window of {seconds} s ends with one more invocation for each shard, with the filter too: AWS does not \
         say that a filter removes it, nor whether a window without records has one"
    );
    (report.period == Period::Month).then(|| Evidence::Assumed.of(text))
}

fn money(report: &Report) -> Vec<Statement> {
    if report.cost.is_none() {
        return Vec::new();
    }
    let rounding = Evidence::Computed.of(
            "each line is rounded to the cent, then added; run time is not rounded up to the millisecond of each invocation",
        );
    let instances = Evidence::Aws.of(
        "Lambda's managed instances are not priced: they are paid as EC2 instances with a fee, not by run time",
    );
    vec![rounding, instances]
}

fn is_pushed(report: &Report) -> bool {
    matches!(
        report.delivery.mapping(),
        Some(Mapping::Kinesis(kinesis)) if kinesis.reading == StreamReading::EnhancedFanOut
    )
}
