//! Which memory a function should have: its logs in, time and cost by memory size out.
//!
//! With two or more sizes in the log a curve is fitted ([`Fit`]); with one, all that can be told is the band between more
//! memory that does not help and memory that helps in full.

mod answer;
mod choice;
mod curve;
mod drawing;
mod figures;
mod fit;
mod notes;
mod question;
mod size;

pub use choice::{Candidate, Choice};
pub use curve::{Band, CurvePoint, million};
pub use fit::{Fit, Prediction, VCPU_MB};
pub use question::{MemoryPlan, Question};
pub use size::{Size, sizes};
