//! Names by their counts, one line each, however narrow the terminal.

use super::entry::Phrase;

/// Counts, the largest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standings {
    /// The things that are counted.
    pub title: Vec<Phrase>,
    /// From most to least.
    pub rows: Vec<Standing>,
    /// The noun for the rows, in the plural.
    pub noun: &'static str,
    /// The number of rows left out.
    pub more: u64,
}

/// A count and the thing counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How many there are.
    pub count: u64,
    /// The file or other owner of the name; may be empty.
    pub group: String,
    /// The name.
    pub name: String,
    /// A remark after it; may be empty.
    pub detail: String,
}
