//! Everything that has a price: the key it has in a price file, what one unit of it is, and its name on a bill.

mod rows;

use std::fmt;

use rust_decimal::Decimal;

use super::Architecture;
use rows::{ROWS, Row};

/// Something that AWS charges for.
///
/// ```
/// use tidegate_price::Item;
/// assert_eq!(Item::from_key("sqs_standard_per_million"), Some(Item::SqsStandard));
/// assert_eq!(Item::SqsStandard.unit(), "requests");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Item {
    /// Invocations of a function.
    Requests,
    /// The same on arm64, where it is listed apart; otherwise [`Requests`](Self::Requests) holds for both.
    RequestsArm,
    /// Run time of on-demand functions on x86_64, tiered.
    DurationX86,
    /// Run time of on-demand functions on arm64, tiered.
    DurationArm,
    /// Ephemeral storage above 512 MB while a function runs.
    Storage,
    /// The same on arm64, where it is listed apart.
    StorageArm,
    /// Provisioned concurrency kept ready, x86_64.
    ProvisionedX86,
    /// Provisioned concurrency kept ready, arm64.
    ProvisionedArm,
    /// Run time under provisioned concurrency, x86_64.
    ProvisionedDurationX86,
    /// Run time under provisioned concurrency, arm64.
    ProvisionedDurationArm,
    /// Snapshots kept for SnapStart.
    SnapStartCache,
    /// Snapshots restored by SnapStart.
    SnapStartRestore,
    /// Event poller units of an SQS mapping in provisioned mode.
    SqsPollers,
    /// Event poller units of a Kafka mapping in provisioned mode; a unit is ten pollers by default.
    KafkaPollers,
    /// Operations of durable functions: starts, steps, waits.
    DurableOperations,
    /// State written by durable functions.
    DurableWritten,
    /// State kept by durable functions.
    DurableStored,
    /// Requests to standard queues, tiered.
    SqsStandard,
    /// Requests to FIFO queues, tiered.
    SqsFifo,
    /// Surcharge of fair queues, by requests of messages with a group.
    SqsFairQueue,
    /// Shards of a provisioned stream. Reads without enhanced fan-out are free.
    KinesisShards,
    /// PUT payload units of 25 KB.
    KinesisPutUnits,
    /// Retention of 24 hours to 7 days.
    KinesisExtendedRetention,
    /// Retention above 7 days.
    KinesisLongRetention,
    /// Reads of records older than 7 days.
    KinesisLongRetentionRead,
    /// Enhanced fan-out, consumers.
    KinesisFanOut,
    /// Enhanced fan-out, bytes delivered.
    KinesisFanOutBytes,
    /// On-demand streams.
    KinesisOnDemand,
    /// Bytes put into on-demand streams.
    KinesisOnDemandIn,
    /// Bytes read from on-demand streams.
    KinesisOnDemandOut,
    /// Bytes read from on-demand streams by enhanced fan-out.
    KinesisOnDemandFanOut,
    /// Reads of DynamoDB Streams that Lambda does not make; its own are free.
    DynamoDbStreamReads,
    /// Custom events put on a bus, one for each 64 KB begun; events of AWS's services are free.
    EventBridgeCustom,
    /// Requests of EventBridge Pipes, one for each 64 KB begun, counted behind the filter.
    EventBridgePipes,
    /// State transitions of standard workflows.
    StepFunctionsTransitions,
    /// Executions of express workflows.
    StepFunctionsExpress,
    /// Duration of express workflows times their memory, tiered; it runs while they wait.
    StepFunctionsExpressDuration,
    /// Log lines taken in by CloudWatch from Lambda, tiered.
    Logs,
}

impl Item {
    const fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// Every item, in the order in which reports list them.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.item)
    }

    /// The item that a price file calls `key`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        ROWS.iter().find(|row| row.key == key).map(|row| row.item)
    }

    /// Its key in a price file, which ends in the unit of the figure: `requests_per_million`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        self.row().key
    }

    /// How many units the figure in a price file is for: 1,000,000 of requests, 1 of GB-s.
    #[must_use]
    pub fn per(self) -> Decimal {
        Decimal::from(self.row().per)
    }

    /// What is counted, in the plural: `requests`, `GB-s`. A GB is 1024 MB of memory, 2^30 bytes of logs or state.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        self.row().unit
    }

    /// Its name on a bill.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Run time on demand.
    #[must_use]
    pub const fn duration(architecture: Architecture) -> Self {
        match architecture {
            Architecture::X86_64 => Self::DurationX86,
            Architecture::Arm64 => Self::DurationArm,
        }
    }

    /// Provisioned concurrency kept ready.
    #[must_use]
    pub const fn provisioned(architecture: Architecture) -> Self {
        match architecture {
            Architecture::X86_64 => Self::ProvisionedX86,
            Architecture::Arm64 => Self::ProvisionedArm,
        }
    }

    /// Run time under provisioned concurrency.
    #[must_use]
    pub const fn provisioned_duration(architecture: Architecture) -> Self {
        match architecture {
            Architecture::X86_64 => Self::ProvisionedDurationX86,
            Architecture::Arm64 => Self::ProvisionedDurationArm,
        }
    }

    /// The item whose figure holds for arm64 too where this one is not listed.
    /// Whether the function itself is charged for it, rather than what it logs to or is fed by.
    #[must_use]
    pub const fn is_of_function(self) -> bool {
        matches!(
            self,
            Self::Requests
                | Self::RequestsArm
                | Self::DurationX86
                | Self::DurationArm
                | Self::Storage
                | Self::StorageArm
                | Self::ProvisionedX86
                | Self::ProvisionedArm
                | Self::ProvisionedDurationX86
                | Self::ProvisionedDurationArm
                | Self::SnapStartCache
                | Self::SnapStartRestore
        )
    }

    pub(super) const fn general(self) -> Option<Self> {
        match self {
            Self::RequestsArm => Some(Self::Requests),
            Self::StorageArm => Some(Self::Storage),
            _ => None,
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_order() {
        for (at, item) in Item::all().enumerate() {
            assert_eq!(item as usize, at, "{item:?}");
            assert_eq!(Item::from_key(item.key()), Some(item));
        }
        assert_eq!(Item::Logs as usize, ROWS.len() - 1);
    }
}
