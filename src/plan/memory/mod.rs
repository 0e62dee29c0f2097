//! Which memory a function should have: its logs in, time and cost by memory size out.
//! With two or more sizes in the log a curve is fitted ([`Fit`]); with one, all that can be told is the band between more
//! memory that does not help and memory that helps in full.
//! The numbers stand in `model` and the files it names, the words in `document`, `figures` and `notes`.

mod choice;
mod curve;
mod document;
mod drawing;
mod figures;
mod fit;
mod model;
mod notes;
mod size;

pub use choice::{Candidate, Choice};
pub use curve::{Band, CurvePoint, million};
pub use fit::{Fit, Prediction, VCPU_MB};
pub use model::{MemoryPlan, Question};
pub use size::{Size, sizes};
