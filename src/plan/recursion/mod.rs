//! Finds whether a function triggers itself, from its triggers and its output. The verdict comes with whether AWS's
//! detection stops the loop and what the loop costs. The numbers are in `model`, the words in `document`.
//!
//! Buckets are checked by prefix and suffix. For queues, streams, topics and buses, the function's own output is run
//! through its own filter: every output that is delivered is a loop.

mod advice;
mod cascade;
mod document;
mod key;
mod model;
mod notification;

pub use cascade::{Burn, DETECTED_AFTER, Looping};
pub use key::{KeyPattern, Overlap};
pub use model::{Path, RecursionRequest, Verdict};
pub use notification::{NotificationError, Notifications, Trigger};
