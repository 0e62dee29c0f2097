//! Estimates the savings of filters from records with their fates, in invocations and money, and reports them. A
//! [`EstimateRequest`] holds the mapping, the load, the function and its prices; a [`Sample`] holds the records read.
//! Invocations are counted at four levels of certainty, so that a report never claims more than its sample shows.
//!
//! ```
//! use tidegate_batch::Disposition::{Delivered, Filtered};
//! use tidegate_estimate::SampleModel;
//! use tidegate_mapping::{Delivery, MappingOptions};
//! let delivery = Delivery::new("sqs".parse().unwrap(), &MappingOptions::default())?;
//! let mut model = SampleModel::new(delivery.batch_size());
//! for disposition in [Delivered, Filtered, Filtered] {
//!     model.push(disposition);
//! }
//! let forecast = model.finish();
//! assert_eq!(forecast.unfiltered.expected, 1);
//! assert_eq!(forecast.avoided().expected, 0);
//! # Ok::<(), tidegate_mapping::MappingError>(())
//! ```
#![forbid(unsafe_code)]

mod asked;
pub mod closed_form;
mod counts;
mod document;
mod forecast;
mod guesses;
mod model;
mod region;
mod request;
mod sample;
pub mod v1;

pub use asked::{
    Asked, AskedError, BURST, COLD_SHARE_PERCENT, EstimateOptions, FifoFinder, FifoMark,
    FunctionOptions, FunctionToday, INIT_MS_MAX, LoadOptions, MEMORY_DEFAULT_MB, MEMORY_MB,
    QueueFound, SEED, STORAGE_DEFAULT_MB, STORAGE_MB, Today,
};
pub use counts::{
    FilterCounts, RecordCounts, assumed_records, deleted_messages, filter_counts, filter_label,
    filter_number, filter_overlaps, record_parts,
};
pub use document::MonthFigures;
pub use forecast::Forecast;
pub use model::{
    Advice, BaseRate, Basis, Capacity, CapacityUse, ColdSide, ColdStarts, Concurrency, Cost,
    CostLine, Crowd, Curve, CurvePoint, CurveSetting, Environments, FilterFinding, GroupCost,
    Known, Load, LoadPoint, NearMiss, NearMisses, Notices, Period, Proof, RateKnown, ReplayBasis,
    Report, Sampling, Seeds, ShardWrites, StrayTimes, Sum,
};
pub use region::RegionFinder;
pub use request::{
    Arrivals, Carrier, Chosen, EstimateRequest, Failures, Jobs, NotTheseJobs, Pricing,
    REPLAYED_MAX, RecordsRead, Results, Sample, ShardRow, SnapStart,
};
pub use sample::SampleModel;
