//! How many environments a function needs: rate times duration, what chance adds to it, and what the account, the
//! reservation and the source allow. The numbers stand in `model`, the words in the files beside it.
//!
//! Rules: Lambda Developer Guide, pages on concurrency, scaling rate and the sources' scaling, read 2026-11-23.

mod account;
mod delay;
mod document;
mod feed;
mod model;
mod replayed;

pub use model::{ACCOUNT_LIMIT, Account, Question, RPS_PER_ENVIRONMENT, UNRESERVED_MIN};
pub use replayed::{EstimateFile, EstimateFileError};
