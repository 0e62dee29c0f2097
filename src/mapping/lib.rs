//! Event source mappings: the settings that AWS takes, and a simulator that replays records through them.
//! The pool of environments that invocations run in is here, too, because estimates and plans both count cold starts.
//! Nothing in here is random: arrivals, matches and failures are drawn by the caller.
//!
//! ```
//! use tidegate_mapping::{Mapping, MappingOptions};
//! let mapping = Mapping::new("sqs".parse().unwrap(), &MappingOptions::default())?;
//! assert_eq!(mapping.batch_size().get(), 10);
//! # Ok::<(), tidegate_mapping::MappingError>(())
//! ```
#![forbid(unsafe_code)]

mod check;
mod error;
mod file;
mod mapping;
mod pool;
mod settings;
pub mod simulate;

pub use error::MappingError;
pub use file::{MappingFile, MappingFileError};
pub use mapping::{
    BATCH_SIZE_MAX, Mapping, MappingOptions, Pollers, SQS_POLLERS_MAX, SQS_POLLERS_START,
    WINDOW_SECONDS_MAX,
};
pub use pool::{IDLE_MINUTES, Pool};
