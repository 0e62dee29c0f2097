//! Chooses memory sizes by duration and cost, as AWS Lambda Power Tuning does (version 4.4.0, `lambda/utils.js`, read
//! 2026-11-23).

use rust_decimal::Decimal;

/// The duration and cost of a memory size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Memory, in MB.
    pub memory_mb: u32,
    /// Duration, in milliseconds.
    pub duration_ms: Decimal,
    /// Cost of a million invocations, or of any other number that is the same for all candidates; not rounded.
    pub cost: Decimal,
}

/// The sizes to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Lowest cost; among equals the fastest.
    pub cheapest: Candidate,
    /// Shortest duration; among equals the cheapest.
    pub fastest: Candidate,
    /// Lowest weighted sum of cost and duration, each as a share of the largest.
    pub balanced: Candidate,
}

impl Choice {
    /// Returns the choice, or `None` without options. `balance` is the weight of cost against time: 1 is cheapest, 0 is
    /// fastest.
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
