//! Record streams of Lambda event sources, and of EventBridge, through `tidegate` filters: bytes in, dispositions and
//! counts out.
#![forbid(unsafe_code)]

#[cfg(feature = "aws_lambda_events")]
pub mod aws_lambda_events;
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
mod origin;
mod outcome;
mod parts;
mod placement;
mod record;
mod shape;
mod source;
mod tally;

pub use compiled::FilterError;
pub use disposition::{Disposition, DropReason, UnreadableReason};
pub use evaluate::evaluate;
pub use explain::{
    FilterExplanation, FilterView, Obstacle, PAYLOAD_BYTES_SHOWN_MAX, PayloadShape,
    RecordExplainer, RecordExplanation,
};
pub use filters::Filters;
pub use input::{Compression, Detected, Input, InputError, InputKind, Options, unpacked};
pub use judge::Judge;
pub use judged::{Judged, RecordForm};
pub use origin::{Origin, UnknownOrigin};
pub use outcome::Outcome;
pub use placement::Placement;
pub use tally::{FilterCount, Tally};
