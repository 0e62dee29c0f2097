//! The results of an estimate: counts, money, load and curves, all of them numbers. The types whose fields are keys of
//! the JSON derive it here; [`v1`](crate::v1) builds the document. Nothing here knows how the figures were computed or
//! in which words they are reported.

mod basis;
mod capacity;
mod cost;
mod curve;
mod digits;
mod finding;
mod load;
mod near;
mod proof;
mod report;

pub use basis::{
    BaseRate, Basis, Crowd, Notices, Period, ReplayBasis, Sampling, Seeds, StrayTimes,
};
pub use capacity::{Capacity, CapacityUse, ShardWrites};
pub use cost::{Cost, CostLine, GroupCost, Sum};
pub use curve::{Curve, CurvePoint, CurveSetting};
pub use finding::FilterFinding;
pub(crate) use load::COLD_SEEN_MIN;
pub use load::{ColdSide, ColdStarts, Concurrency, Environments, Load, LoadPoint};
pub use near::{NearMiss, NearMisses};
pub use proof::Proof;
pub use report::{Advice, Known, RateKnown, Report};
