//! The limits of the source: shards times parallelization factor, the pollers of a queue, the consumers of a broker.

use tidegate_figures::{count, significant};
use tidegate_mapping::{
    Bounded, Delivery, Mapping, Queue, SQS_POLLERS_START, Scaling, Shards, Sqs, Stream,
};

use super::model::{ConcurrencyRequest, Demand};
use crate::{Figure, Plan};

const STREAMS: &str = "Lambda Developer Guide, \"Polling and batching streams\": one batch of a shard at a time, up to \
                       ten with a parallelization factor, read 2026-11-23";
const QUEUES: &str = "Lambda Developer Guide, \"Configuring scaling behavior for SQS event source mappings\": 5 at \
                      the start, 300 more a minute, at most 1,250 or the maximum concurrency, read 2026-11-23";
const OTHERS: &str = "Lambda Developer Guide, pages of the source, read 2026-11-23";

/// Returns the most invocations at once if the mapping's settings fix it: for all mappings except those of standard
/// queues without a maximum concurrency.
pub(super) fn fixed(delivery: &Delivery) -> Option<u64> {
    let mapping = delivery.mapping()?;
    is_fixed(mapping).then(|| mapping.kind().invocations_at_once_max())
}

fn is_fixed(mapping: &Mapping) -> bool {
    match mapping.standard_scaling() {
        None | Some(Scaling::AtMost(_)) => true,
        Some(Scaling::OnDemand | Scaling::Provisioned(_)) => false,
    }
}

pub(super) fn feed(
    request: &ConcurrencyRequest,
    mapping: &Mapping,
    demand: &Demand,
    plan: &mut Plan,
) {
    let most = mapping.kind().invocations_at_once_max();
    let capacity = most as f64 / demand.seconds;
    plan.figures.extend([
        Figure::count("source_most", "most at once from the source", most)
            .unit("environments")
            .by_hand(by_hand(mapping))
            .source(source(mapping)),
        Figure::number(
            "source_capacity",
            "most invocations from the source",
            capacity,
        )
        .unit("a second")
        .by_hand(format!(
            "{} / {} s",
            count(most),
            significant(demand.seconds)
        )),
    ]);
    if let Some(scaling) = mapping.standard_scaling() {
        plan.figures.push(ramp(scaling, demand));
    }
    warn(request, mapping, demand, most, plan);
}

fn by_hand(mapping: &Mapping) -> String {
    match mapping {
        Mapping::Kinesis(kinesis) => stream_by_hand(&kinesis.stream),
        Mapping::DynamoDb(dynamodb) => stream_by_hand(&dynamodb.stream),
        Mapping::Sqs(sqs) => queue_by_hand(sqs),
        Mapping::Mq(_) => "consumers of the broker".to_owned(),
        Mapping::Kafka(kafka) => format!("{} partitions", lines(kafka.partitions)),
    }
}

fn stream_by_hand(stream: &Stream) -> String {
    let factor = stream.parallelization_factor.get();
    format!(
        "{} shards x parallelization factor {factor}",
        lines(stream.shards)
    )
}

fn queue_by_hand(sqs: &Sqs) -> String {
    match (&sqs.queue, sqs.scaling) {
        (Queue::Fifo(fifo), _) => format!("{} message groups", lines(fifo.message_groups)),
        (Queue::Standard(_), Scaling::AtMost(most)) => {
            format!("maximum concurrency {}", count(most.get().into()))
        }
        (Queue::Standard(_), Scaling::Provisioned(pollers)) => {
            format!("{} pollers x 10", count(pollers.max().into()))
        }
        (Queue::Standard(_), Scaling::OnDemand) => {
            "AWS's limit without a maximum concurrency".to_owned()
        }
    }
}

fn lines(shards: Option<Shards>) -> String {
    count(shards.map_or(1, Bounded::get).into())
}

const fn source(mapping: &Mapping) -> &'static str {
    match mapping {
        Mapping::Kinesis(_) | Mapping::DynamoDb(_) => STREAMS,
        Mapping::Sqs(_) => QUEUES,
        Mapping::Kafka(_) | Mapping::Mq(_) => OTHERS,
    }
}

/// Returns how long a standard queue takes to scale to the needed concurrency.
fn ramp(scaling: Scaling, demand: &Demand) -> Figure {
    let pollers = scaling.range();
    let (start, most) = (u64::from(pollers.start), u64::from(pollers.max));
    let wanted = demand.by_chance.unwrap_or_else(|| demand.whole()).min(most);
    let per_minute = f64::from(scaling.added_per_minute());
    let minutes = wanted.saturating_sub(start) as f64 / per_minute;
    Figure::number(
        "source_ramp",
        "time for the queue to scale up",
        minutes * 60.0,
    )
    .unit("s")
    .by_hand(format!(
        "({} - {}) / {} a minute",
        count(wanted),
        count(start.min(wanted)),
        significant(per_minute)
    ))
    .source(QUEUES)
}

fn warn(
    request: &ConcurrencyRequest,
    mapping: &Mapping,
    demand: &Demand,
    most: u64,
    plan: &mut Plan,
) {
    if demand.load > most as f64 {
        plan.warnings.push(format!(
            "the source starts at most {} invocations at once, but {} are needed on average: records pile up and wait in \
             the source; raise {}",
            count(most),
            significant(demand.load),
            setting_to_raise(mapping)
        ));
    }
    let Some(reserved) = request.reserved.map(u64::from) else {
        return;
    };
    let least = u64::from(SQS_POLLERS_START);
    if mapping.is_standard_queue() && reserved < least {
        plan.warnings.push(format!(
            "a queue's mapping starts with {least} invocations at once: a reservation of {} throttles it, and \
             each throttling brings messages closer to the dead-letter queue",
            count(reserved)
        ));
    } else if reserved < most && is_fixed(mapping) {
        plan.warnings.push(format!(
            "the source may start {} invocations at once, but only {} are reserved: the rest is throttled",
            count(most),
            count(reserved)
        ));
    }
}

const fn setting_to_raise(mapping: &Mapping) -> &'static str {
    match mapping {
        Mapping::Kinesis(_) | Mapping::DynamoDb(_) => {
            "the parallelization factor, the batch size or the number of shards"
        }
        Mapping::Sqs(_) => {
            "the maximum concurrency, the batch size or the number of message groups"
        }
        Mapping::Kafka(_) | Mapping::Mq(_) => "the batch size or the number of partitions",
    }
}
