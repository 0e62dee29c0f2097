//! The environments of a function. Each runs one invocation at a time, an idle one is preferred to a new one, and the
//! newest idle one is preferred to older ones. An environment that was idle too long is removed. All times are whole
//! microseconds, and nothing is random.
//!
//! # Example
//!
//! Six invocations of 10 µs each, and environments that expire after 100 µs without work. `#` is work, `.` is idle
//! time, `x` is where an environment expires; one column is 5 µs.
//!
//! ```text
//! start          05        50      90   115
//! environment 1  ##....................x
//! environment 2   ##.......##......##...##
//! environment 3                         ##
//! ```
//!
//! | start | before | what happens | idle time added |
//! |---|---|---|---|
//! | 0 | no environment | cold: environment 1 is created, busy until 10 | |
//! | 5 | 1 is busy | cold: environment 2 is created, busy until 15 | |
//! | 50 | 1 idle since 10, 2 idle since 15 | warm: 2 is the newest, busy until 60 | 50 - 15 = 35 |
//! | 90 | 1 idle since 10, 2 idle since 60 | warm: 2 again, busy until 100 | 90 - 60 = 30 |
//! | 115 | 1 expired at 10 + 100 = 110, 2 idle since 100 | warm: 2 again, busy until 125 | 100 (of 1), 115 - 100 = 15 |
//! | 116 | 2 is busy | cold: environment 3 is created, busy until 126 | |
//!
//! Three of six invocations start cold. Environment 1 expires although there is work: environment 2 does all of it.
//!
//! The pool keeps three collections. `busy` is a heap by the end of the invocation: at each start, everything that has
//! ended moves to `idle`. `idle` is ordered by age, so its last entry is the newest environment. `expiring` is a queue
//! by the time at which environments became idle: its front expires first. An environment that works again stays in
//! `expiring` until its entry reaches the front; the entry is then ignored, because `idle` holds another time for it or
//! none. At 115 in the example `expiring` holds (10, 1), (15, 2), (60, 2), (100, 2). The first two are due. (10, 1)
//! agrees with `idle`, so environment 1 is removed; (15, 2) does not, because environment 2 has been idle since 100
//! only. An invocation therefore takes logarithmic time on average, however many environments are idle.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

/// Idle times, in minutes, that reports assume, from the shortest to the longest. AWS does not document how long it
/// keeps an idle environment.
pub const IDLE_MINUTES: [u32; 3] = [5, 10, 60];

/// Environments, busy and idle.
///
/// ```
/// use tidegate_mapping::Pool;
/// let mut pool = Pool::new(600_000_000);
/// assert!(pool.invoke(0, |_| 1_000_000));
/// assert!(!pool.invoke(2_000_000, |_| 1_000_000));
/// // Ten minutes after the end of the last run the environment is gone.
/// assert!(pool.invoke(603_000_000, |_| 1_000_000));
/// ```
#[derive(Clone, Debug)]
pub struct Pool {
    expiry_us: u64,
    /// Busy environments as (end of the invocation, environment), the earliest end first.
    busy: BinaryHeap<Reverse<(u64, u64)>>,
    /// Idle environments, each with the time since when. The last key is the newest environment.
    idle: BTreeMap<u64, u64>,
    /// (Idle since, environment) in the order in which they became idle. Entries whose environment has worked since are
    /// skipped.
    expiring: VecDeque<(u64, u64)>,
    created: u64,
    idle_us: u64,
}

impl Pool {
    /// Returns a pool without environments. An environment is removed after `expiry_us` without work.
    #[must_use]
    pub const fn new(expiry_us: u64) -> Self {
        Self {
            expiry_us,
            busy: BinaryHeap::new(),
            idle: BTreeMap::new(),
            expiring: VecDeque::new(),
            created: 0,
            idle_us: 0,
        }
    }

    /// Runs an invocation at `start_us`, which must not be earlier than the previous start. Returns whether it starts
    /// cold. `duration_us` is called with that, and returns how long the invocation takes.
    pub fn invoke(&mut self, start_us: u64, duration_us: impl FnOnce(bool) -> u64) -> bool {
        self.advance(start_us);
        let (environment, is_cold) = match self.idle.pop_last() {
            Some((environment, since_us)) => {
                self.idle_us += start_us - since_us;
                (environment, false)
            }
            None => {
                self.created += 1;
                (self.created, true)
            }
        };
        let end_us = start_us.saturating_add(duration_us(is_cold));
        self.busy.push(Reverse((end_us, environment)));
        is_cold
    }

    /// Returns the total time that environments have been idle. The current idle times are not included yet.
    #[must_use]
    pub const fn idle_us(&self) -> u64 {
        self.idle_us
    }

    fn advance(&mut self, now_us: u64) {
        while let Some(&Reverse((end_us, environment))) = self.busy.peek() {
            if end_us > now_us {
                break;
            }
            self.busy.pop();
            self.idle.insert(environment, end_us);
            self.expiring.push_back((end_us, environment));
        }
        while let Some(&(since_us, environment)) = self.expiring.front() {
            if since_us.saturating_add(self.expiry_us) > now_us {
                break;
            }
            self.expiring.pop_front();
            if self.idle.get(&environment) == Some(&since_us) {
                self.idle.remove(&environment);
                self.idle_us += self.expiry_us;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pool;

    #[test]
    fn overlapping_invocations_get_separate_environments() {
        let mut pool = Pool::new(100);
        assert!(pool.invoke(0, |_| 50));
        assert!(pool.invoke(10, |_| 50));
        assert!(!pool.invoke(50, |_| 50));
        assert!(!pool.invoke(60, |_| 50));
        assert_eq!(pool.created, 2);
    }

    /// The example of the module's docs. The newest environment does all the work, so the oldest expires.
    #[test]
    fn idle_environments_the_newest_works_and_the_oldest_expires() {
        let mut pool = Pool::new(100);
        assert!(pool.invoke(0, |_| 10));
        assert!(pool.invoke(5, |_| 10));
        for start_us in [50, 90] {
            assert!(!pool.invoke(start_us, |_| 10));
        }
        assert!(!pool.invoke(115, |_| 10));
        assert!(pool.invoke(116, |_| 10));
        assert_eq!(pool.idle_us(), 35 + 30 + 15 + 100);
    }
}
