//! Engine and reference are compared here: laws that must hold for any input, and ways to try them. No other package sees
//! both. Bytes go in; what was seen, or the difference, comes out.
//!
//! Each law is one function from bytes. `fuzz/fuzz_targets` are shells around them; `tests/` runs seeded cases and
//! replays every input that ever broke one in a plain `cargo test`; the binary runs as many as one likes.
//!
//! ```
//! use tidegate_differential::Law;
//! use tidegate_fixtures::generate::seeded;
//! let case = Law::AGREE.case(&seeded(1, 7)).expect("any bytes make a case");
//! println!("both say {}", Law::AGREE.check(&case)?.answer);
//! # Ok::<(), tidegate_differential::Difference>(())
//! ```
#![forbid(unsafe_code)]

mod answer;
mod case;
mod dialect;
mod hostile;
mod json_text;
mod law;
mod minimise;
mod mix;
mod oracle;
mod random;
mod rows;

pub use answer::Answer;
pub use case::{Case, Difference, Seen};
pub use dialect::{DIALECTS, dialect_name, dialect_named};
pub use hostile::{Bomb, Cost, Hostile, bombs, costs, filters, hostile, plain};
pub use law::{Law, canary_of, canary_of_setting, setting_names};
pub use minimise::minimise;
pub use mix::Mix;
pub use oracle::{Cause, Oracle, OracleRun, Tally, oracle};
pub use random::{Found, Run, random};
pub use rows::{Missed, Reader, Row, RowsError, read_rows, run_row};

pub use tidegate_fixtures::generate::Operator;
pub use tidegate_reference::Dialect;
