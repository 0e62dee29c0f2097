//! The triggers and the output of a function, and the verdict that follows.

use std::fmt;

use tidegate::Source;
use tidegate_batch::Tally;

use super::cascade::Looping;
use super::key::{KeyPattern, Overlap};
use super::notification::Trigger;

/// The verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing that was checked triggers again.
    Guarded,
    /// Nothing can be concluded.
    Uncertain,
    /// Some of the written keys trigger again.
    Likely,
    /// The output triggers the function again.
    Loop,
}

/// Writes `GUARDED`, `UNCERTAIN`, `LIKELY` or `LOOP`.
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

/// The path from the output back to the function.
#[derive(Clone, Debug, PartialEq)]
pub enum Path {
    /// A bucket that triggers the function and that it writes to.
    Bucket {
        /// Its notifications.
        triggers: Vec<Trigger>,
        /// Keys that the function writes to it.
        writes: Vec<KeyPattern>,
    },
    /// The function's output, run through its own filter.
    Samples {
        /// The source that triggers the function.
        origin: Source,
        /// Counts of what happened to the outputs.
        tally: Tally,
        /// Indexes of the first delivered outputs, counted from 0.
        delivered: Vec<u64>,
    },
}

impl Path {
    /// Returns the worst verdict over everything that was checked.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self {
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
}

/// The input of a recursion plan.
#[derive(Clone, Debug)]
pub struct RecursionRequest {
    /// The path back to the function.
    pub path: Path,
    /// The function, and the output of one invocation.
    pub looping: Looping,
    /// Whether the function's `RecursiveLoop` is set to `Allow`, which turns AWS's detection off.
    pub is_allowed: bool,
}

impl RecursionRequest {
    /// Returns the worst verdict over everything that was checked.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.path.verdict()
    }

    /// Returns whether AWS counts the invocations of such a chain and stops it. It does for SQS, SNS and S3, but not
    /// for streams, Kafka topics, brokers and buses (Lambda Developer Guide, "Use Lambda recursive loop detection to
    /// prevent infinite loops", read 2026-11-23).
    #[must_use]
    pub fn is_detected(&self) -> bool {
        let is_counted = match &self.path {
            Path::Bucket { .. } => true,
            Path::Samples { origin, .. } => *origin == Source::Sqs,
        };
        is_counted && !self.is_allowed
    }
}

/// Returns the verdict for one notification and one pattern of written keys.
pub(super) fn pair(trigger: &Trigger, keys: &KeyPattern) -> Verdict {
    if !trigger.is_for_writes {
        return Verdict::Guarded;
    }
    match trigger.keys.overlap(keys) {
        Overlap::None(_) => Verdict::Guarded,
        Overlap::Some(_) => Verdict::Likely,
        Overlap::All(_) => Verdict::Loop,
    }
}
