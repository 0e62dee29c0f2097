//! What the source allows: shards times parallelization factor, the pollers of a queue, the consumers of a broker.

use tidegate::Source;
use tidegate_figures::{Handler, count, significant};
use tidegate_mapping::simulate::{Kind, Order, Settings};
use tidegate_mapping::{Mapping, SQS_POLLERS_START};

use super::{Demand, Question};
use crate::{Figure, Plan, Value};

/// Concurrent invocations that a queue's mapping gains in a minute on demand, in provisioned mode.
const ADDED_PER_MINUTE: f64 = 300.0;
const PROVISIONED_PER_MINUTE: f64 = 1_000.0;

const STREAMS: &str = "Lambda Developer Guide, \"Polling and batching streams\": one batch of a shard at a time, up to \
                       ten with a parallelization factor, read 2026-11-23";
const QUEUES: &str = "Lambda Developer Guide, \"Configuring scaling behavior for SQS event source mappings\": 5 at \
                      the start, 300 more a minute, at most 1,250 or the maximum concurrency, read 2026-11-23";
const OTHERS: &str = "Lambda Developer Guide, pages of the source, read 2026-11-23";

fn settings(mapping: &Mapping) -> Settings {
    let handler = Handler {
        per_invocation_us: 0,
        per_record_us: 0,
    };
    mapping.settings(Order::FilterFirst, handler)
}

/// Most invocations at once; `None` of a bus, which pushes.
pub(super) fn most(mapping: &Mapping) -> Option<u64> {
    if mapping.origin() == Source::EventBridge {
        return None;
    }
    let settings = settings(mapping);
    Some(match settings.kind {
        Kind::Queue => settings.pollers_max.into(),
        Kind::Stream { .. } => settings.lanes.into(),
        Kind::Consumers => u64::from(settings.lanes) * u64::from(settings.consumers),
    })
}

/// The same where someone chose it: all but standard queues without a maximum concurrency.
pub(super) fn fixed(mapping: &Mapping) -> Option<u64> {
    let is_chosen = mapping.options().maximum_concurrency.is_some();
    most(mapping).filter(|_| is_chosen || !mapping.is_standard_queue())
}

pub(super) fn feed(question: &Question, mapping: &Mapping, demand: &Demand, plan: &mut Plan) {
    let Some(most) = most(mapping) else {
        return;
    };
    let capacity = most as f64 / demand.seconds;
    plan.figures.extend([
        Figure::new(
            "source_most",
            "most at once from the source",
            Value::Count(most),
        )
        .unit("environments")
        .by_hand(by_hand(mapping))
        .source(source(mapping)),
        Figure::new(
            "source_capacity",
            "invocations it can have",
            Value::Number(capacity),
        )
        .unit("a second")
        .by_hand(format!(
            "{} / {} s",
            count(most),
            significant(demand.seconds)
        )),
    ]);
    if mapping.is_standard_queue() {
        plan.figures.push(ramp(mapping, demand, most));
    }
    warn(question, mapping, demand, most, plan);
}

fn by_hand(mapping: &Mapping) -> String {
    let options = mapping.options();
    let shards = count(options.shards.unwrap_or(1).into());
    match mapping.origin() {
        Source::Kinesis | Source::DynamoDb => {
            let factor = options.parallelization_factor.unwrap_or(1);
            format!("{shards} shards x parallelization factor {factor}")
        }
        Source::Sqs if options.is_fifo => format!("{shards} message groups"),
        Source::Sqs => match (options.maximum_concurrency, options.pollers) {
            (Some(most), _) => format!("maximum concurrency {}", count(most.into())),
            (None, Some(pollers)) => format!("{} pollers x 10", count(pollers.max.into())),
            (None, None) => "AWS's bound without a maximum concurrency".to_owned(),
        },
        Source::Mq => "consumers of the broker".to_owned(),
        Source::Kafka | Source::EventBridge => format!("{shards} partitions"),
    }
}

const fn source(mapping: &Mapping) -> &'static str {
    match mapping.origin() {
        Source::Kinesis | Source::DynamoDb => STREAMS,
        Source::Sqs => QUEUES,
        Source::Kafka | Source::Mq | Source::EventBridge => OTHERS,
    }
}

/// How long a queue takes to have what is needed.
fn ramp(mapping: &Mapping, demand: &Demand, most: u64) -> Figure {
    let wanted = demand.needed.unwrap_or_else(|| demand.whole()).min(most);
    let start = u64::from(settings(mapping).pollers_start);
    let per_minute = if mapping.options().pollers.is_some() {
        PROVISIONED_PER_MINUTE
    } else {
        ADDED_PER_MINUTE
    };
    let minutes = wanted.saturating_sub(start) as f64 / per_minute;
    Figure::new(
        "source_ramp",
        "reached by the queue within",
        Value::Number(minutes * 60.0),
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

fn warn(question: &Question, mapping: &Mapping, demand: &Demand, most: u64, plan: &mut Plan) {
    if demand.load > most as f64 {
        plan.warnings.push(format!(
            "the source allows {} at once and {} are needed on average: records pile up; raise {}",
            count(most),
            significant(demand.load),
            knob(mapping)
        ));
    }
    let Some(reserved) = question.reserved.map(u64::from) else {
        return;
    };
    let is_capped = mapping.options().maximum_concurrency.is_some();
    let least = u64::from(SQS_POLLERS_START);
    if mapping.is_standard_queue() && reserved < least {
        plan.warnings.push(format!(
            "a queue's mapping starts with {least} at once: a reservation of {} throttles it, and throttled messages \
             come nearer to their dead-letter queue",
            count(reserved)
        ));
    } else if reserved < most && (is_capped || !mapping.is_standard_queue()) {
        plan.warnings.push(format!(
            "the source may invoke {} at once and {} are reserved: what is above is throttled",
            count(most),
            count(reserved)
        ));
    }
}

const fn knob(mapping: &Mapping) -> &'static str {
    match mapping.origin() {
        Source::Kinesis | Source::DynamoDb => {
            "the parallelization factor, the batch size or the number of shards"
        }
        Source::Sqs => "the maximum concurrency, the batch size or the number of message groups",
        Source::Kafka | Source::Mq | Source::EventBridge => {
            "the batch size or the number of partitions"
        }
    }
}
