//! What filters mean: whether one set of filters delivers every record that another delivers, as a proof or with a record
//! that shows the difference.
//!
//! The values of each field are divided into cells that the filters don't tell apart (`cells`; the engine itself judges
//! which conditions a value satisfies). A filter is then a set of boxes over cells (`fields`), and a question about filters
//! is whether boxes cover boxes (`cover`). Records of a source bring what is true of all of them (`source`, `scope`). Lists
//! of objects need a search of their own (`lists`), but only where a condition asks for absence. A counterexample is
//! written as a record (`event`, `record`), and is returned only if the judges of both sides confirm it (`compare`).
#![forbid(unsafe_code)]

mod attribute;
mod bits;
mod caps;
mod cells;
mod compare;
mod cover;
mod decide;
mod event;
mod facts;
mod fields;
mod generate;
mod inclusion;
mod lists;
mod question;
mod record;
mod root_keys;
mod sample;
mod scope;
mod searched;
mod shrink;
mod simplify;
mod source;

pub use caps::Caps;
pub use compare::{Comparison, OtherRecords, Relation};
pub use facts::{
    Cause, Covered, FilterFacts, Idle, IdlePart, Mergeable, Never, Proven, SetFacts, facts,
};
pub use generate::{Generated, Kind, Order, Suite, Unreached, Why, generate};
pub use inclusion::{Inclusion, Inclusions, Reason, Witness};
pub use root_keys::{Standing, root_keys, standing, unknown_root_keys};
pub use shrink::{Shrunk, shrink};
pub use simplify::{Simplified, simplify};
