//! Record streams of Lambda event sources, and of EventBridge, through `tidegate` filters: bytes in, dispositions and
//! counts out.
#![forbid(unsafe_code)]

pub mod criteria;
mod disposition;
mod drop_table;
mod evaluate;
mod filters;
mod input;
mod judge;
mod origin;
mod record;
mod tally;

pub use disposition::{Disposition, DropReason, UnreadableReason};
pub use evaluate::{Outcome, evaluate};
pub use filters::{FilterError, Filters};
pub use input::{Compression, Detected, Input, InputError, InputKind, Options};
pub use judge::{Judge, Judged, RecordForm};
pub use origin::{Origin, UnknownOrigin};
pub use tally::{FilterCount, Tally};
