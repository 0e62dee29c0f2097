//! What AWS charges: dated prices by region, with a source for each, and the lines of a bill computed from them. Counts
//! in, money out. Every amount is an exact decimal, rounded half-up to the cent per line; the lines are then added, as
//! AWS's own examples do.
//!
//! The rules are those of the AWS Lambda pricing page, read 2026-11-23.

mod aws_file;
mod book;
mod error;
mod item;
mod json;
mod money;
mod nearest;
mod own_file;
mod rates;

pub use book::PriceBook;
pub use error::{NoPrice, PriceError};
pub use item::Item;
pub use money::Money;
pub use rates::{Architecture, Currency, Grade, Price, Rates, Tier, TierPart};
pub use rust_decimal::Decimal;
