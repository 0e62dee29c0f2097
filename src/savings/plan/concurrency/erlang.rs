//! Erlang's loss formula: arrivals at random, so many servers, no queue. Exact for any distribution of service times.
//! Floating point, relative error below 1e-12 up to a million servers: every step is positive and nothing cancels.

/// Most servers that are tried.
const SERVERS_MAX: u64 = 10_000_000;

/// The share of arrivals that find all `servers` busy, at an offered load of `load` (rate times mean duration).
///
/// ```
/// use tidegate_savings::plan::concurrency::blocked;
/// // 500 files a second for 200 ms each, on exactly as many environments as are busy on average.
/// assert_eq!(format!("{:.4}", blocked(100.0, 100)), "0.0757");
/// ```
#[must_use]
pub fn blocked(load: f64, servers: u64) -> f64 {
    (1..=servers).fold(1.0, |share, servers| next(load, share, servers))
}

/// The fewest servers that block no more than `target` of the arrivals; `None` if not even ten million do.
///
/// ```
/// use tidegate_savings::plan::concurrency::servers_for;
/// assert_eq!([0.01, 0.001, 0.0001].map(|target| servers_for(100.0, target)), [Some(117), Some(128), Some(137)]);
/// ```
#[must_use]
pub fn servers_for(load: f64, target: f64) -> Option<u64> {
    let mut share = 1.0;
    let mut servers = 0;
    while share > target {
        if servers == SERVERS_MAX {
            return None;
        }
        servers += 1;
        share = next(load, share, servers);
    }
    Some(servers)
}

/// From the share blocked with one server fewer.
fn next(load: f64, share: f64, servers: u64) -> f64 {
    load * share / (servers as f64 + load * share)
}
