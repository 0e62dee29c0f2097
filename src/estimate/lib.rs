//! What filters save: records with their fates in; invocations, money and a report out.
//!
//! ```
//! use tidegate_savings::{Mapping, MappingOptions, SampleModel};
//! let mapping = Mapping::new("sqs".parse().unwrap(), &MappingOptions::default())?;
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

pub mod closed_form;
mod counts;
mod duration;
mod estimate;
pub mod figures;
mod forecast;
mod levels;
mod mapping;
pub mod plan;
pub mod price;
mod rate;
mod report;
mod safe;
mod sample;
mod share;
pub mod simulate;

pub use counts::{
    FilterCounts, RecordCounts, deleted_messages, filter_counts, filter_label, reasons,
};
pub use duration::{Handler, HandlerError};
pub use estimate::{Arrivals, Failures, Pricing, Question, REPLAYED_MAX, Read, Sample};
pub use forecast::{Avoided, Forecast};
pub use levels::Levels;
pub use mapping::{
    BATCH_SIZE_MAX, Mapping, MappingError, MappingFile, MappingFileError, MappingOptions, Pollers,
    SQS_POLLERS_MAX, SQS_POLLERS_START, WINDOW_SECONDS_MAX,
};
pub use rate::{MONTH_SECONDS, Rate, RateError};
pub use report::{
    Advice, Basis, ColdSide, ColdStarts, Concurrency, Cost, CostLine, Curve, CurvePoint,
    ESTIMATE_SCHEMA, Environments, Knob, Load, LoadPoint, NearMiss, NearMisses, Palette, Period,
    ReplayBasis, Report, Sampling,
};
pub use safe::{safe, safe_json};
pub use sample::SampleModel;
pub use share::{CONFIDENCE, Share};
