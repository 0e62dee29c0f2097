//! AWS's prices by region, each with its date and source, and the lines of a bill computed from them.
//! The prices are in `prices.json`, so that a new price is a change of data and not of code.
//! Every amount is an exact decimal. Each line of a bill is rounded to the cent, half a cent up, and the lines are then
//! added, as in AWS's own examples.
//!
//! The rules are those of the AWS Lambda pricing page, read 2026-11-23.
//!
//! ```
//! use tidegate_price::{Architecture, PriceBook, bill};
//! let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
//! // 3 million requests of 120 ms at 1,536 MB.
//! let gb_s = bill::gb_seconds((3_000_000 * 120 / 1000).into(), 1536);
//! let free = bill::FreeTier { lambda: true, ..bill::FreeTier::NONE };
//! let lines = [bill::requests(&rates, 3_000_000, &free), bill::duration(&rates, gb_s, &free)];
//! assert_eq!(bill::total(&lines).to_string(), "2.73");
//! # Ok::<(), tidegate_price::PriceError>(())
//! ```
#![forbid(unsafe_code)]

mod aws_file;
pub mod bill;
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
