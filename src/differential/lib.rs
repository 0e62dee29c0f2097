//! Compares the engine with the reference: laws that must hold for any input, and ways to test them. No other package
//! depends on both. A law takes bytes and returns the common result, or the difference.
//!
//! Each law is a function of bytes. `fuzz/fuzz_targets` only call them. `tests/` runs seeded cases and replays every
//! input that ever broke a law, in a plain `cargo test`. The binary runs any number of cases.
//!
//! ```
//! use tidegate_differential::Law;
//! use tidegate_fixtures::generate::seeded;
//! let case = Law::AGREE.case(&seeded(1, 7)).expect("any bytes make a case");
//! println!("both return {}", Law::AGREE.check(&case)?.answer);
//! # Ok::<(), tidegate_differential::Difference>(())
//! ```
#![forbid(unsafe_code)]

mod answer;
mod case;
mod compare;
mod dialect;
mod hostile;
mod json_text;
mod law;
mod minimise;
mod mix;
mod oracle;
mod random;
mod rows;
mod suite;

pub use answer::Answer;
pub use case::{Case, Difference, Seen};
pub use compare::{
    CompareRun, CompareTally, Pairs, Planted, compare, compare_texts, planted_is_found,
};
pub use dialect::{DIALECTS, dialect_name, dialect_named};
pub use hostile::{Bomb, Cost, Hostile, bombs, costs, filters, hostile, plain};
pub use law::{Law, LeftOut, canary_of, canary_of_range, canary_of_setting, setting_names};
pub use minimise::minimise;
pub use mix::Mix;
pub use oracle::{Cause, Oracle, OracleRun, Tally, oracle};
pub use random::{Found, Run, random};
pub use rows::{Missed, Reader, Row, RowsError, read_rows, run_row};
pub use suite::{Score, Scored, SuiteRun, SuiteTally, repository_filters, score, suites};

pub use tidegate_fixtures::generate::Operator;
pub use tidegate_reference::Dialect;
