//! Whether a function triggers itself: what it is triggered by and what it writes in, a verdict out, with what AWS's
//! detection stops of the loop and what the rest costs.
//!
//! Buckets are judged by prefix and suffix. Queues, streams, topics and buses are judged by the function's own output: it
//! is run through the function's own filter, and whatever is delivered is a loop.

mod cascade;
mod figures;
mod key;
mod notification;

use std::fmt;

use tidegate::Source;
use tidegate_batch::Tally;

pub use cascade::{Burn, DETECTED_AFTER, Looping};
pub use key::{KeyPattern, Overlap};
pub use notification::{NotificationError, Notifications, Trigger};

use super::Plan;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// What was looked at does not trigger again.
    Guarded,
    /// Nothing can be said.
    Uncertain,
    /// Some of what is written triggers again.
    Likely,
    /// What is written triggers again.
    Loop,
}

/// `GUARDED`, `UNCERTAIN`, `LIKELY` or `LOOP`.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Guarded => "GUARDED",
            Self::Uncertain => "UNCERTAIN",
            Self::Likely => "LIKELY",
            Self::Loop => "LOOP",
        })
    }
}

/// The way back to the function.
#[derive(Clone, Debug, PartialEq)]
pub enum Path {
    /// A bucket that it is triggered by and writes to.
    Bucket {
        /// Its notifications.
        triggers: Vec<Trigger>,
        /// Keys that the function writes to it.
        writes: Vec<KeyPattern>,
    },
    /// Its own output, run through its own filter.
    Samples {
        /// What it is triggered by.
        origin: Source,
        /// The outputs' fates.
        tally: Tally,
        /// The first outputs that were delivered, counted from 0.
        delivered: Vec<u64>,
    },
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The way back.
    pub path: Path,
    /// The function, and what one invocation writes.
    pub looping: Looping,
    /// Whether the function's `RecursiveLoop` is set to `Allow`, which turns AWS's detection off.
    pub is_allowed: bool,
}

impl Question {
    /// The plan.
    ///
    /// ```
    /// use tidegate_plan::recursion::{Looping, Path, Question, Trigger, Verdict};
    /// use tidegate_price::{Architecture, PriceBook};
    /// let trigger = Trigger { keys: "*.jpg".parse()?, is_for_writes: true, target: String::new() };
    /// let question = Question {
    ///     path: Path::Bucket { triggers: vec![trigger], writes: vec!["*-thumb.jpg".parse()?] },
    ///     looping: Looping {
    ///         fan_out: 1,
    ///         duration_ms: 100.into(),
    ///         memory_mb: 128,
    ///         concurrency: 1000,
    ///         rates: PriceBook::built_in().rates("us-east-1", Architecture::X86_64).unwrap(),
    ///     },
    ///     is_allowed: false,
    /// };
    /// assert_eq!(question.verdict(), Verdict::Loop);
    /// assert!(question.answer().headline.starts_with("LOOP"));
    /// # Ok::<(), String>(())
    /// ```
    #[must_use]
    pub fn answer(&self) -> Plan {
        figures::plan(self)
    }

    /// The worst of what was looked at.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match &self.path {
            Path::Bucket { triggers, writes } => {
                let pairs = triggers
                    .iter()
                    .flat_map(|trigger| writes.iter().map(move |keys| pair(trigger, keys)));
                pairs.max().unwrap_or(Verdict::Uncertain)
            }
            Path::Samples { tally, .. } if tally.delivered > 0 => Verdict::Loop,
            Path::Samples { tally, .. } if tally.read == 0 || tally.unreadable_total() > 0 => {
                Verdict::Uncertain
            }
            Path::Samples { .. } => Verdict::Guarded,
        }
    }

    /// Whether AWS counts the invocations of such a chain and stops it. It does for SQS, SNS and S3; not for streams,
    /// topics of Kafka, brokers and buses (Lambda Developer Guide, "Use Lambda recursive loop detection to prevent
    /// infinite loops", read 2026-11-23).
    #[must_use]
    pub fn is_detected(&self) -> bool {
        let is_counted = match &self.path {
            Path::Bucket { .. } => true,
            Path::Samples { origin, .. } => *origin == Source::Sqs,
        };
        is_counted && !self.is_allowed
    }
}

/// One notification against one pattern of keys.
fn pair(trigger: &Trigger, keys: &KeyPattern) -> Verdict {
    if !trigger.is_for_writes {
        return Verdict::Guarded;
    }
    match trigger.keys.overlap(keys) {
        Overlap::None(_) => Verdict::Guarded,
        Overlap::Some(_) => Verdict::Likely,
        Overlap::All(_) => Verdict::Loop,
    }
}
