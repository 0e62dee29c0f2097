//! What filters save: records with their fates in, counts of invocations out.
//!
//! ```
//! use tidegate_savings::{Mapping, SampleModel};
//! let origin = "sqs".parse().unwrap();
//! let mapping = Mapping::new(origin, None, None)?;
//! let mut model = SampleModel::new(mapping.batch_size());
//! for delivered in [true, false, false] {
//!     model.push(delivered);
//! }
//! let forecast = model.finish();
//! assert_eq!(forecast.unfiltered.expected, 1);
//! assert_eq!(forecast.avoided().high, 0);
//! # Ok::<(), tidegate_savings::MappingError>(())
//! ```
#![forbid(unsafe_code)]

mod counts;
pub mod figures;
mod forecast;
mod mapping;
pub mod price;
mod report;
mod sample;
mod share;
pub mod simulate;

pub use counts::{
    FilterCounts, RecordCounts, deleted_messages, filter_counts, filter_label, reasons,
};
pub use forecast::{Avoided, Forecast, Invocations};
pub use mapping::{BATCH_SIZE_MAX, Mapping, MappingError, WINDOW_SECONDS_MAX};
pub use report::{Palette, Report};
pub use sample::SampleModel;
pub use share::{CONFIDENCE, Share};
