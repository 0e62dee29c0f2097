//! Runs record streams of Lambda event sources and of EventBridge through `tidegate` filters, and returns dispositions
//! and counts. An input in any container is cut into records, each record is opened as its source lays it out, and the
//! drop table decides which filters may look at it. Everything specific to a source is in that source's file, so that
//! reading and judging are written only once.
#![forbid(unsafe_code)]

mod assumption;
#[cfg(feature = "aws_lambda_events")]
pub mod aws_lambda_events;
mod base64;
mod compiled;
pub mod criteria;
mod disposition;
mod drop_table;
mod evaluate;
mod explain;
mod filters;
mod input;
mod judge;
mod judged;
mod outcome;
mod parts;
mod placement;
mod record;
mod repair;
mod route;
mod shape;
mod source;
mod tally;
mod view;

pub use assumption::Assumption;
pub use compiled::FilterError;
pub use disposition::{Disposition, DropReason, UnreadableReason};
pub use evaluate::evaluate;
pub use explain::{
    FilterExplanation, FilterView, Obstacle, PAYLOAD_BYTES_SHOWN_MAX, PayloadShape,
    RecordExplainer, RecordExplanation,
};
pub use filters::Filters;
pub use input::{
    Compression, Detected, ForeignText, Input, InputError, InputKind, Options, OtherOutput,
    Throughput, Unfiltered, UnknownInputKind, unpacked,
};
pub use judge::Judge;
pub use judged::{Judged, RecordForm};
pub use outcome::Outcome;
pub use placement::Placement;
pub use repair::Repair;
pub use route::{Route, UnknownRoute};
pub use source::{Origin, Unmatched, arn_region, origin_of_arn, unmatched};
pub use tally::{FilterCount, Tally};
pub use view::{RecordView, RecordViewer};
