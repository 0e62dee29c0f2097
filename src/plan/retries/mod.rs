//! What failing invocations add: multipliers, the age of what is tried again, and what is given up.
//! A share of failing attempts goes in; tries, times and cost come out.
//! The numbers stand in `model`, the words in `document`.

mod document;
mod invoker;
mod model;

pub use invoker::{ASYNC_WAITS_SECONDS, Invoker};
pub use model::{ASYNC_RETRIES_MAX, Question};
