//! Durations and costs in, the sizes to choose out, as AWS Lambda Power Tuning chooses them (version 4.4.0,
//! `lambda/utils.js`, read 2026-11-23).

use rust_decimal::Decimal;

/// What a size takes and costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// In MB.
    pub memory_mb: u32,
    /// In milliseconds.
    pub duration_ms: Decimal,
    /// Of a million invocations, or any other number that is the same for all; not rounded.
    pub cost: Decimal,
}

/// The sizes to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Least cost; of equals the fastest.
    pub cheapest: Candidate,
    /// Least time; of equals the cheapest.
    pub fastest: Candidate,
    /// Least sum of both, each as a share of the largest.
    pub balanced: Candidate,
}

impl Choice {
    /// `balance` is the weight of cost against time: 1 is cheapest, 0 is fastest. `None` without options.
    #[must_use]
    pub fn of(options: &[Candidate], balance: Decimal) -> Option<Self> {
        let most = |of: fn(&Candidate) -> Decimal| options.iter().map(of).max();
        let (cost_max, duration_max) = (most(|it| it.cost)?, most(|it| it.duration_ms)?);
        let share = |part: Decimal, whole: Decimal| part.checked_div(whole).unwrap_or_default();
        let score = |it: &Candidate| {
            balance * share(it.cost, cost_max)
                + (Decimal::ONE - balance) * share(it.duration_ms, duration_max)
        };
        Some(Self {
            cheapest: *options.iter().min_by_key(|it| (it.cost, it.duration_ms))?,
            fastest: *options.iter().min_by_key(|it| (it.duration_ms, it.cost))?,
            balanced: *options.iter().min_by_key(|it| score(it))?,
        })
    }
}
