//! How much memory a function should have: time and cost by memory size, from its logs. With two or more sizes in the
//! log a curve is fitted ([`Fit`]). With one size only a range is known: from no speed-up by more memory to a speed-up
//! in full proportion. The numbers are in `model` and the files it names, the words in `document`, `figures`, `log`,
//! `tables` and `notes`. Without a log, `stated` shows the range for a size and a duration that are given.

mod choice;
mod curve;
mod document;
mod drawing;
mod figures;
mod fit;
mod log;
mod model;
mod notes;
mod size;
mod stated;
mod tables;

pub use choice::{Candidate, Choice};
pub use curve::{Band, CurvePoint, million};
pub use fit::{Fit, Prediction, VCPU_MB};
pub use model::{MemoryPlan, MemoryRequest};
pub use size::{Size, sizes};
pub use stated::StatedSize;
