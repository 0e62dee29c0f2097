//! The state that all kinds of sources share while they are simulated.

use super::meter::Meter;
use super::record::Record;
use super::settings::Settings;

/// What all kinds share while they run. Records go by their index.
pub(super) struct Run<'r, 's> {
    pub(super) records: &'r [Record],
    pub(super) settings: &'r Settings,
    /// Failing attempts left, by record; empty if no record fails.
    pub(super) failing: Vec<u32>,
    pub(super) meter: Meter<'s>,
}

impl Run<'_, '_> {
    pub(super) fn arrival_us(&self, index: u32) -> u64 {
        self.records[index as usize].arrival_us
    }
}

pub(super) fn failing(records: &[Record]) -> Vec<u32> {
    if records.iter().all(|record| record.failures == 0) {
        return Vec::new();
    }
    records.iter().map(|record| record.failures).collect()
}
