//! Rates that can be worked out by hand. Replays are checked against them, and a backlog is counted with them.
//! Records come at random (Poisson) and match independently; all rates are per second, all times in seconds.
//!
//! Batching as in the Lambda Developer Guide ("Batching behavior", read 2026-11-23). Floating point: these are counts
//! of a model, not money.

/// Returns the share of batches of `records` that hold a match, if each record matches with probability `share`.
///
/// ```
/// use tidegate_estimate::closed_form::batches_matching;
/// // Nine of ten records are filtered, yet two of three batches of ten still reach the function.
/// assert_eq!((batches_matching(0.1, 10.0) * 1e8).round(), 65_132_156.0);
/// ```
#[must_use]
pub fn batches_matching(share: f64, records: f64) -> f64 {
    // Exact for small shares too, where 1 - (1 - p)^n loses its digits.
    -(records * (-share).ln_1p()).exp_m1()
}

/// One shard of a stream and its function.
///
/// ```
/// use tidegate_estimate::closed_form::Shard;
/// let shard = Shard { rate: 10.0, poll: 1.0, batch_size: 100.0, window: 0.0, fixed: 0.0, each: 0.0 };
/// assert_eq!((shard.polled(0.1) * 2_592_000.0).round(), 1_638_456.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shard {
    /// Records that arrive.
    pub rate: f64,
    /// Time between two polls.
    pub poll: f64,
    /// Most records of a batch.
    pub batch_size: f64,
    /// Batch window.
    pub window: f64,
    /// Time of each invocation, whatever it carries.
    pub fixed: f64,
    /// Time of each record.
    pub each: f64,
}

impl Shard {
    /// Returns the invocations without a window, for a function much faster than the polls: one for each poll that
    /// finds a match.
    #[must_use]
    pub fn polled(&self, share: f64) -> f64 {
        -(-share * self.rate * self.poll).exp_m1() / self.poll
    }

    /// Returns the time from one invocation to the next without a window, for a function that is slower than the polls:
    /// its next batch holds the records that came while it ran. Infinite if it can't keep up.
    #[must_use]
    pub fn cycle(&self, share: f64) -> f64 {
        let left = 1.0 - self.each * share * self.rate;
        if left > 0.0 {
            self.fixed / left
        } else {
            f64::INFINITY
        }
    }

    /// Returns the invocations with a window, if batches are filled after filtering.
    #[must_use]
    pub fn filter_first(&self, share: f64) -> f64 {
        let matching = share * self.rate;
        if matching * self.window >= self.batch_size {
            return matching / self.batch_size;
        }
        let records = matching * self.window;
        -(-records).exp_m1() / (self.window + self.fixed + self.each * records)
    }

    /// Returns the invocations with a window, if batches are filled before filtering.
    #[must_use]
    pub fn batch_first(&self, share: f64) -> f64 {
        let records = self.rate * self.window;
        if records >= self.batch_size {
            return self.rate / self.batch_size * batches_matching(share, self.batch_size);
        }
        let runs = self.fixed + self.each * share * records;
        batches_matching(share, records) / (self.window + runs)
    }
}
