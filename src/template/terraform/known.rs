//! The senders and readers of a directory, kept after its first file was read.

use std::ops::Range;

use crate::entry::Entry;
use crate::graph::Edge;
use crate::values::Values;

/// The senders and readers of a directory.
#[derive(Debug)]
pub(super) struct Graph {
    /// Where its files begin, and the values given, for which this holds.
    pub(super) bases: Vec<usize>,
    pub(super) values: Values,
    /// Each with the place of its block.
    pub(super) entries: Vec<(Entry, Range<usize>)>,
    /// Their ranges are those of parsed texts.
    pub(super) edges: Vec<Edge>,
}
