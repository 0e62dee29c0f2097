//! Erlang's formulas for random arrivals at a number of servers. The loss formula B has no queue and is exact for any
//! distribution of service times; the delay formula C has a queue and assumes exponential service times.
//!
//! Floating point: 1 / B = 1 + c/a + c(c-1)/a^2 + ... for c servers and an offered load of a. The sum stops once its terms
//! no longer change it. All terms are positive, so nothing cancels. About 8 * sqrt(a) terms are enough, whatever c is.

/// Most servers that [`servers_for`] tries.
const SERVERS_MAX: u64 = 1 << 40;

/// Returns the share of arrivals that find all `servers` busy. `load` is the offered load: arrival rate times mean duration.
///
/// ```
/// use tidegate_figures::blocked;
/// // 500 files a second, each for 200 ms, keep 100 environments busy on average. There are exactly 100.
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

/// Returns the smallest number of servers that blocks at most the share `target` of arrivals; `None` if a trillion servers
/// are not enough.
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

/// How many arrivals wait for a server, and how long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delay {
    /// The share of arrivals that wait.
    pub share: f64,
    /// Mean wait of all arrivals, as a multiple of the mean duration.
    pub mean: f64,
}

/// Returns the delay at an offered load of `load` with this number of servers; `None` if the servers can't keep up.
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

    /// The recursion, server by server, is the usual form of the formula.
    #[test]
    fn sum_equals_the_usual_recursion() {
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
