//! The reads of a shard: when the next one is due, and which records it fetches.

use super::run::Run;
use super::settings::StreamSettings;

/// The reads of one shard.
pub(super) struct Reads<'r> {
    settings: &'r StreamSettings,
    /// Records that are not fetched yet, in order of arrival.
    waiting: &'r [u32],
    /// When the shard was last read; `None` if it was not.
    last_us: Option<u64>,
    /// Time after the last read that its bytes take at the shard's rate, in microseconds.
    bytes_us: u64,
}

impl<'r> Reads<'r> {
    pub(super) const fn new(records: &'r [u32], settings: &'r StreamSettings) -> Self {
        Self {
            settings,
            waiting: records,
            last_us: None,
            bytes_us: 0,
        }
    }

    /// Returns when the record that arrives next does; `None` if all are fetched.
    fn arrival_us(&self, run: &Run<'_, '_>) -> Option<u64> {
        self.waiting.first().map(|&next| run.arrival_us(next))
    }

    /// Returns the next read for a lane that asked at `asked_us`, or `None` if all is fetched. If records waited then, it
    /// is as soon as the limits allow, otherwise at the base rate.
    pub(super) fn due_us(&self, run: &Run<'_, '_>, asked_us: u64) -> Option<u64> {
        let has_waiting = self.arrival_us(run)? <= asked_us;
        let pause_us = if has_waiting {
            self.settings.reads.pause_us
        } else {
            self.idle_us()
        };
        let earliest_us = self
            .last_us
            .map_or(0, |last_us| last_us + pause_us.max(self.bytes_us));
        Some(earliest_us.max(asked_us))
    }

    /// Returns the first read that finds a record, if a read is due at `due_us` and then at the base rate.
    pub(super) fn finding_us(&self, run: &Run<'_, '_>, due_us: u64) -> Option<u64> {
        let idle_us = self.idle_us();
        let empty_us = self.arrival_us(run)?.saturating_sub(due_us);
        Some(due_us + empty_us.div_ceil(idle_us) * idle_us)
    }

    /// Skips the reads from `due_us` until before `now_us`, which find nothing. Returns the time of the last one, if there
    /// was any.
    pub(super) const fn skip(&mut self, due_us: u64, now_us: u64) -> Option<u64> {
        if due_us >= now_us {
            return None;
        }
        let idle_us = self.idle_us();
        self.last_us = Some(due_us + (now_us - due_us - 1) / idle_us * idle_us);
        self.bytes_us = 0;
        self.last_us
    }

    /// Returns the time from an empty read to the next one.
    const fn idle_us(&self) -> u64 {
        let (poll_us, pause_us) = (self.settings.poll_us, self.settings.reads.pause_us);
        let longer_us = if poll_us > pause_us {
            poll_us
        } else {
            pause_us
        };
        if longer_us > 0 { longer_us } else { 1 }
    }

    /// Reads the shard. Returns the records that have arrived, as many as fit into one read.
    pub(super) fn read(&mut self, run: &Run<'_, '_>, now_us: u64) -> &'r [u32] {
        let limits = &self.settings.reads;
        let (mut count, mut bytes) = (0, 0);
        let most = limits.records_max.max(1) as usize;
        for &index in self.waiting.iter().take(most) {
            let record = &run.records[index as usize];
            let with_it = bytes + u64::from(record.bytes);
            if record.arrival_us > now_us || (count > 0 && with_it > limits.bytes_max) {
                break;
            }
            (count, bytes) = (count + 1, with_it);
        }
        self.bytes_us = limits.time_us(bytes);
        self.last_us = Some(now_us);
        let (fetched, waiting) = self.waiting.split_at(count);
        self.waiting = waiting;
        fetched
    }
}
