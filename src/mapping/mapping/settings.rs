//! A mapping as the simulator wants it.

use tidegate::Source;
use tidegate_figures::Handler;

use super::{Mapping, SQS_POLLERS_MAX, SQS_POLLERS_START};
use crate::simulate::{Kind, Order, PAYLOAD_BYTES_MAX, Settings};

/// A Kinesis shard is polled once a second, a DynamoDB shard four times (Lambda Developer Guide, "Polling and batching
/// streams", read 2026-11-23).
const KINESIS_POLL_US: u64 = 1_000_000;
const DYNAMODB_POLL_US: u64 = 250_000;

/// An ActiveMQ mapping has five consumers, a RabbitMQ mapping one (Lambda Developer Guide, "Using Lambda with Amazon
/// MQ", read 2026-11-23).
const ACTIVEMQ_CONSUMERS: u32 = 5;

/// Concurrent invocations of one poller in provisioned mode of SQS (Lambda pricing page, read 2026-11-23).
const INVOCATIONS_PER_POLLER: u32 = 10;

/// Up to 300 more pollers a minute on demand, 1,000 more concurrent invocations in provisioned mode.
const POLLERS_ADDED_PER_SECOND: u32 = 5;
const PROVISIONED_ADDED_PER_SECOND: u32 = 16;

/// Default visibility timeout of a queue (SQS API, `VisibilityTimeout`).
const VISIBILITY_SECONDS_DEFAULT: u32 = 30;

impl Mapping {
    /// What [`simulate`](crate::simulate::simulate) takes. EventBridge has no mapping; it comes out as batches of one.
    #[must_use]
    pub fn settings(&self, order: Order, handler: Handler) -> Settings {
        let options = &self.options;
        let pollers = self.pollers();
        let visibility = options
            .visibility_seconds
            .unwrap_or(VISIBILITY_SECONDS_DEFAULT);
        Settings {
            kind: self.kind(),
            order,
            batch_size: self.batch_size.get(),
            window_us: u64::from(self.window_ms) * 1_000,
            payload_bytes_max: PAYLOAD_BYTES_MAX,
            lanes: self.lanes(),
            consumers: self.consumers(),
            pollers_start: pollers.start,
            pollers_max: pollers.max,
            pollers_added_per_second: pollers.added_per_second,
            per_invocation_us: handler.per_invocation_us,
            per_record_us: handler.per_record_us,
            retries: options.retries,
            is_bisecting: options.is_bisecting,
            is_partial: options.is_partial,
            visibility_us: u64::from(visibility) * 1_000_000,
            receives_max: options.retries.unwrap_or(u32::MAX).max(1),
        }
    }

    fn kind(&self) -> Kind {
        match self.origin {
            Source::Kinesis => Kind::Stream {
                poll_us: KINESIS_POLL_US,
            },
            Source::DynamoDb => Kind::Stream {
                poll_us: DYNAMODB_POLL_US,
            },
            Source::Sqs if !self.options.is_fifo => Kind::Queue,
            Source::Sqs | Source::Kafka | Source::Mq | Source::EventBridge => Kind::Consumers,
        }
    }

    const fn consumers(&self) -> u32 {
        match self.origin {
            Source::Mq if !self.options.is_rabbitmq => ACTIVEMQ_CONSUMERS,
            Source::Mq
            | Source::Sqs
            | Source::Kinesis
            | Source::DynamoDb
            | Source::Kafka
            | Source::EventBridge => 1,
        }
    }

    fn pollers(&self) -> PollerRange {
        let options = &self.options;
        if let Some(pollers) = options.pollers {
            return PollerRange {
                start: pollers.min.saturating_mul(INVOCATIONS_PER_POLLER),
                max: pollers.max.saturating_mul(INVOCATIONS_PER_POLLER),
                added_per_second: PROVISIONED_ADDED_PER_SECOND,
            };
        }
        let max = options.maximum_concurrency.unwrap_or(SQS_POLLERS_MAX);
        PollerRange {
            start: SQS_POLLERS_START.min(max),
            max,
            added_per_second: POLLERS_ADDED_PER_SECOND,
        }
    }
}

struct PollerRange {
    start: u32,
    max: u32,
    added_per_second: u32,
}
