//! An event source mapping, replayed: records with their arrival times and fates in, counts of invocations out.
//!
//! All times are whole microseconds from the start of the run, all arithmetic is exact, and nothing in here is random:
//! what is drawn (arrivals, failures) is drawn before. What AWS documents is followed (Lambda Developer Guide: batching
//! behaviour, SQS scaling, Kinesis and Kafka pollers; read 2026-11-23); where it is silent, [`Order`] offers both
//! readings. `src/reference` holds a second simulator that shares nothing with this one, and fuzzing holds them equal.
//!
//! | module | what |
//! |---|---|
//! | `settings` | the mapping and its function; each kind of source with its own settings |
//! | `stream` | a shard: polled on a beat, one batch at a time |
//! | `consumers` | a partition, message group or queue: a batch opens with its first record |
//! | `queue` | SQS standard: long polling by a changing number of pollers |
//! | `attempt` | retries, bisection, partial failures |

mod attempt;
mod buffer;
mod consumers;
mod counts;
mod meter;
mod queue;
mod record;
mod replay;
mod run;
mod settings;
mod stream;

pub use counts::{Counts, Invocation};
pub use record::{Failing, Record};
pub use replay::{simulate, simulate_each};
pub use settings::{
    ConsumerSettings, Kind, Order, PAYLOAD_BYTES_MAX, PollerRange, QueueSettings, Retry, Settings,
    StreamSettings,
};

#[cfg(test)]
mod tests;
