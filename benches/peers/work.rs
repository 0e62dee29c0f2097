//! One piece of work: records and the patterns that all contestants ask of them.

use std::rc::Rc;

use crate::records::Records;

/// How much of it all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Enough to see that it works.
    Quick,
    /// Enough to measure.
    Full,
}

/// What the records are, for the contestants that were written for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Features of citylots2.
    Lot,
    /// Sensor readings.
    Reading,
    /// Orders.
    Order,
    /// Events of 250 kB with long arrays.
    Large,
}

/// What is around a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Nothing: the record is the payload.
    Bare,
    /// A Kinesis record; the patterns have the payload under `data`.
    Kinesis,
    /// An SQS record; the patterns have the payload under `body`.
    Sqs,
}

/// Records and patterns.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    /// By which `--only` finds it.
    pub(crate) name: String,
    /// A sentence on records and patterns.
    pub(crate) about: String,
    pub(crate) records: Rc<Records>,
    pub(crate) shape: Shape,
    pub(crate) form: Form,
    pub(crate) patterns: Vec<String>,
    /// How many of all records match each pattern; `None` where only the contestants say.
    pub(crate) expected: Option<Vec<u64>>,
    /// The first so many records are timed; counts are compared on all.
    pub(crate) timed: usize,
    /// Whether two conditions have to hold in one element of an array.
    pub(crate) in_one_element: bool,
}
