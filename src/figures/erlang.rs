//! Erlang's formulas: arrivals at random, so many servers. The loss formula B, without a queue, is exact for any
//! distribution of service times; the delay formula C has a queue and exponential times.
//!
//! Floating point: 1 / B = 1 + c/a + c(c-1)/a^2 + ..., summed until its terms vanish. All of them are positive, so nothing
//! cancels, and about eight times the root of the load is enough of them, however many servers there are.

/// Most servers that are tried.
const SERVERS_MAX: u64 = 1 << 40;

/// The share of arrivals that find all `servers` busy, at an offered load of `load` (rate times mean duration).
///
/// ```
/// use tidegate_figures::blocked;
/// // 500 files a second for 200 ms each, on exactly as many environments as are busy on average.
/// assert_eq!(format!("{:.4}", blocked(100.0, 100)), "0.0757");
/// ```
#[must_use]
pub fn blocked(load: f64, servers: u64) -> f64 {
    let (mut term, mut inverse) = (1.0_f64, 1.0_f64);
    let mut left = servers as f64;
    while left > 0.0 && inverse.is_finite() {
        term *= left / load;
        inverse += term;
        if left < load && term < inverse * f64::EPSILON / 16.0 {
            break;
        }
        left -= 1.0;
    }
    inverse.recip()
}

/// The fewest servers that block no more than `target` of the arrivals; `None` if not even a trillion do.
///
/// ```
/// use tidegate_figures::servers_for;
/// assert_eq!([0.01, 0.001, 0.0001].map(|target| servers_for(100.0, target)), [Some(117), Some(128), Some(137)]);
/// ```
#[must_use]
pub fn servers_for(load: f64, target: f64) -> Option<u64> {
    let is_enough = |servers| blocked(load, servers) <= target;
    let mut enough = 1_u64;
    while !is_enough(enough) {
        enough *= 2;
        if enough > SERVERS_MAX {
            return None;
        }
    }
    let mut few = 0;
    while few < enough {
        let middle = few + (enough - few) / 2;
        if is_enough(middle) {
            enough = middle;
        } else {
            few = middle + 1;
        }
    }
    Some(enough)
}

/// Waiting for one of so many servers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delay {
    /// The share of arrivals that wait.
    pub share: f64,
    /// Mean wait of all arrivals, in mean durations.
    pub mean: f64,
}

/// What waits at an offered load of `load` with so many `servers`; `None` if they can't keep up.
///
/// ```
/// use tidegate_figures::delayed;
/// let delay = delayed(100.0, 110).unwrap();
/// assert_eq!(format!("{:.4} {:.4}", delay.share, delay.mean), "0.2370 0.0237");
/// assert_eq!(delayed(100.0, 100), None);
/// ```
#[must_use]
pub fn delayed(load: f64, servers: u64) -> Option<Delay> {
    let free = servers as f64 - load;
    if free <= 0.0 {
        return None;
    }
    let blocked = blocked(load, servers);
    let share = blocked / (1.0 - load / servers as f64 * (1.0 - blocked));
    Some(Delay {
        share,
        mean: share / free,
    })
}

#[cfg(test)]
mod tests {
    use super::blocked;

    /// Against the formula as it is usually written, server by server.
    #[test]
    fn the_sum_equals_the_recursion() {
        for load in [0.001, 0.5, 2.0, 20.0, 333.3, 1_000.0] {
            let mut share = 1.0;
            for servers in 1..=1_500_u64 {
                share = load * share / (servers as f64 + load * share);
                if share < 1e-290 {
                    break;
                }
                let found = blocked(load, servers);
                assert!(
                    (found / share - 1.0).abs() < 1e-11,
                    "{load} {servers}: {found} {share}"
                );
            }
        }
        assert_eq!(blocked(5.0, 0), 1.0);
    }
}
