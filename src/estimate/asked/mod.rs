//! From the settings given and those of today to the request of an estimate, the same for every host: which default
//! stands in, which guesses are made, and how the report names them. The records may settle two things that nobody
//! stated: the region of the prices, and that a queue is FIFO.

mod build;
mod error;
mod options;
mod queue;
mod spread;
#[cfg(test)]
mod tests;
mod today;

pub use build::Asked;
pub use error::AskedError;
pub use options::{
    BURST, COLD_SHARE_PERCENT, EstimateOptions, FunctionOptions, INIT_MS_MAX, LoadOptions,
    MEMORY_DEFAULT_MB, MEMORY_MB, SEED, STORAGE_DEFAULT_MB, STORAGE_MB,
};
pub use queue::{FifoFinder, FifoMark, QueueFound};
pub use today::{FunctionToday, Today};
