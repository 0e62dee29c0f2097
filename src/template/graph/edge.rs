//! One way by which records go from one resource of a template to another.

use std::ops::Range;

use crate::entry::Entry;

/// One resource that sends to another, each by its name in the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The sender.
    pub from: String,
    /// The receiver.
    pub to: String,
    /// How it sends.
    pub via: Via,
    /// The bytes of what says so in the file; empty if another file says it.
    pub range: Range<usize>,
    /// Where another file says it.
    pub elsewhere: Option<Elsewhere>,
}

/// A place in another file of the same directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The path of the file in the directory.
    pub file: String,
    /// From 1.
    pub line: usize,
}

impl std::fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)
    }
}

/// A mapping, rule or pipe in another file of the same directory.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// Its places are not those of the file that was read.
    pub entry: Entry,
    /// Where it stands.
    pub elsewhere: Elsewhere,
}

/// How one resource sends to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// A policy lets a function write.
    Policy {
        /// The actions that write, such as `sqs:SendMessage`.
        actions: Vec<String>,
        /// The prefix of the keys that it may write to a bucket; empty for all.
        prefix: String,
    },
    /// A connector of SAM lets a function write.
    Connector,
    /// A variable of a function's environment names the receiver. It may only read from it.
    Environment,
    /// A destination of a function's asynchronous invocations.
    Destination,
    /// A subscription to a topic.
    Subscription {
        /// Whether the receiver gets the publisher's message without SNS's envelope; `None` if it is not known.
        is_raw: Option<bool>,
        /// Whether a filter policy, which is not read, keeps messages from it.
        is_filtered: bool,
    },
    /// A notification of a bucket.
    Notification {
        /// Its events, such as `s3:ObjectCreated:*`.
        events: Vec<String>,
        /// The prefix of the keys that it is about; empty for all.
        prefix: String,
        /// Their suffix; empty for all.
        suffix: String,
    },
    /// A target of a rule of EventBridge.
    Target {
        /// Whether the receiver gets the whole event, and not a part or text of its own.
        is_whole: bool,
    },
    /// The target of a pipe.
    Pipe,
    /// A table that sends its changes to a Kinesis stream.
    Changes,
}
