//! A batch handed to the function until it is done with: retries, bisection and partial failures, for streams and
//! consumers (Lambda Developer Guide, "Handling errors" of each stream source, read 2026-11-23: a failed batch holds up
//! its shard; splitting it does not use up its retries).

use super::record::ALWAYS;
use super::run::Run;

/// A batch that is tried for ever holds a record that never passes.
pub(super) struct Stuck;

impl Run<'_, '_> {
    /// Invokes the function with `batch` from `now_us` on and answers when it is free again.
    pub(super) fn attempt(&mut self, batch: &[u32], now_us: u64) -> Result<u64, Stuck> {
        if self.failing.is_empty() {
            return Ok(self.invoke(batch.len(), now_us));
        }
        let mut now_us = now_us;
        let mut waiting = vec![(batch, self.settings.retries)];
        while let Some((batch, left)) = waiting.pop() {
            now_us = self.invoke(batch.len(), now_us);
            let Some(first) = self.first_failing(batch) else {
                continue;
            };
            let rest = if self.settings.is_partial {
                &batch[first..]
            } else {
                batch
            };
            if self.settings.is_bisecting && !self.settings.is_partial && rest.len() > 1 {
                let (front, back) = rest.split_at(rest.len() / 2);
                waiting.extend([(back, left), (front, left)]);
                continue;
            }
            match left {
                Some(0) => self.meter.counts.given_up += rest.len() as u64,
                None if rest
                    .iter()
                    .any(|&index| self.failing[index as usize] == ALWAYS) =>
                {
                    let behind: usize = waiting.iter().map(|(batch, _)| batch.len()).sum();
                    self.meter.counts.blocked += (rest.len() + behind) as u64;
                    return Err(Stuck);
                }
                left => waiting.push((rest, left.map(|left| left - 1))),
            }
        }
        Ok(now_us)
    }

    /// One invocation; answers when it ends.
    pub(super) fn invoke(&mut self, records: usize, start_us: u64) -> u64 {
        let end_us = start_us + self.settings.handler_us(records);
        self.meter.invocation(start_us, end_us, records);
        end_us
    }

    /// Where the first record stands that fails this attempt; every failing record has one failure less afterwards.
    fn first_failing(&mut self, batch: &[u32]) -> Option<usize> {
        let first = batch
            .iter()
            .position(|&index| self.failing[index as usize] > 0);
        for &index in batch {
            self.fails(index);
        }
        first
    }

    /// Whether the record fails this attempt, which counts as one.
    pub(super) fn fails(&mut self, index: u32) -> bool {
        let Some(failing) = self.failing.get_mut(index as usize) else {
            return false;
        };
        let fails = *failing > 0;
        if fails && *failing != ALWAYS {
            *failing -= 1;
        }
        fails
    }

    /// Counts the matching records of a lane that nobody will read any more.
    pub(super) fn block(&mut self, unread: &[u32]) {
        let matching = unread
            .iter()
            .filter(|&&index| self.records[index as usize].matches);
        self.meter.counts.blocked += matching.count() as u64;
    }
}
