//! The sentences of a report: model, assumptions, what is not saved, warnings. Facts are those of AWS's guides
//! (Lambda Developer Guide, "Control which events Lambda sends to your function" and the pages of each source;
//! AWS pricing pages; read 2026-11-23).

use tidegate::Source;
use tidegate_batch::Origin;

use super::{Basis, Report, window};
use crate::counts::{deleted_messages, reasons};
use crate::figures::{count, counted, percent, percent_of};

pub(super) fn model(report: &Report) -> String {
    let size = match report.basis {
        Basis::PerMatch => {
            return "one invocation for each event and each rule that matches it; unfiltered, every rule \
                    matches every event"
                .to_owned();
        }
        Basis::Groups { size } => size,
        _ => return "a replay".to_owned(),
    };
    format!(
        "records in groups of n = min(batch size {}, records {}) = {}, in the order read; unfiltered: one \
         invocation per group; filtered: low packs the delivered records into full batches, expected \
         counts the groups that hold a delivered record, high is one invocation per delivered record \
         but no more than there are groups",
        count(report.mapping.batch_size().get().into()),
        count(report.tally.read),
        count(size)
    )
}

pub(super) fn assumptions(report: &Report) -> Vec<String> {
    let mut list = vec![format!("model: {}", model(report))];
    list.push(
        "the interval of the delivered share takes the records for independent draws from the stream"
            .to_owned(),
    );
    if let Origin::Esm(source) = report.origin {
        list.extend(batching_assumptions(report, source));
    }
    list.push("no retries and no duplicates".to_owned());
    list.push(format!("not saved: {}", not_saved(report.origin)));
    list
}

fn batching_assumptions(report: &Report, source: Source) -> Vec<String> {
    let mut list = vec![
        "one shard, partition or poller, and batches that fill up: a slow stream invokes more often"
            .to_owned(),
        format!(
            "the batch window ({}) does not change the counts: the model has no arrival times",
            window(report.mapping.window_ms())
        ),
        "no batch reaches the 6 MB limit of an invocation before it is full".to_owned(),
        "low has AWS filter before it batches, expected and high after it; AWS's guide no longer says \
         which"
            .to_owned(),
    ];
    if source == Source::Sqs {
        list.push(
            "a standard queue: a FIFO queue takes batches of 10 at most and no window".to_owned(),
        );
    }
    list
}

pub(super) fn not_saved(origin: Origin) -> &'static str {
    match origin {
        Origin::Esm(Source::Sqs) => {
            "SQS requests: a message is received, then filtered, then deleted; pollers of provisioned mode"
        }
        Origin::Esm(Source::Kinesis) => {
            "Kinesis shard or stream hours, PUT units, and enhanced fan-out, which is paid for every \
             byte that reaches the poller"
        }
        Origin::Esm(Source::DynamoDb) => {
            "DynamoDB writes and storage; reading the stream is free for Lambda triggers anyway"
        }
        Origin::Esm(Source::Kafka) => {
            "brokers, traffic, and pollers of provisioned mode: every record is still read"
        }
        Origin::Esm(Source::Mq) => "brokers and traffic: every message is still read",
        Origin::EventBridge => {
            "putting events on the bus: they are paid whether a rule matches or not"
        }
        Origin::Esm(_) => "reading the source: every record is still read",
    }
}

pub(super) fn warnings(report: &Report) -> Vec<String> {
    let deleted = deleted_messages(report.origin, &report.tally);
    [
        deleted,
        dropped(report),
        unreadable(report),
        thin_sample(report),
        nothing_delivered(report),
        sublinear(report),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Points by which the share of invocations avoided has to stay behind that of records, to be worth a warning.
const SUBLINEAR_POINTS: u128 = 5;

/// Batching keeps an invocation alive for one delivered record: 90 % filtered is not 90 % saved.
fn sublinear(report: &Report) -> Option<String> {
    let (tally, unfiltered) = (&report.tally, report.forecast.unfiltered.expected);
    let avoided = report.forecast.avoided().expected;
    let undelivered = tally.read - tally.delivered;
    let [whole, part] = [unfiltered, u64::try_from(avoided).unwrap_or(0)].map(u128::from);
    let [read, kept_away] = [tally.read, undelivered].map(u128::from);
    let behind = kept_away * whole * 100 > part * read * 100 + SUBLINEAR_POINTS * read * whole;
    (report.origin != Origin::EventBridge && behind).then(|| {
        format!(
            "{} of the records are kept from the function, but only {} of the invocations: one is avoided only \
             if its whole batch is",
            percent_of(undelivered.try_into().unwrap_or(i64::MAX), tally.read).unwrap_or_default(),
            percent_of(avoided, unfiltered).unwrap_or_default(),
        )
    })
}

fn dropped(report: &Report) -> Option<String> {
    let dropped = report.tally.dropped_total();
    (dropped > 0).then(|| {
        format!(
            "{} dropped before any filter could look at the payload ({})",
            counted(dropped, "record"),
            reasons(&report.tally.dropped)
        )
    })
}

fn unreadable(report: &Report) -> Option<String> {
    let unreadable = report.tally.unreadable_total();
    (unreadable > 0).then(|| {
        format!(
            "{} could not be read ({}): counted as read and as not delivered",
            counted(unreadable, "record"),
            reasons(&report.tally.unreadable)
        )
    })
}

fn thin_sample(report: &Report) -> Option<String> {
    let batch_size = u64::from(report.mapping.batch_size().get());
    (report.tally.read < batch_size).then(|| {
        format!(
            "the sample ({}) is smaller than one batch of {}: it says little about invocations",
            counted(report.tally.read, "record"),
            count(batch_size)
        )
    })
}

fn nothing_delivered(report: &Report) -> Option<String> {
    let share = report
        .delivered_share()
        .filter(|_| report.tally.delivered == 0)?;
    Some(format!(
        "no record of this sample was delivered; up to {} of the stream may be (95 %)",
        percent(share.high)
    ))
}
