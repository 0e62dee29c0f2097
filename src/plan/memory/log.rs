//! The figures about a log: the reports that were read, the rules they were billed by, and their cold starts.

use tidegate_figures::{Decimal, Share, count, float};
use tidegate_price::Money;

use super::model::{MemoryPlan, MemoryRequest};
use crate::logs::{Ending, InitBilling, Regime, Rounding};
use crate::{Figure, Value};

const BILLING: &str = "steps of 1 ms since 2020-12-01, initialisation billed since 2025-08-01 (AWS News Blog, 2020-12; AWS Compute Blog, 2025-04)";

/// Returns the figures about the reports that were read and the rules they were billed by.
pub(super) fn read(request: &MemoryRequest, answer: &MemoryPlan) -> Vec<Figure> {
    let logs = &request.logs;
    let ended = |ending| {
        let runs = logs.invocations.iter().filter(|it| it.ending == ending);
        runs.count() as u64
    };
    let (errors, timeouts) = (ended(Ending::Error), ended(Ending::Timeout));
    let (measured, regime) = (ended(Ending::Success), &answer.regime);
    vec![
        Figure::count("measured", "invocations measured", measured).by_hand(format!(
            "{} reports - {} failed - {} timed out",
            count(logs.invocations.len() as u64),
            count(errors),
            count(timeouts)
        )),
        Figure::count(
            "malformed",
            "reports that can't be read",
            logs.malformed_total,
        ),
        Figure::new(
            "rounding",
            "billing step",
            Value::Text(rounding(regime).to_owned()),
        )
        .by_hand(format!(
            "reports explained only by 1 ms: {}, only by 100 ms: {}, by neither: {}",
            count(regime.millisecond),
            count(regime.hundred),
            count(regime.unexplained)
        ))
        .source(BILLING),
        Figure::new(
            "init_billing",
            "initialisation",
            Value::Text(init(regime).to_owned()),
        )
        .by_hand(format!(
            "billed in {}, not in {} cold starts",
            count(regime.init_billed),
            count(regime.init_free)
        ))
        .source(BILLING),
    ]
}

const fn rounding(regime: &Regime) -> &'static str {
    match regime.rounding() {
        Rounding::Millisecond => "1 ms",
        Rounding::Hundred => "100 ms",
        Rounding::Mixed => "1 and 100 ms",
        Rounding::Unknown => "unknown",
    }
}

const fn init(regime: &Regime) -> &'static str {
    match regime.init() {
        InitBilling::Billed => "billed",
        InitBilling::Free => "free",
        InitBilling::Mixed => "sometimes billed",
        InitBilling::Unknown => "no cold start",
    }
}

/// Returns the figures about cold starts: their share, their length, and their cost.
pub(super) fn cold(request: &MemoryRequest, answer: &MemoryPlan) -> Vec<Figure> {
    let runs = || {
        let runs = request.logs.invocations.iter();
        runs.filter(|it| it.ending == Ending::Success)
    };
    let inits: Vec<_> = runs()
        .filter_map(|run| Some((run.memory_mb, run.init_us?)))
        .collect();
    let (colds, all) = (
        runs().filter(|it| it.is_cold()).count() as u64,
        runs().count() as u64,
    );
    let Some(share) = Share::of(colds, all) else {
        return Vec::new();
    };
    let mut figures =
        vec![Figure::share("cold_share", "cold starts", share.value).by_hand(share.by_hand())];
    if inits.is_empty() {
        return figures;
    }
    let sum = |of: &dyn Fn(u32, u64) -> Decimal| -> Decimal {
        inits.iter().map(|(memory, us)| of(*memory, *us)).sum()
    };
    let us = sum(&|_, us| us.into());
    let mean_ms = us / Decimal::from(inits.len()) / Decimal::ONE_THOUSAND;
    let gb_s = sum(&|memory, us| Decimal::from(us) * Decimal::from(memory))
        / Decimal::from(1024)
        / Decimal::from(1_000_000);
    let cost =
        gb_s / Decimal::from(all) * Decimal::from(1_000_000) * request.rates.duration().first();
    figures.push(
        Figure::number("init_ms", "mean initialisation", float(mean_ms))
            .unit("ms")
            .by_hand(format!("mean of {}", count(inits.len() as u64))),
    );
    figures.push(
        Figure::new(
            "init_cost",
            "initialisations per million",
            Value::Money(Money::from_decimal(cost), answer.currency),
        )
        .by_hand(format!(
            "{} GB-s of initialisation / {} invocations x 1,000,000 x {}",
            gb_s.round_dp(3).normalize(),
            count(all),
            request.rates.duration().first().normalize()
        ))
        .source(BILLING),
    );
    figures
}
