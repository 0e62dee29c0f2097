//! What the figures rest on, each statement with its evidence. AWS's statements are those of the Lambda Developer
//! Guide and the pricing pages, read 2026-11-23.

use tidegate::Source;

use super::evidence::{Assumption, Evidence};
use crate::report::{Basis, Period, Report, window};

/// Those that hold for the way the report was counted.
pub(in crate::report) fn list(report: &Report) -> Vec<Assumption> {
    let mut list = vec![Assumption::new(
        Evidence::Assumed,
        "the interval of the delivered share takes the records for independent draws from the stream",
    )];
    match (report.basis, report.origin) {
        (Basis::PerMatch, _) | (Basis::Groups { .. } | Basis::Replay(_), Source::EventBridge) => {}
        (Basis::Groups { .. }, source) => list.extend(of_groups(report, source)),
        (Basis::Backlog { .. }, _) => list.extend(of_backlog()),
        (Basis::Replay(_), source) => list.extend(of_replay(report, source)),
    }
    list.push(retries(report));
    if report.period == Period::Month {
        list.push(Assumption::new(
            Evidence::Assumed,
            "a month has 30 days, and all of it is like the sample",
        ));
    }
    list.extend(money(report));
    list
}

fn of_groups(report: &Report, source: Source) -> Vec<Assumption> {
    let window = format!(
        "the batch window ({}) does not change the counts: the model has no arrival times",
        window(report.mapping.window_ms())
    );
    let mut list = vec![
        Assumption::new(
            Evidence::Assumed,
            "one shard, partition or poller, and batches that fill up: a slow stream invokes more often",
        ),
        Assumption::new(Evidence::Assumed, window),
        Assumption::new(
            Evidence::Assumed,
            "no batch reaches the 6 MB limit of an invocation before it is full",
        ),
        Assumption::new(
            Evidence::Assumed,
            "low has AWS filter before it batches, expected and high after it; AWS's guide no longer says which",
        ),
    ];
    if source == Source::Sqs {
        list.push(Assumption::new(
            Evidence::Aws,
            "a standard queue: a FIFO queue takes batches of 10 at most and no window",
        ));
    }
    list
}

fn of_backlog() -> Vec<Assumption> {
    vec![
        Assumption::new(
            Evidence::Assumed,
            "the function never catches up, so that each read returns as many records as a batch holds",
        ),
        Assumption::new(
            Evidence::Assumed,
            "matching records are spread evenly over the stream; if they come together, fewer batches hold one",
        ),
    ]
}

fn of_replay(report: &Report, source: Source) -> Vec<Assumption> {
    let mut list = vec![
        order(),
        Assumption::new(
            Evidence::Aws,
            "an invocation carries 6 MB at most, envelopes included; a batch ends before",
        ),
        Assumption::new(
            Evidence::Computed,
            format!(
                "the function takes {} on every batch, as stated",
                report.handler
            ),
        ),
        reading(report, source),
    ];
    list.push(Assumption::new(
        Evidence::Assumed,
        "cold starts are counted in the replayed stretch, begun with the environments it ends with: the newest idle one \
         works first and each goes after the idle time, which AWS does not tell; replaced ones are left out",
    ));
    if let Basis::Replay(basis) = report.basis
        && basis.recorded_span_ms.is_none()
    {
        list.push(Assumption::new(
            Evidence::Assumed,
            "arrivals are drawn, because no recorded times were replayed: real traffic has its peaks",
        ));
    }
    list
}

fn order() -> Assumption {
    Assumption::new(
        Evidence::Claimed,
        "whether records are filtered before they are batched (expected) or after (conservative) is not documented \
         today; AWS's guide had filtering first from February 2022 to October 2023",
    )
}

fn reading(report: &Report, source: Source) -> Assumption {
    match source {
        Source::Kinesis => Assumption::new(
            Evidence::Aws,
            "each shard is polled once a second, and at once while records are waiting",
        ),
        Source::DynamoDb => Assumption::new(
            Evidence::Aws,
            "each shard is polled four times a second, and at once while records are waiting",
        ),
        Source::Sqs if !report.mapping.is_standard_queue() => Assumption::new(
            Evidence::Aws,
            "the messages of a group are handled one batch after the other",
        ),
        Source::Sqs => Assumption::new(
            Evidence::Assumed,
            "every poller keeps a batch window of its own and receives 10 messages at a time; 5 pollers at first, up to \
             300 more a minute",
        ),
        Source::Kafka | Source::Mq | Source::EventBridge => Assumption::new(
            Evidence::Assumed,
            "a batch opens when its first record is there and is handed over when it is full or its window ends",
        ),
    }
}

fn retries(report: &Report) -> Assumption {
    let text = match report.basis {
        Basis::Replay(_) => "failures only where they were asked for; no duplicates",
        _ => "no retries and no duplicates",
    };
    Assumption::new(Evidence::Assumed, text)
}

fn money(report: &Report) -> Vec<Assumption> {
    if report.cost.is_none() {
        return Vec::new();
    }
    let rounding = Assumption::new(
        Evidence::Computed,
        "each line is rounded to the cent, then added; run time is not rounded up to the millisecond of each invocation",
    );
    vec![rounding]
}
