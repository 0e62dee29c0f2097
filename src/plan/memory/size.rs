//! Summarises the invocations of each memory size by trimmed means, as AWS Lambda Power Tuning does (version 4.4.0,
//! `lambda/utils.js`, read 2026-11-23).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::logs::{Ending, Invocation};

/// The measurements at one memory size, over the invocations that succeeded.
#[derive(Clone, Debug, PartialEq)]
pub struct Size {
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Invocations that succeeded.
    pub invocations: u64,
    /// Invocations of these that started cold.
    pub cold: u64,
    /// Trimmed mean of handler, initialisation and restore together, in milliseconds.
    pub duration_ms: Decimal,
    /// Trimmed mean of the duration billed by today's rules, in milliseconds.
    pub billed_ms: Decimal,
    /// Trimmed mean of the handler alone, in milliseconds.
    pub handler_ms: Decimal,
    /// Variance of that mean, in square milliseconds; `None` for fewer than three invocations.
    pub handler_variance: Option<f64>,
    /// Invocations that remain in the trimmed mean.
    pub kept: u64,
    /// Most memory used, in MB; `None` if the log does not say.
    pub max_memory_mb: Option<u32>,
}

/// Returns the sizes by memory, ascending. `trim` is the share of the invocations that means leave out at each end: 0
/// to 0.4.
#[must_use]
pub fn sizes(invocations: &[Invocation], trim: Decimal) -> Vec<Size> {
    let mut by_memory: BTreeMap<u32, Vec<&Invocation>> = BTreeMap::new();
    for invocation in invocations {
        if invocation.ending == Ending::Success {
            by_memory
                .entry(invocation.memory_mb)
                .or_default()
                .push(invocation);
        }
    }
    let sizes = by_memory.iter();
    sizes.map(|(mb, runs)| size(*mb, runs, trim)).collect()
}

fn size(memory_mb: u32, runs: &[&Invocation], trim: Decimal) -> Size {
    let sorted = |of: fn(&Invocation) -> u64| {
        let mut values: Vec<u64> = runs.iter().map(|run| of(run)).collect();
        values.sort_unstable();
        values
    };
    let handler = sorted(|run| run.duration_us);
    let cut = cut(runs.len(), trim);
    Size {
        memory_mb,
        invocations: runs.len() as u64,
        cold: runs.iter().filter(|run| run.is_cold()).count() as u64,
        duration_ms: trimmed_mean(&sorted(Invocation::total_us), cut) / Decimal::ONE_THOUSAND,
        billed_ms: trimmed_mean(&sorted(Invocation::billed_ms_today), cut),
        handler_ms: trimmed_mean(&handler, cut) / Decimal::ONE_THOUSAND,
        handler_variance: variance_of_mean(&handler, cut),
        kept: (runs.len() - 2 * cut) as u64,
        max_memory_mb: runs.iter().filter_map(|run| run.max_memory_mb).max(),
    }
}

/// Returns how many values are left out at each end.
fn cut(values: usize, trim: Decimal) -> usize {
    let cut = (Decimal::from(values) * trim).trunc();
    usize::try_from(cut).unwrap_or(0)
}

fn trimmed_mean(sorted: &[u64], cut: usize) -> Decimal {
    let kept = &sorted[cut..sorted.len() - cut];
    let sum: Decimal = kept.iter().map(|value| Decimal::from(*value)).sum();
    sum.checked_div(Decimal::from(kept.len()))
        .unwrap_or_default()
}

/// Returns the variance of a trimmed mean in square milliseconds, through the winsorised variance (Tukey and McLaughlin
/// 1963). The values are in microseconds.
fn variance_of_mean(sorted: &[u64], cut: usize) -> Option<f64> {
    let (n, kept) = (sorted.len(), sorted.len() - 2 * cut);
    if kept < 3 {
        return None;
    }
    let (least, most) = (sorted[cut], sorted[n - 1 - cut]);
    let values = || {
        sorted
            .iter()
            .map(|value| (*value).clamp(least, most) as f64 / 1000.0)
    };
    let mean = values().sum::<f64>() / n as f64;
    let squares: f64 = values().map(|value| (value - mean).powi(2)).sum();
    Some(squares / (kept as f64 * (kept as f64 - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimmed_mean_leaves_out_both_ends() {
        assert_eq!(cut(10, Decimal::new(2, 1)), 2);
        assert_eq!(cut(4, Decimal::new(2, 1)), 0);
        let values = [1, 10, 10, 20, 1000];
        assert_eq!(
            trimmed_mean(&values, 1),
            Decimal::new(40, 0) / Decimal::from(3)
        );
        assert_eq!(trimmed_mean(&values, 0), Decimal::new(2082, 1));
    }

    /// Without trimming the variance is the usual s^2/n: for 1, 2, 3 ms s^2 is 1.
    #[test]
    fn variance_without_trimming_is_that_of_a_mean() {
        let found = variance_of_mean(&[1000, 2000, 3000], 0).unwrap();
        assert!((found - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(variance_of_mean(&[1000, 2000], 0), None);
    }
}
