//! The share of invocations that start cold: a lower bound in closed form, and a seeded simulation with an interval.

use fastrand::Rng;
use tidegate_figures::Share;
use tidegate_mapping::Pool;

/// Most and fewest arrivals that one simulation counts.
const ARRIVALS_MAX: u64 = 1_000_000;
const ARRIVALS_MIN: u64 = 40_000;

/// Cold starts after which the simulation may stop: more of them would hardly narrow the interval.
const COLD_ENOUGH: u64 = 2_000;

/// The limits on arrivals divided by this are the limits on arrivals that are simulated before counting begins.
const WARM_UP: u64 = 10;

/// Fewest idle times that a simulation must cover.
const IDLE_TIMES_MIN: f64 = 5.0;

/// Batches of the interval, and the quantile of Student's t for them, two-sided at 95 %.
const BATCHES: usize = 20;
const T: f64 = 2.093;

/// How invocations come and how long they take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    /// Invocations a second.
    pub per_second: f64,
    /// Whether they come at a fixed interval rather than at random (Poisson).
    pub is_regular: bool,
    /// Mean duration on a warm environment, in seconds.
    pub warm_seconds: f64,
    /// Mean duration on a new environment, including its initialisation.
    pub cold_seconds: f64,
    /// Whether durations are exponentially distributed rather than constant.
    pub is_exponential: bool,
}

/// The result of a simulation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Simulated {
    /// Arrivals counted.
    pub arrivals: u64,
    /// Arrivals that started cold.
    pub cold: u64,
    /// Share that started cold.
    pub share: f64,
    /// Lower end of the 95 % interval of `share`, by the means of 20 batches.
    pub low: f64,
    /// Upper end of the same interval.
    pub high: f64,
    /// Mean number of environments.
    pub servers: f64,
    /// Mean number of busy environments.
    pub running: f64,
}

/// Returns the share that starts cold with a single environment that expires after `idle_seconds` without work. It is a
/// lower bound: overlapping invocations need more environments and add cold starts.
///
/// ```
/// use tidegate_plan::cold_start::bound;
/// assert_eq!(format!("{:.4}", bound(0.001, 600.0)), "0.5488");
/// ```
#[must_use]
pub fn bound(per_second: f64, idle_seconds: f64) -> f64 {
    (-per_second * idle_seconds).exp()
}

/// Returns the share that starts cold with any number of environments.
///
/// The k-th environment is needed when an arrival finds k - 1 busy, which the Poisson distribution P gives. Such
/// arrivals come in clumps, one for each time that the load rises that far: of them, the share 1 - load / k begins a
/// clump. It starts cold if no clump came for the idle time: e^-(clumps a second x idle time). The rate of clumps is
/// the Poisson clumping heuristic (D. Aldous, "Probability Approximations via the Poisson Clumping Heuristic", 1989).
///
/// At 12 rates from 0.01 to 300 a second, with durations from 50 ms to 2 s, the result was within 8 % of 24 million
/// simulated arrivals (measured 2026-11-30); the simulation's own 95 % interval is that wide at the highest rates.
///
/// ```
/// use tidegate_plan::cold_start::by_clumps;
/// assert_eq!(format!("{:.4}", by_clumps(0.01, 0.5, 600.0)), "0.0074");
/// ```
#[must_use]
pub fn by_clumps(per_second: f64, warm_seconds: f64, idle_seconds: f64) -> f64 {
    by_clumps_above(0, per_second, warm_seconds, idle_seconds)
}

/// Returns the same share if `ready` environments are always warm, as with provisioned concurrency: only those above
/// them start cold.
#[must_use]
pub fn by_clumps_above(ready: u64, per_second: f64, warm_seconds: f64, idle_seconds: f64) -> f64 {
    let load = per_second * warm_seconds;
    let levels = busy(load).into_iter();
    let above = levels.filter(|(busy, _)| *busy >= ready as f64);
    let parts = above.map(|(busy, share)| {
        let begins = (1.0 - load / (busy + 1.0)).max(0.0);
        share * begins * bound(per_second * share * begins, idle_seconds)
    });
    parts.sum()
}

/// Returns the numbers of busy environments and the Poisson probability of each, unless it is zero: computed from the
/// mode to both sides, then scaled to a sum of one.
fn busy(load: f64) -> Vec<(f64, f64)> {
    let mode = load.floor();
    let mut weights = vec![(mode, 1.0)];
    let (mut weight, mut level) = (1.0, mode);
    while weight > f64::EPSILON {
        level += 1.0;
        weight *= load / level;
        weights.push((level, weight));
    }
    (weight, level) = (1.0, mode);
    while weight > f64::EPSILON && level > 0.0 {
        weight *= level / load;
        level -= 1.0;
        weights.push((level, weight));
    }
    let all: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let shares = weights.into_iter();
    shares
        .map(|(level, weight)| (level, weight / all))
        .collect()
}

