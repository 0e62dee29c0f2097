//! Whether a function triggers itself: what it is triggered by and what it writes in, a verdict out, with what AWS's
//! detection stops of the loop and what the rest costs. The numbers stand in `model`, the words in `document`.
//!
//! Buckets are judged by prefix and suffix. Queues, streams, topics and buses are judged by the function's own output: it
//! is run through the function's own filter, and whatever is delivered is a loop.

mod cascade;
mod document;
mod key;
mod model;
mod notification;

pub use cascade::{Burn, DETECTED_AFTER, Looping};
pub use key::{KeyPattern, Overlap};
pub use model::{Path, Question, Verdict};
pub use notification::{NotificationError, Notifications, Trigger};
