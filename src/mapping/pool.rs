//! The environments of a function: each runs one invocation at a time, the newest idle one works first, and one that was
//! idle too long is gone. Whole microseconds, nothing random.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

/// Idle times that are reported, in minutes, from the shortest to the longest. AWS does not say how long an idle
/// environment stays.
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
    /// By end.
    busy: BinaryHeap<Reverse<(u64, u64)>>,
    /// Since when, by age: the last is the newest.
    idle: BTreeMap<u64, u64>,
    /// In the order in which they became idle; entries whose environment has worked since are passed over.
    expiring: VecDeque<(u64, u64)>,
    created: u64,
    idle_us: u64,
}

impl Pool {
    /// No environment yet; one goes after `expiry_us` without work.
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

    /// Runs an invocation at `start_us`, no earlier than the one before. Returns whether it starts cold; `duration_us`
    /// gets that, and returns how long the invocation takes.
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

    /// Time that environments have been idle so far, all together; those idle now are not counted yet.
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
    fn overlapping_invocations_need_environments_of_their_own() {
        let mut pool = Pool::new(100);
        assert!(pool.invoke(0, |_| 50));
        assert!(pool.invoke(10, |_| 50));
        assert!(!pool.invoke(50, |_| 50));
        assert!(!pool.invoke(60, |_| 50));
        assert_eq!(pool.created, 2);
    }

    /// The newest works on, so the oldest goes although there is work.
    #[test]
    fn the_newest_goes_first() {
        let mut pool = Pool::new(100);
        pool.invoke(0, |_| 10);
        pool.invoke(5, |_| 10);
        for start_us in [50, 90] {
            assert!(!pool.invoke(start_us, |_| 10));
        }
        assert!(!pool.invoke(115, |_| 10));
        assert!(pool.invoke(116, |_| 10));
        assert_eq!(pool.idle_us(), 35 + 30 + 15 + 100);
    }
}
