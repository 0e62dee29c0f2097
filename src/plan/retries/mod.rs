//! What failing invocations add: multipliers, the age of what is tried again, and what is given up. A share of failing
//! attempts in; tries, times and cost out.
//!
//! An attempt fails by chance, independently of the one before (`failing`), or always (`poison`).

mod answer;
mod figures;
mod invoker;
mod question;

pub use invoker::{ASYNC_WAITS_SECONDS, Invoker};
pub use question::{ASYNC_RETRIES_MAX, Question};
