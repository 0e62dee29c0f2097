//! A simulator of event source mappings. It takes records with their arrival times and failures, and returns counts of
//! invocations.
//!
//! All times are whole microseconds from the start of the run, and all arithmetic is exact. Nothing here is random: the
//! caller draws arrivals and failures beforehand. The simulator follows AWS's documentation (Lambda Developer Guide:
//! batching behaviour, SQS scaling, Kinesis and Kafka pollers; read 2026-11-23). Where the documentation is silent,
//! [`Order`] offers both readings. `src/reference` holds a second simulator that shares no code with this one, and
//! fuzzing checks that both agree.
//!
//! A record that always fails is retried until its retries are used up or it is too old ([`Settings::age_us_max`]).
//! Records that wait for it age meanwhile, and those that become too old are dropped without an attempt. A run that
//! would still take too long is stopped with an error ([`Unfinished`]).
//!
//! | module | what |
//! |---|---|
//! | `settings` | the mapping and its function; each kind of source with its own settings |
//! | `stream` | a shard: its lanes, each with one batch at a time |
//! | `reads` | when a shard is read, and what a read fetches |
//! | `consumers` | a partition, message group or queue: a batch opens with its first record |
//! | `queue` | SQS standard: long polling by a changing number of pollers |
//! | `messages` | the messages of a standard queue, and when they expire |
//! | `attempt` | retries, bisection, partial failures |
//! | `pause` | the time between a failed invocation and its retry |
//! | `part` | some lanes alone, to be added up |

mod attempt;
mod buffer;
mod consumers;
mod counts;
mod messages;
mod meter;
mod part;
mod pause;
mod queue;
mod reads;
mod record;
mod replay;
mod run;
mod settings;
mod stream;

pub use counts::{Counts, Invocation, Unfinished};
pub use part::{Part, simulate_part};
pub use pause::Pause;
pub use queue::{RECEIVE_MAX, RECEIVE_PAUSE_US};
pub use record::{Failing, Record};
pub use replay::{simulate, simulate_each};
pub use run::Whole;
pub use settings::{
    ConsumerSettings, Kind, NEVER_US, Order, PAYLOAD_BYTES_MAX, PollerRange, QueueSettings,
    ReadLimits, Retry, Settings, StreamSettings,
};

#[cfg(test)]
mod tests;
