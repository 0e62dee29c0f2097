//! What triggers a function, what it writes, and what that comes to.

use std::fmt;

use tidegate::Source;
use tidegate_batch::Tally;

use super::cascade::Looping;
use super::key::{KeyPattern, Overlap};
use super::notification::Trigger;

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
