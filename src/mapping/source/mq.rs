//! Amazon MQ: a queue of an ActiveMQ or RabbitMQ broker.
//!
//! Lambda acknowledges the messages of a batch that succeeded. A failed batch is retried six times, and no setting
//! changes that: Lambda uses the defaults of ActiveMQ's redelivery policy, with `maximumRedeliveries` at 6 (Lambda
//! Developer Guide, "Troubleshoot Amazon MQ event source mapping errors", read 2026-11-30). With these defaults the
//! pause is one second and does not grow (ActiveMQ, "Redelivery Policy": `redeliveryDelay`, recalled, not read). That
//! RabbitMQ's messages are retried in the same way is an assumption: the page does not distinguish the brokers.
//! Messages do not expire unless their sender asked for it. Sources of the defaults and bounds: Lambda API model
//! (botocore 1.44.5, `CreateEventSourceMapping`) and Lambda Developer Guide, "Using Lambda with Amazon MQ", read
//! 2026-11-23.

use std::num::NonZeroU32;

use super::batching::Batching;
use crate::bounded::{BatchSize, WindowSeconds};
use crate::error::MappingError;
use crate::failure::OnFailure;
use crate::options::{Broker, MappingOptions};
use crate::simulate::{ConsumerSettings, Kind, NEVER_US, Pause, Retry};

const BATCH_SIZE_DEFAULT: u32 = 100;

/// Default batch window, in milliseconds. Once changed it can't be restored, because the setting is in whole seconds.
const WINDOW_DEFAULT_MS: u32 = 500;

/// Most batches of a mapping in flight at once: an ActiveMQ mapping has five consumers, a RabbitMQ mapping one.
const ACTIVEMQ_CONSUMERS: u32 = 5;
const RABBITMQ_CONSUMERS: u32 = 1;

/// Retries of a failed batch, and the pause before each, in microseconds.
const RETRIES: u32 = 6;
const PAUSE_US: u64 = 1_000_000;

/// The mapping of a broker's queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mq {
    /// The broker's software.
    pub broker: Broker,
    /// Most messages in one invocation.
    pub batch_size: BatchSize,
    /// How long a batch is held open; `None` is half a second.
    pub window: Option<WindowSeconds>,
}

impl Mq {
    pub(crate) fn new(options: &MappingOptions) -> Result<Self, MappingError> {
        let mut rest = options.clone();
        let size = rest.batch_size.take().unwrap_or(BATCH_SIZE_DEFAULT);
        let window = rest.window_seconds.take();
        let broker = std::mem::take(&mut rest.broker);
        rest.refuse_rest()?;
        Ok(Self {
            broker,
            batch_size: BatchSize::checked(size)?,
            window: window.map(WindowSeconds::checked).transpose()?,
        })
    }
}

impl Batching for Mq {
    fn batch_size(&self) -> NonZeroU32 {
        self.batch_size.non_zero()
    }

    fn window_ms(&self) -> u32 {
        self.window.map_or(WINDOW_DEFAULT_MS, WindowSeconds::ms)
    }

    fn set_batch(&mut self, size: u32, window_seconds: Option<u32>) -> Result<(), MappingError> {
        self.batch_size = BatchSize::checked(size)?;
        if let Some(seconds) = window_seconds {
            self.window = Some(WindowSeconds::checked(seconds)?);
        }
        Ok(())
    }

    fn lane_noun(&self) -> &'static str {
        "queue"
    }

    fn age_us_max(&self) -> u64 {
        NEVER_US
    }

    fn kind(&self) -> Kind {
        Kind::Consumers(ConsumerSettings {
            consumers: match self.broker {
                Broker::ActiveMq => ACTIVEMQ_CONSUMERS,
                Broker::RabbitMq => RABBITMQ_CONSUMERS,
            },
            retry: Retry {
                retries: Some(RETRIES),
                on_failure: OnFailure::RetryBatch,
                pause: Pause::Doubling {
                    first_us: PAUSE_US,
                    most_us: PAUSE_US,
                },
            },
            ..ConsumerSettings::ONE
        })
    }
}
