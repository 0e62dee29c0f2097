//! The cost of the source, which is the same with and without filters.

use tidegate_figures::{Decimal, Levels, MONTH_SECONDS};
use tidegate_mapping::simulate::RECEIVE_MAX;
use tidegate_mapping::{
    Bounded, Destination, Discarded, Kafka, Kinesis, Mapping, PollerGroup, Queue, Sqs, StreamMode,
    StreamReading,
};
use tidegate_price::bill::{self, Line, NoticeKind, PollerKind, QueueKind};
use tidegate_price::{Item, NoPrice};

use super::inputs::Pricing;
use super::month::MonthCounts;
use super::sample::Sizes;
use crate::model::GroupCost;

/// Hours of a month.
const MONTH_HOURS: u64 = MONTH_SECONDS / 3_600;

/// Most messages that one request deletes from a queue (SQS API, `DeleteMessageBatch`).
const MESSAGES_PER_DELETE: u64 = 10;

/// Pollers of a FIFO queue, and how long each waits for a message (Lambda Developer Guide, "Using Lambda with Amazon
/// SQS", read 2026-11-23: five at first; SQS API, `ReceiveMessage`: up to 20 seconds).
const FIFO_POLLERS: u32 = 5;
const LONG_POLL_SECONDS: f64 = 20.0;

/// How long a stream keeps a record at no cost, and by the shard-hour, in seconds.
const FREE_SECONDS: u64 = 86_400;
const WEEK_SECONDS: u64 = 604_800;

type Lines = Vec<Result<Line, NoPrice>>;

/// The lines of what a mapping reads.
pub(super) fn of_mapping(mapping: &Mapping, pricing: &Pricing, counts: &MonthCounts) -> Lines {
    let rates = &pricing.rates;
    match mapping {
        Mapping::Sqs(sqs) => {
            let is_alike = counts.filtered_receives.is_none();
            let requests = is_alike.then(|| queue_line(sqs, pricing, queue_requests(sqs, counts)));
            let pollers = sqs
                .pollers()
                .map(|pollers| bill::pollers(rates, PollerKind::Sqs, pollers.min(), MONTH_SECONDS));
            requests.into_iter().chain(pollers).collect()
        }
        Mapping::Kinesis(kinesis) => kinesis_lines(kinesis, pricing, counts),
        Mapping::Kafka(kafka) => {
            let pollers = kafka.pollers.map(|it| it.min());
            let line = pollers.map(|pollers| kafka_line(kafka, pricing, pollers));
            line.into_iter().collect()
        }
        Mapping::DynamoDb(_) | Mapping::Mq(_) => Vec::new(),
    }
}

/// The lines of a Kinesis stream. One in on-demand mode is paid by the hour, by what is put into it, each record rounded
/// up to whole kilobytes, and by what is read; one with shards by these, and by units of 25 KB that are put (Kinesis Data
/// Streams pricing page). Enhanced fan-out is paid in addition to shards, but in place of other reads on demand.
fn kinesis_lines(kinesis: &Kinesis, pricing: &Pricing, counts: &MonthCounts) -> Lines {
    let hours = Decimal::from(MONTH_HOURS);
    let shards = kinesis.stream.shards.map_or(1, Bounded::get);
    let shard_hours = Decimal::from(shards) * hours;
    let (sizes, records) = (&counts.sizes, counts.records);
    let gigabytes = |bytes: u64| bill::gb_from_bytes(Decimal::from(bytes));
    let read = gigabytes(sizes.bytes(records));
    let put_units = Decimal::from(sizes.put_units(records));
    let taken_in = gigabytes(sizes.bytes_in_kilobytes(records));
    let provisioned = [
        (Item::KinesisShards, shard_hours),
        (Item::KinesisPutUnits, put_units),
    ];
    let on_demand = [
        (Item::KinesisOnDemand, hours),
        (Item::KinesisOnDemandIn, taken_in),
    ];
    let items = match (kinesis.mode, kinesis.reading) {
        (StreamMode::Provisioned, StreamReading::Shared) => provisioned.to_vec(),
        (StreamMode::Provisioned, StreamReading::EnhancedFanOut) => {
            let consumer = [
                (Item::KinesisFanOut, shard_hours),
                (Item::KinesisFanOutBytes, read),
            ];
            [provisioned, consumer].concat()
        }
        (StreamMode::OnDemand, StreamReading::Shared) => {
            [&on_demand[..], &[(Item::KinesisOnDemandOut, read)]].concat()
        }
        (StreamMode::OnDemand, StreamReading::EnhancedFanOut) => {
            [&on_demand[..], &[(Item::KinesisOnDemandFanOut, read)]].concat()
        }
    };
    let kept = retention(kinesis, shard_hours, gigabytes(sizes.bytes(records)));
    let line = |(item, quantity)| bill::line(&pricing.rates, item, quantity);
    items.into_iter().chain(kept).map(line).collect()
}