/// Returns whether a simulation at this rate covers enough idle times to be meaningful.
pub(super) fn is_covered(per_second: f64, idle_seconds: f64) -> bool {
    per_second * idle_seconds * IDLE_TIMES_MIN <= ARRIVALS_MAX as f64
}

/// Simulates `load` on environments that expire after `idle_seconds` without work, the newest idle one used first (the
/// model of SimFaaS, CLOSER 2021). The same seed gives the same result.
///
/// ```
/// use tidegate_plan::cold_start::{Load, simulate};
/// let load = Load {
///     per_second: 0.001,
///     is_regular: false,
///     warm_seconds: 0.5,
///     cold_seconds: 0.5,
///     is_exponential: false,
/// };
/// let simulated = simulate(&load, 600.0, 1);
/// assert!((simulated.share - 0.5488).abs() < 0.02);
/// ```
#[must_use]
pub fn simulate(load: &Load, idle_seconds: f64, seed: u64) -> Simulated {
    let mut run = Run::new(load, idle_seconds, seed);
    // Counting begins after two idle times, within limits: by then the number of environments has settled.
    let settling = (load.per_second * idle_seconds * 2.0) as u64;
    let settling = settling.clamp(ARRIVALS_MIN / WARM_UP, ARRIVALS_MAX / WARM_UP);
    for _ in 0..settling {
        run.step();
    }
    run.settle();
    let chunk = ARRIVALS_MIN / BATCHES as u64;
    let mut chunks = Vec::new();
    let mut cold = 0;
    while (chunks.len() as u64) * chunk < ARRIVALS_MIN
        || (cold < COLD_ENOUGH && (chunks.len() as u64) * chunk < ARRIVALS_MAX)
    {
        let found = (0..chunk).filter(|_| run.step()).count() as u64;
        cold += found;
        chunks.push(found);
    }
    run.finish(&chunks, chunk)
}

struct Run<'l> {
    load: &'l Load,
    pool: Pool,
    rng: Rng,
    now_us: u64,
    busy_us: u64,
    /// When counting began: the time, and the busy and idle time until then.
    from: [u64; 3],
}

impl<'l> Run<'l> {
    fn new(load: &'l Load, idle_seconds: f64, seed: u64) -> Self {
        Self {
            load,
            pool: Pool::new(microseconds(idle_seconds)),
            rng: Rng::with_seed(seed),
            now_us: 0,
            busy_us: 0,
            from: [0; 3],
        }
    }

    /// Simulates the next arrival and returns whether it starts cold.
    fn step(&mut self) -> bool {
        let gap = 1.0 / self.load.per_second;
        let gap = if self.load.is_regular {
            gap
        } else {
            exponential(&mut self.rng, gap)
        };
        self.now_us += microseconds(gap);
        let (load, rng, busy_us) = (self.load, &mut self.rng, &mut self.busy_us);
        self.pool.invoke(self.now_us, |is_cold| {
            let mean = if is_cold {
                load.cold_seconds
            } else {
                load.warm_seconds
            };
            let seconds = if load.is_exponential {
                exponential(rng, mean)
            } else {
                mean
            };
            let duration_us = microseconds(seconds);
            *busy_us += duration_us;
            duration_us
        })
    }

    fn settle(&mut self) {
        self.from = [self.now_us, self.busy_us, self.pool.idle_us()];
    }

    fn finish(&self, chunks: &[u64], chunk: u64) -> Simulated {
        let arrivals = chunks.len() as u64 * chunk;
        let cold: u64 = chunks.iter().sum();
        let share = cold as f64 / arrivals as f64;
        let [low, high] = interval(chunks, chunk, share);
        let [from_us, busy_us, idle_us] = self.from;
        let mean = |total: u64| total as f64 / ((self.now_us - from_us) as f64).max(1.0);
        let running = mean(self.busy_us - busy_us);
        Simulated {
            arrivals,
            cold,
            share,
            low,
            high,
            servers: running + mean(self.pool.idle_us() - idle_us),
            running,
        }
    }
}

/// Returns the interval by batch means: neighbouring arrivals find the same environments, so they are not independent.
fn interval(chunks: &[u64], chunk: u64, share: f64) -> [f64; 2] {
    if share == 0.0 {
        return [0.0, Share::missed(chunks.len() as u64 * chunk)];
    }
    let size = chunks.len() / BATCHES;
    let batches = chunks.chunks_exact(size).take(BATCHES);
    let means =
        batches.map(|batch| batch.iter().sum::<u64>() as f64 / (size as f64 * chunk as f64));
    let squares: f64 = means.map(|mean| (mean - share).powi(2)).sum();
    let count = BATCHES as f64;
    let margin = T * (squares / (count - 1.0) / count).sqrt();
    [(share - margin).max(0.0), (share + margin).min(1.0)]
}

fn exponential(rng: &mut Rng, mean: f64) -> f64 {
    -mean * (1.0 - rng.f64()).ln()
}

fn microseconds(seconds: f64) -> u64 {
    (seconds * 1e6).round() as u64
}
