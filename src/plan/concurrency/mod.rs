//! How many environments a function needs: rate times duration plus headroom for chance, within the limits of the
//! account, the reservation and the source. The numbers are in `model`, the words in the files beside it.
//!
//! Source of the rules: Lambda Developer Guide, pages on concurrency, scaling rate and the sources' scaling, read
//! 2026-11-23.

mod account;
mod comparison;
mod delay;
mod document;
mod feed;
mod headline;
mod model;
mod replayed;

pub use comparison::Comparison;
pub use model::{ACCOUNT_LIMIT, Account, ConcurrencyRequest, RPS_PER_ENVIRONMENT, UNRESERVED_MIN};
pub use replayed::{EstimateFile, EstimateFileError};