/// The first 24 hours of a record are free, and the days up to the seventh are paid by the shard-hour. All later days are
/// paid by the gigabytes that are kept (Kinesis Data Streams pricing page). The retention of a stream in on-demand mode has
/// no price here.
fn retention(
    kinesis: &Kinesis,
    shard_hours: Decimal,
    month_gigabytes: Decimal,
) -> Vec<(Item, Decimal)> {
    let seconds = u64::from(kinesis.retention.get());
    let mut items = Vec::new();
    if kinesis.mode == StreamMode::OnDemand {
        return items;
    }
    if seconds > FREE_SECONDS {
        items.push((Item::KinesisExtendedRetention, shard_hours));
    }
    if let Some(more) = seconds.checked_sub(WEEK_SECONDS).filter(|more| *more > 0) {
        let months = Decimal::from(more) / Decimal::from(MONTH_SECONDS);
        items.push((Item::KinesisLongRetention, month_gigabytes * months));
    }
    items
}

/// The line of a queue's requests.
pub(super) fn queue_line(sqs: &Sqs, pricing: &Pricing, requests: u64) -> Result<Line, NoPrice> {
    bill::sqs_requests(&pricing.rates, queue_kind(sqs), requests, &pricing.free)
}

/// Returns a queue's requests of a month without filters.
fn queue_requests(sqs: &Sqs, counts: &MonthCounts) -> u64 {
    sqs_requests(sqs, counts, counts.receives)
}

/// Returns a queue's requests of a month without and with filters, if the filter changes them.
pub(super) fn changed_requests(sqs: &Sqs, counts: &MonthCounts) -> Option<[Levels<u64>; 2]> {
    let filtered = counts.filtered_receives?;
    let today = Levels::exactly(queue_requests(sqs, counts));
    Some([
        today,
        filtered.map(|receives| sqs_requests(sqs, counts, receives)),
    ])
}

/// The cost of all pollers of provisioned mode at once, all month; `None` without that mode or without a price.
pub(super) fn pollers_most(mapping: &Mapping, pricing: &Pricing) -> Option<Line> {
    let (kind, units) = match mapping {
        Mapping::Sqs(sqs) => (PollerKind::Sqs, sqs.pollers()?.max()),
        Mapping::Kafka(kafka) => {
            return kafka_line(kafka, pricing, kafka.pollers?.max()).ok();
        }
        Mapping::Kinesis(_) | Mapping::DynamoDb(_) | Mapping::Mq(_) => return None,
    };
    bill::pollers(&pricing.rates, kind, units, MONTH_SECONDS).ok()
}

/// The line of this many pollers all month: of their own units, or of their share of the group's.
fn kafka_line(kafka: &Kafka, pricing: &Pricing, pollers: u32) -> Result<Line, NoPrice> {
    let rates = &pricing.rates;
    match kafka.group {
        Some(PollerGroup::Others(others)) => {
            bill::kafka_pollers_in_group(rates, pollers, others, MONTH_SECONDS)
        }
        Some(PollerGroup::Unknown) | None => {
            let units = bill::kafka_poller_units(pollers);
            bill::pollers(rates, PollerKind::Kafka, units, MONTH_SECONDS)
        }
    }
}

/// The cost of what a poller group shares: all of its units if the pollers of the others are known, otherwise this
/// mapping's share of full units. `None` without a group or a price.
pub(super) fn poller_group(mapping: &Mapping, pricing: &Pricing) -> Option<GroupCost> {
    let Mapping::Kafka(kafka) = mapping else {
        return None;
    };
    let (rates, pollers) = (&pricing.rates, kafka.pollers?.min());
    match kafka.group? {
        PollerGroup::Others(others) => {
            let units = bill::kafka_poller_units(pollers.saturating_add(others));
            let line = bill::pollers(rates, PollerKind::Kafka, units, MONTH_SECONDS);
            line.ok().map(GroupCost::Whole)
        }
        PollerGroup::Unknown => {
            // Others that fill the last unit.
            let others = bill::kafka_poller_units(pollers) * bill::KAFKA_POLLERS_PER_UNIT - pollers;
            let line = bill::kafka_pollers_in_group(rates, pollers, others, MONTH_SECONDS);
            line.ok().map(GroupCost::Least)
        }
    }
}

/// The line of a bus: a month's events that AWS charges for, in units of 64 KB.
pub(super) fn of_bus(pricing: &Pricing, events: u64, sizes: &Sizes) -> Lines {
    match sizes.custom_units(events) {
        // All of them are of AWS's own services.
        0 => Vec::new(),
        units => vec![bill::line(
            &pricing.rates,
            Item::EventBridgeCustom,
            Decimal::from(units),
        )],
    }
}

