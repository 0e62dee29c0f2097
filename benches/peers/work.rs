//! A workload: records, and the patterns that all contestants match with them.

use std::rc::Rc;

use crate::records::Records;

/// The size of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Enough to show that the command works.
    Quick,
    /// Enough to measure.
    Full,
}

/// The kind of the records, for contestants that are written for a kind.
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

/// The envelope of a payload.
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
    /// Name by which `--only` finds it.
    pub(crate) name: String,
    /// A sentence about its records and patterns.
    pub(crate) about: String,
    pub(crate) records: Rc<Records>,
    pub(crate) shape: Shape,
    pub(crate) form: Form,
    pub(crate) patterns: Vec<String>,
    /// Expected matches of each pattern among all records; `None` if contestants are only compared with each other.
    pub(crate) expected: Option<Vec<u64>>,
    /// Number of records, from the first, that are timed; counts are compared on all.
    pub(crate) timed: usize,
    /// Whether two conditions must hold in one element of an array.
    pub(crate) in_one_element: bool,
}
