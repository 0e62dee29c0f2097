//! The settings of an event source mapping and its function that affect a run.

/// How records are read.
///
/// ```
/// use tidegate_reference::simulate::{Kind, Reading};
/// let kinesis = Reading {
///     poll_us: 1_000_000,
///     pause_us: 200_000,
///     records_max: 10_000,
///     bytes_max: 10 << 20,
///     bytes_per_second: 2 << 20,
///     factor: 1,
/// };
/// assert_ne!(Kind::Stream(kinesis), Kind::Queue);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Kinesis and DynamoDB: a shard is read again and again.
    Stream(Reading),
    /// SQS standard.
    Queue,
    /// Kafka, MQ and SQS FIFO: a free consumer waits for a first record.
    Consumers,
}

/// How a shard is read. All are at least 1 except the pause.
///
/// ```
/// use tidegate_reference::simulate::Reading;
/// let dynamodb = Reading {
///     poll_us: 250_000,
///     pause_us: 200_000,
///     records_max: 1_000,
///     bytes_max: 1 << 20,
///     bytes_per_second: 1 << 40,
///     factor: 10,
/// };
/// assert!(dynamodb.pause_us < dynamodb.poll_us); // it is read sooner while records wait
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The time between two reads while no records wait.
    pub poll_us: u64,
    /// The shortest time between two reads; 0 or more.
    pub pause_us: u64,
    /// Most records of one read.
    pub records_max: u32,
    /// Most bytes of one read that returns several records.
    pub bytes_max: u64,
    /// Bytes that may be read in a second: the next read waits until this rate is kept.
    pub bytes_per_second: u64,
    /// The number of lanes that each shard has.
    pub factor: u32,
}

/// Whether records that do not match take up room in a batch.
///
/// ```
/// use tidegate_reference::simulate::Order;
/// assert_ne!(Order::FilterFirst, Order::BatchFirst);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Poll, filter, batch: such records take up no room.
    FilterFirst,
    /// Poll, batch, filter: such records take up room.
    BatchFirst,
}

/// When a batch that failed is tried again.
///
/// ```
/// use tidegate_reference::simulate::Backoff;
/// let backoff = Backoff::Doubles { first_us: 1_000_000, most_us: 60_000_000 }; // after 1, 2, 4 seconds
/// assert_ne!(backoff, Backoff::Visibility);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backoff {
    /// After its invocation ended and a pause, which doubles with each retry.
    Doubles {
        /// The first pause.
        first_us: u64,
        /// The longest pause.
        most_us: u64,
    },
    /// SQS FIFO: when its messages are visible again, but not before its invocation ended.
    Visibility,
}

/// An event source mapping and its function. Counts are at least 1 unless stated otherwise.
///
/// ```
/// use tidegate_reference::simulate::{Backoff, Kind, Order, Settings};
/// let fifo = Settings {
///     kind: Kind::Consumers,
///     order: Order::FilterFirst,
///     batch_size: 10,
///     window_us: 0,
///     payload_bytes_max: 6 << 20,
///     lanes: 4,
///     consumers: 1,
///     pollers_start: 1,
///     pollers_max: 1,
///     pollers_added_per_second: 0,
///     per_invocation_us: 20_000,
///     per_record_us: 1_000,
///     retries: None,
///     is_bisecting: false,
///     is_partial: false,
///     visibility_us: 0,
///     receives_max: 1,
///     backoff: Backoff::Visibility,
///     expires_us: Some(345_600_000_000),
/// };
/// assert_eq!(fifo.lanes * fifo.consumers, 4); // at most 4 invocations at a time
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How records are read.
    pub kind: Kind,
    /// When filters are applied.
    pub order: Order,
    /// Most records of a batch.
    pub batch_size: u32,
    /// The batching window; 0 if there is none.
    pub window_us: u64,
    /// Most bytes of a batch with several records. A single record may be larger.
    pub payload_bytes_max: u64,
    /// Streams and consumers: the number of lanes that are batched independently. The lane of a record is its key modulo
    /// this number. The shard of a lane is its number modulo the number of shards.
    pub lanes: u32,
    /// Consumers: the number of consumers for one lane.
    pub consumers: u32,
    /// Queues: the number of pollers at the start, which is also the minimum while messages arrive.
    pub pollers_start: u32,
    /// Queues: most pollers. If this is less than the number at the start, none are added.
    pub pollers_max: u32,
    /// Queues: the number of pollers added in each second in which messages wait; 0 or more.
    pub pollers_added_per_second: u32,
    /// The duration of an invocation without its records.
    pub per_invocation_us: u64,
    /// The additional duration for each record.
    pub per_record_us: u64,
    /// Streams and consumers: attempts after the first; `None` means until success or until all records expire.
    pub retries: Option<u32>,
    /// Streams and consumers: whether a batch that fails is halved.
    pub is_bisecting: bool,
    /// Whether the function reports which records failed.
    pub is_partial: bool,
    /// Streams and consumers: when a batch that failed is tried again.
    pub backoff: Backoff,
    /// Queues, and [`Backoff::Visibility`]: the time that a message is hidden after it was received; 0 or more.
    pub visibility_us: u64,
    /// Queues: the number of receives after which a message is given up.
    pub receives_max: u32,
    /// The age above which a record is dropped; `None` if it never is.
    pub expires_us: Option<u64>,
}

impl Settings {
    /// Panics if a setting that must be at least 1 is 0.
    pub(super) fn check(&self) {
        if let Kind::Stream(reading) = self.kind {
            assert!(reading.poll_us > 0, "the time between polls is 0");
            assert!(reading.bytes_per_second > 0, "no bytes can be read");
            assert!(reading.records_max > 0, "no records can be read");
            let is_whole = self.lanes.is_multiple_of(reading.factor);
            assert!(
                is_whole,
                "the number of lanes is not a multiple of the factor"
            );
        }
        for count in [
            self.batch_size,
            self.lanes,
            self.consumers,
            self.pollers_start,
            self.receives_max,
        ] {
            assert!(count > 0, "a count that must be at least 1 is 0");
        }
    }
}