/// Returns what takes the notices of discarded batches; `None` if they have no price.
pub(super) const fn notice_kind(discarded: Discarded) -> Option<NoticeKind> {
    match discarded {
        Discarded::To(Destination::Sqs) => Some(NoticeKind::Sqs),
        Discarded::To(Destination::Sns) => Some(NoticeKind::Sns),
        Discarded::To(Destination::S3) => Some(NoticeKind::S3),
        Discarded::To(Destination::Kafka | Destination::Unknown) | Discarded::Lost => None,
    }
}

const fn queue_kind(sqs: &Sqs) -> QueueKind {
    match sqs.queue {
        Queue::Standard(_) => QueueKind::Standard,
        Queue::Fifo(_) => QueueKind::Fifo,
    }
}

/// Returns receives and deletes: one delete for every ten messages or for every batch, whichever are more. A receive
/// counts once for each 64 KB of its messages together.
fn sqs_requests(sqs: &Sqs, counts: &MonthCounts, receives: u64) -> u64 {
    let batch_size = u64::from(sqs.batch_size().get());
    // No message is deleted twice, however often it is invoked with.
    let invocations = counts.forecast.unfiltered.expected.min(counts.records);
    let deletes = counts
        .records
        .div_ceil(MESSAGES_PER_DELETE)
        .max(invocations);
    let receives = receives.max(deletes);
    let empty = match sqs.queue {
        Queue::Standard(_) => 0,
        Queue::Fifo(_) => fifo_empty(sqs, deletes),
    };
    // A batch of more than ten messages is received in several requests, of which some may return nothing.
    let returning = if batch_size > RECEIVE_MAX.into() {
        receives
    } else {
        deletes
    };
    let above = counts.sizes.units_above_one(counts.records, returning);
    let requests = receives.saturating_add(empty).saturating_add(above);
    requests.saturating_add(deletes)
}

/// Receives of a FIFO queue that return nothing, for this many that return messages at random times. A poller that
/// waits for `m` messages a second on average gets none within 20 s with a chance of `e^(-20 m)`.
fn fifo_empty(sqs: &Sqs, returning: u64) -> u64 {
    let pollers = sqs.pollers().map_or(FIFO_POLLERS, |pollers| pollers.min());
    let poller_seconds = f64::from(pollers) * MONTH_SECONDS as f64;
    if returning == 0 {
        return (poller_seconds / LONG_POLL_SECONDS) as u64;
    }
    let returning = returning as f64;
    let expected = LONG_POLL_SECONDS * returning / poller_seconds;
    (returning / expected.exp_m1()).round() as u64
}

#[cfg(test)]
mod tests {
    use tidegate_mapping::{Delivery, MappingOptions, QueueType};

    use super::*;
    use crate::forecast::Forecast;
    use crate::request::notices::MonthNotices;

    fn queue(queue: QueueType) -> Sqs {
        let options = MappingOptions {
            queue,
            ..MappingOptions::default()
        };
        match Delivery::new(tidegate::Source::Sqs, &options) {
            Ok(Delivery::Mapping(Mapping::Sqs(sqs))) => sqs,
            other => panic!("a queue, but {other:?}"),
        }
    }

    fn counts(records: u64, invocations: u64) -> MonthCounts {
        MonthCounts {
            forecast: Forecast {
                unfiltered: Levels::exactly(invocations),
                filtered: Levels::exactly(invocations),
            },
            unfiltered_records: Levels::exactly(records),
            filtered_records: Levels::exactly(records),
            sampled: None,
            records,
            receives: 0,
            filtered_receives: None,
            base_rate: None,
            notices: MonthNotices::default(),
            sizes: Sizes::default(),
        }
    }

    #[test]
    fn idle_fifo_queue_is_polled_all_month() {
        // Five pollers, each three times a minute for 43,200 minutes.
        assert_eq!(
            sqs_requests(&queue(QueueType::Fifo), &counts(0, 0), 0),
            648_000
        );
        // 1,296,000 messages, one at a time: a poller expects 0.1 a second, two in 20 s. Of its receives e^-2 = 13.5 %
        // are empty: 1,296,000 / (e^2 - 1) = 202,847 of them beside as many receives and deletes.
        let busy = sqs_requests(&queue(QueueType::Fifo), &counts(1_296_000, 1_296_000), 0);
        assert_eq!(busy, 2 * 1_296_000 + 202_847);
        // A busy queue has hardly any.
        let full = sqs_requests(
            &queue(QueueType::Fifo),
            &counts(1_000_000_000, 100_000_000),
            0,
        );
        assert_eq!(full, 200_000_000);
    }
}
