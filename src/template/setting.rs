//! Settings of a mapping or pipe, of its function and of its source, each with its place.

use std::ops::Range;

use serde_json::Value;

use crate::resolve::Hole;

/// What a setting belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The mapping or pipe.
    Mapping,
    /// The function that it invokes.
    Function,
    /// The queue, stream or table that it reads.
    Source,
}

/// Where a setting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// At the resource or event.
    Here,
    /// Among the `Globals` of a SAM template, or under `provider` in a Serverless file.
    Globals,
    /// Nowhere: the framework that makes the template from this file has a default that is not AWS's.
    Framework,
}

/// A setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// What it belongs to.
    pub subject: Subject,
    /// Its name as AWS has it, with the names around it: `ScalingConfig.MaximumConcurrency`.
    pub name: &'static str,
    /// Its value as JSON; `None` if it is known only after deployment.
    pub value: Option<Value>,
    /// The bytes of the value in the file.
    pub range: Range<usize>,
    /// Where it stands.
    pub stated: Stated,
    /// The assumptions in the value, or the reference that is not known.
    pub holes: Vec<Hole>,
}
