//! Adds up the invocations of a run, and finds how many ran at once.

use super::counts::{Counts, Invocation};

pub(super) struct Meter<'s> {
    pub(super) counts: Counts,
    /// The lane that is running.
    pub(super) lane: u32,
    /// Whether invocations try records again that block their lane.
    pub(super) is_retry: bool,
    starts: Vec<u64>,
    ends: Vec<u64>,
    sink: &'s mut dyn FnMut(Invocation),
}

impl<'s> Meter<'s> {
    pub(super) fn new(sink: &'s mut dyn FnMut(Invocation)) -> Self {
        Self {
            counts: Counts::default(),
            lane: 0,
            is_retry: false,
            starts: Vec::new(),
            ends: Vec::new(),
            sink,
        }
    }

    pub(super) fn invocation(&mut self, start_us: u64, end_us: u64, records: usize) {
        let counts = &mut self.counts;
        counts.invocations += 1;
        counts.records_invoked += records as u64;
        counts.busy_us += end_us - start_us;
        if self.is_retry {
            counts.retries += 1;
            counts.records_retried += records as u64;
        }
        counts.finished_us = counts.finished_us.max(end_us);
        if end_us > start_us {
            self.starts.push(start_us);
            self.ends.push(end_us);
        }
        let records = u32::try_from(records).unwrap_or(u32::MAX);
        (self.sink)(Invocation {
            start_us,
            end_us,
            records,
            is_retry: self.is_retry,
            lane: self.lane,
        });
    }

    pub(super) fn finish(mut self) -> Counts {
        self.counts.concurrency_max = at_once_max(self.starts, self.ends);
        self.counts
    }
}

/// Returns the most invocations at one instant. The starts and the ends are in any order; none is as long as nothing.
pub(super) fn at_once_max(mut starts: Vec<u64>, mut ends: Vec<u64>) -> u64 {
    starts.sort_unstable();
    ends.sort_unstable();
    let (mut ended, mut most) = (0, 0);
    for (started, start_us) in starts.iter().enumerate() {
        // An invocation that ends exactly when another starts does not overlap with it.
        while ends[ended] <= *start_us {
            ended += 1;
        }
        most = most.max((started + 1 - ended) as u64);
    }
    most
}
