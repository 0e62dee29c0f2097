//! How many environments a function needs: rate times duration, what chance adds to it, and what the account, the
//! reservation and the source allow.
//!
//! Rules: Lambda Developer Guide, pages on concurrency, scaling rate and the sources' scaling, read 2026-11-23.

mod account;
mod answer;
mod delay;
mod demand;
mod feed;
mod limits;
mod question;
mod replayed;

pub use account::{ACCOUNT_LIMIT, Account, RPS_PER_ENVIRONMENT, UNRESERVED_MIN};
pub use question::Question;
pub use replayed::{EstimateFile, EstimateFileError};
