//! The cost of a month at each level: counts and prices go in, lines come out. Lines that no filter changes stand apart,
//! so that nobody counts them as savings.

use tidegate_figures::{Decimal, Levels};
use tidegate_price::bill::{self, Function, FunctionBill, Line, Work};
use tidegate_price::{Money, NoPrice};

use super::inputs::{EstimateRequest, Pricing};
use super::month::MonthCounts;
use super::sample::Sizes;
use super::{capacity, source_cost};
use crate::forecast::Forecast;
use crate::model::{Cost, CostLine, Sampling};

/// `None` without prices.
pub(super) fn of_counts(request: &EstimateRequest, counts: &MonthCounts) -> Option<Cost> {
    let pricing = request.pricing.as_ref()?;
    let (before, after) = (counts.forecast.unfiltered, counts.forecast.filtered);
    let records = counts.filtered_records;
    let work = |(invocations, records)| work(request, invocations, records);
    let ends = |ends: [capacity::Work; 2]| ends.map(|it| work((it.invocations, it.records)));
    let month = MonthWork {
        unfiltered: before.map(|invocations| work((invocations, counts.unfiltered_records))),
        filtered: after.zip(records).map(work),
        sampled: counts.sampled.map(ends),
    };
    let mapping = request.mapping.mapping();
    let unchanged = mapping.map(|mapping| source_cost::of_mapping(mapping, pricing, counts));
    let unchanged = unchanged.unwrap_or_default();
    Some(month.cost(pricing, unchanged))
}

/// The cost of a bus, of a month's events and the sizes of the sample's: one invocation for each match, of one event.
pub(super) fn per_match(
    request: &EstimateRequest,
    forecast: Forecast,
    sampling: Option<Sampling>,
    (events, sizes): (u64, Sizes),
) -> Option<Cost> {
    let pricing = request.pricing.as_ref()?;
    let all = |matches| Work {
        requests: sizes.requests(matches),
        ..work(request, matches, matches)
    };
    let delivered = |matches| Work {
        requests: sizes.delivered_requests(matches),
        ..work(request, matches, matches)
    };
    let month = MonthWork {
        unfiltered: forecast.unfiltered.map(all),
        filtered: forecast.filtered.map(delivered),
        sampled: sampling.map(|sampling| [sampling.low, sampling.high].map(delivered)),
    };
    Some(month.cost(pricing, source_cost::of_bus(pricing, events, &sizes)))
}

/// The work of the function in a month. Times are not rounded up to the millisecond of each invocation.
fn work(request: &EstimateRequest, invocations: u64, records: u64) -> Work {
    let handler = request.handler;
    let us = |each: u64, times: u64| Decimal::from(each).saturating_mul(Decimal::from(times));
    let fixed_us = us(handler.per_invocation_us, invocations);
    let total_us = fixed_us.saturating_add(us(handler.per_record_us, records));
    Work {
        invocations,
        requests: invocations,
        handler_seconds: total_us / Decimal::from(1_000_000),
    }
}

/// The work of the function without filters, and with them.
struct MonthWork {
    unfiltered: Levels<Work>,
    filtered: Levels<Work>,
    /// At both ends of the delivered share's interval.
    sampled: Option<[Work; 2]>,
}

impl MonthWork {
    fn cost(self, pricing: &Pricing, unchanged: Vec<Result<Line, NoPrice>>) -> Cost {
        let function = Function {
            architecture: pricing.rates.architecture(),
            memory_mb: pricing.memory_mb,
            storage_mb: pricing.storage_mb,
            init: pricing.init,
            log_bytes_per_invocation: pricing.log_bytes,
        };
        let bill =
            |work: Work| bill::function_lines(&pricing.rates, &function, &work, &pricing.free);
        let unfiltered = self.unfiltered.map(bill);
        let filtered = self.filtered.map(bill);
        let total = |bill: FunctionBill| bill.lines.iter().map(|line| line.amount).sum();
        let sampled = self.sampled.map(|ends| ends.map(bill).map(total));
        let today = &unfiltered.expected;
        let mut missing = today.unpriced.clone();
        let mut lines_unchanged = Vec::new();
        for line in unchanged {
            match line {
                Ok(line) => lines_unchanged.push(line),
                Err(why) => missing.push(why),
            }
        }
        let lines: Vec<_> = today
            .lines
            .iter()
            .map(|line| paired(line, &unfiltered, &filtered))
            .collect();
        let all = today.lines.iter().chain(&lines_unchanged);
        let as_of = all.filter_map(|line| line.as_of.as_deref()).min();
        Cost {
            region: pricing.rates.region().to_owned(),
            architecture: pricing.rates.architecture(),
            currency: pricing.rates.currency(),
            as_of: as_of.map(str::to_owned),
            memory_mb: pricing.memory_mb,
            lines,
            unchanged: lines_unchanged,
            unpriced: missing,
            sampled,
        }
    }
}

/// Returns a line of today's bill, with its amounts on the other bills.
fn paired(
    today: &Line,
    unfiltered: &Levels<FunctionBill>,
    filtered: &Levels<FunctionBill>,
) -> CostLine {
    let amount = |bill: &FunctionBill| {
        let line = bill.lines.iter().find(|line| line.name == today.name);
        line.map_or(Money::ZERO, |line| line.amount)
    };
    CostLine {
        item: today.item,
        name: today.name,
        today: today.amount,
        unfiltered: unfiltered.as_ref().map(amount),
        filtered: filtered.as_ref().map(amount),
        grade: today.grade,
        is_modelled: today.is_modelled,
        source: today.source.to_string(),
    }
}
