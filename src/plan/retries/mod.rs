//! The effect of failing invocations: additional attempts, the age of retried events, and the events that are given up.
//! Computes attempts, times and cost from the share of attempts that fail. The numbers are in `model` and `handling`,
//! the words in `document` and `advice`.

mod advice;
mod by_hand;
mod document;
mod handling;
mod invoker;
mod model;
mod tables;

pub use handling::Handling;
pub use invoker::{ASYNC_WAITS_SECONDS, Invoker};
pub use model::{ASYNC_RETRIES_MAX, RetriesRequest};
