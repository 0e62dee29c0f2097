//! Conditions of patterns that alone keep records out.

use serde::{Deserialize, Serialize};

/// How many records are one condition away from delivery, and which condition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearMisses {
    /// Filtered records that were looked at.
    pub examined: u64,
    /// Filtered records.
    pub filtered: u64,
    /// Records that are one condition away from delivery.
    pub records: u64,
    /// The conditions, most records first.
    pub conditions: Vec<NearMiss>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearMiss {
    /// Path and operator, or the fields that have to be in one list element.
    pub condition: String,
    /// The number of the filter it belongs to, from 1.
    pub filter: usize,
    /// Records that fail this alone.
    pub records: u64,
}
