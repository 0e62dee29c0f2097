//! Numbers without a domain: rates, durations, shares with their intervals, and figures at four levels of certainty.
//! They are a package of their own because prices, reports, simulations and plans compute with them and format them in the
//! same way. Nothing here knows about records, filters or prices.
//!
//! ```
//! use tidegate_figures::{Rate, Share, count, percent};
//! let rate: Rate = "400/s".parse()?;
//! assert_eq!(count(rate.per_month()), "1,036,800,000");
//! let share = Share::of(81, 263).unwrap();
//! assert_eq!(percent(share.low), "25.53 %");
//! # Ok::<(), tidegate_figures::RateError>(())
//! ```
#![forbid(unsafe_code)]

mod duration;
mod erlang;
mod float;
mod format;
mod levels;
mod quantity;
mod rate;
mod share;

pub use duration::{HandlerDuration, HandlerDurationError};
pub use erlang::{Delay, blocked, delayed, servers_for};
pub use float::float;
pub use format::{
    count, counted, decimal, difference, exact, grouped, per_cent, percent, percent_of,
    percent_range, percent_short, rounded, significant, span,
};
pub use levels::Levels;
pub use quantity::{Size, Time, duration, size};
pub use rate::{MONTH_SECONDS, Rate, RateError};
pub use rust_decimal::Decimal;
pub use share::{CONFIDENCE, Evidence, RULE_OF_THREE, Share};
