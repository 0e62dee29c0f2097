//! The shards, partitions or message groups that records were read from, numbered. A stream has some hundreds at most, but a
//! FIFO queue may have a group for each of its messages, so there is a bound: beyond it, lines share numbers by chance.
//!
//! # Example
//!
//! With a bound of three:
//!
//! ```text
//! keys      a b a c     numbers 0 1 0 2, in the order of their first records
//! then      d           a fourth: from now on a number is the key's hash modulo 3, for the rows before too
//! ```
//!
//! The bound is that of a replay's lanes, so no more numbers could be replayed apart.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use tidegate_mapping::Shards;

use super::mix::mixed;

/// Most lines that have a number of their own.
pub(in crate::request) const LINES_MAX: u32 = Shards::MAX;

/// The lines by their keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Lines {
    /// In the order of their first records.
    Numbered(HashMap<u64, u32>),
    /// There were more than [`LINES_MAX`].
    Shared,
}

/// The number of a line.
pub(super) enum LineNumber {
    Known(u32),
    /// The line is one too many: lines have to be shared first.
    TooMany,
}

impl Default for Lines {
    fn default() -> Self {
        Self::Numbered(HashMap::new())
    }
}

impl Lines {
    /// Returns how many numbers there are.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Numbered(numbers) => numbers.len(),
            Self::Shared => LINES_MAX as usize,
        }
    }

    /// Returns the number of the line with this key.
    pub(super) fn number(&mut self, key: u64) -> LineNumber {
        let Self::Numbered(numbers) = self else {
            return LineNumber::Known(shared(key));
        };
        let next = numbers.len() as u32;
        if next >= LINES_MAX && !numbers.contains_key(&key) {
            return LineNumber::TooMany;
        }
        LineNumber::Known(*numbers.entry(key).or_insert(next))
    }

    /// Lets all lines share numbers. Returns for each number so far the one that takes its place.
    pub(super) fn share(&mut self) -> Vec<u32> {
        match std::mem::replace(self, Self::Shared) {
            Self::Numbered(numbers) => by_number(&numbers).into_iter().map(shared).collect(),
            Self::Shared => Vec::new(),
        }
    }

    /// Returns whether these and other lines together have numbers of their own.
    pub(super) fn fits(&self, other: &Self) -> bool {
        let (Self::Numbered(own), Self::Numbered(other)) = (self, other) else {
            return false;
        };
        let new = other.keys().filter(|key| !own.contains_key(key));
        own.len() + new.count() <= LINES_MAX as usize
    }

    /// Returns the keys in the order of their numbers; none if lines are shared.
    pub(super) fn keys(&self) -> Vec<u64> {
        match self {
            Self::Numbered(numbers) => by_number(numbers),
            Self::Shared => Vec::new(),
        }
    }
}

fn by_number(numbers: &HashMap<u64, u32>) -> Vec<u64> {
    let mut keys: Vec<_> = numbers
        .iter()
        .map(|(key, number)| (*number, *key))
        .collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, key)| key).collect()
}

fn shared(key: u64) -> u32 {
    (mixed(key) % u64::from(LINES_MAX)) as u32
}
