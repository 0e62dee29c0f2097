//! A batch that is being filled record by record, in either [`Order`].

use super::record::Record;
use super::settings::{Order, Settings};

/// The records of an open batch.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffer {
    /// Matching records, by index.
    pub(super) matching: Vec<u32>,
    /// Records that count toward the batch size: those that match or, if batching comes first, all.
    pub(super) taken: u32,
    /// Bytes that count toward the payload limit.
    bytes: u64,
    /// Whether a record was refused because of its bytes.
    is_refusing: bool,
}

impl Buffer {
    pub(super) fn clear(&mut self) {
        self.matching.clear();
        (self.taken, self.bytes, self.is_refusing) = (0, 0, false);
    }

    /// Takes the record and returns whether there was room. A record that is filtered out before batching needs no
    /// room.
    pub(super) fn take(&mut self, index: u32, record: &Record, settings: &Settings) -> bool {
        if settings.order == Order::FilterFirst && !record.matches {
            return true;
        }
        let bytes = self.bytes + u64::from(record.bytes);
        if self.taken > 0 && bytes > settings.payload_bytes_max {
            self.is_refusing = true;
            return false;
        }
        self.taken += 1;
        self.bytes = bytes;
        if record.matches {
            self.matching.push(index);
        }
        true
    }

    pub(super) fn is_full(&self, settings: &Settings) -> bool {
        self.is_refusing || self.taken >= settings.batch_size
    }
}
