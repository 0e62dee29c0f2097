//! The cost of a month at each level: counts and prices go in, lines come out. Lines that no filter changes stand apart,
//! so that nobody counts them as savings.

use tidegate_figures::{Decimal, Levels, MONTH_SECONDS};
use tidegate_mapping::{Mapping, Sqs};
use tidegate_price::bill::{self, Function, FunctionBill, Line, NoticeKind, Work};
use tidegate_price::{Item, Money, NoPrice};

use super::inputs::{Carrier, EstimateRequest, Pricing, SnapStart};
use super::month::MonthCounts;
use super::sample::Sizes;
use super::{capacity, source_cost};
use crate::forecast::Forecast;
use crate::model::{BaseRate, Cost, CostLine, Sampling};

/// `None` without prices.
pub(super) fn of_counts(request: &EstimateRequest, counts: &MonthCounts) -> Option<Cost> {
    let pricing = request.pricing.as_ref()?;
    let (before, after) = (counts.forecast.unfiltered, counts.forecast.filtered);
    let records = counts.filtered_records;
    let sizes = &counts.sizes;
    let mapping = request.delivery.mapping();
    let queue = mapping.and_then(|mapping| changed_queue(mapping, counts));
    let [queue_before, queue_after] = match queue {
        Some((_, requests)) => requests.map(|levels| levels.map(Some)),
        None => [Levels::exactly(None); 2],
    };
    let delivered = |(((invocations, records), queue_requests), notices)| Use {
        work: work(request, invocations, records),
        carried_units: sizes.delivered_units(records),
        queue_requests,
        notices,
    };
    let all = |(((invocations, records), queue_requests), notices)| Use {
        work: work(request, invocations, records),
        carried_units: sizes.custom_units(records),
        queue_requests,
        notices,
    };
    let end = |work: capacity::Work| {
        let notices = counts.notices.filtered.expected;
        let counts = (work.invocations, work.records);
        delivered(((counts, queue_after.expected), notices))
    };
    let month = MonthUse {
        unfiltered: before
            .zip(counts.unfiltered_records)
            .zip(queue_before)
            .zip(counts.notices.unfiltered)
            .map(all),
        filtered: after
            .zip(records)
            .zip(queue_after)
            .zip(counts.notices.filtered)
            .map(delivered),
        sampled: counts.sampled.map(|ends| ends.map(end)),
        base_rate: counts.base_rate.map(|slow| BaseRate {
            unfiltered: all((
                (
                    (slow.unfiltered.invocations, slow.unfiltered.records),
                    queue_before.expected,
                ),
                counts.notices.unfiltered.expected,
            )),
            filtered: end(slow.filtered),
            conservative: end(slow.conservative),
        }),
        queue: queue.map(|(sqs, _)| sqs),
        notified: notified(mapping, counts),
    };
    let unchanged = mapping.map(|mapping| source_cost::of_mapping(mapping, pricing, counts));
    let cost = month.cost(pricing, unchanged.unwrap_or_default());
    Some(Cost {
        poller_group: mapping.and_then(|mapping| source_cost::poller_group(mapping, pricing)),
        pollers_most: mapping.and_then(|mapping| source_cost::pollers_most(mapping, pricing)),
        ..cost
    })
}

/// Returns what takes the notices of discarded batches, if there are any and they have a price.
fn notified(mapping: Option<&Mapping>, counts: &MonthCounts) -> Option<NoticeKind> {
    counts.notices.summary()?;
    source_cost::notice_kind(mapping?.discarded())
}

/// Returns the queue and its requests without and with filters, if the filter changes them.
fn changed_queue<'m>(
    mapping: &'m Mapping,
    counts: &MonthCounts,
) -> Option<(&'m Sqs, [Levels<u64>; 2])> {
    let Mapping::Sqs(sqs) = mapping else {
        return None;
    };
    Some((sqs, source_cost::changed_requests(sqs, counts)?))
}

/// The cost of a bus, of a month's events and the sizes of the sample's: one invocation for each match, of one event.
pub(super) fn per_match(
    request: &EstimateRequest,
    forecast: Forecast,
    sampling: Option<Sampling>,
    (events, sizes): (u64, Sizes),
) -> Option<Cost> {
    let pricing = request.pricing.as_ref()?;
    let of_requests = |matches, requests| Use {
        work: Work {
            requests,
            ..work(request, matches, matches)
        },
        carried_units: 0,
        queue_requests: None,
        notices: 0,
    };
    let all = |matches| of_requests(matches, sizes.requests(matches));
    let delivered = |matches| of_requests(matches, sizes.delivered_requests(matches));
    let month = MonthUse {
        unfiltered: forecast.unfiltered.map(all),
        filtered: forecast.filtered.map(delivered),
        sampled: sampling.map(|sampling| [sampling.low, sampling.high].map(delivered)),
        base_rate: None,
        queue: None,
        notified: None,
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

/// What is billed in a month and depends on the filter.
struct Use {
    work: Work,
    /// The records brought to the function, in units of 64 KB each.
    carried_units: u64,
    /// Requests to the queue; `None` if there is none, or if the filter does not change them.
    queue_requests: Option<u64>,
    /// Notices of discarded batches.
    notices: u64,
}

/// The use without filters, and with them.
struct MonthUse<'m> {
    unfiltered: Levels<Use>,
    filtered: Levels<Use>,
    /// At both ends of the delivered share's interval.
    sampled: Option<[Use; 2]>,
    /// If shards are read at their base rate even while records wait.
    base_rate: Option<BaseRate<Use>>,
    /// The queue whose requests the filter changes.
    queue: Option<&'m Sqs>,
    /// What takes the notices of discarded batches; `None` if there are none, or they have no price.
    notified: Option<NoticeKind>,
}

/// The bill of the function, and of what brings the records to it.
fn bill(
    pricing: &Pricing,
    month: &Use,
    queue: Option<&Sqs>,
    notified: Option<NoticeKind>,
) -> FunctionBill {
    let rates = &pricing.rates;
    let function = Function {
        architecture: rates.architecture(),
        memory_mb: pricing.memory_mb,
        storage_mb: pricing.storage_mb,
        init: pricing.init,
        log_bytes_per_invocation: pricing.log_bytes,
    };
    let mut bill = bill::function_lines(rates, &function, &month.work, &pricing.free);
    let restores = match pricing.snapstart {
        SnapStart::Off => None,
        SnapStart::On => Some(restores(pricing, &month.work)),
    };
    let restores = restores.map(|times| bill::snapstart_restore(rates, pricing.memory_mb, times));
    let carried = match pricing.carrier {
        Carrier::Lambda => None,
        Carrier::Pipe => {
            let units = Decimal::from(month.carried_units);
            Some(bill::line(rates, Item::EventBridgePipes, units))
        }
    };
    let queue = queue.zip(month.queue_requests);
    let queue = queue.map(|(sqs, requests)| source_cost::queue_line(sqs, pricing, requests));
    let notices = notified.map(|kind| bill::notices(rates, kind, month.notices, &pricing.free));
    let lines = restores.into_iter().chain(carried);
    for line in lines.chain(queue).chain(notices) {
        match line {
            Ok(line) => bill.lines.push(line),
            Err(why) => bill.unpriced.push(why),
        }
    }
    bill
}

/// How often a snapshot is restored: on each cold start.
fn restores(pricing: &Pricing, work: &Work) -> u64 {
    let share = pricing.init.map_or(Decimal::ZERO, |init| init.cold_share);
    let times = Decimal::from(work.invocations).saturating_mul(share);
    u64::try_from(times.round()).unwrap_or(u64::MAX)
}

/// The line of the snapshot that is kept all month.
fn snapshot(pricing: &Pricing) -> Option<Result<Line, NoPrice>> {
    let (rates, memory_mb) = (&pricing.rates, pricing.memory_mb);
    match pricing.snapstart {
        SnapStart::Off => None,
        SnapStart::On => Some(bill::snapstart_cache(rates, memory_mb, MONTH_SECONDS)),
    }
}

impl MonthUse<'_> {
    fn cost(self, pricing: &Pricing, unchanged: Vec<Result<Line, NoPrice>>) -> Cost {
        let bill = |month: Use| bill(pricing, &month, self.queue, self.notified);
        let unfiltered = self.unfiltered.map(bill);
        let filtered = self.filtered.map(bill);
        let total = |bill: FunctionBill| bill.lines.iter().map(|line| line.amount).sum();
        let sampled = self.sampled.map(|ends| ends.map(bill).map(total));
        let base_rate = self
            .base_rate
            .map(|slow| slow.map(|month| total(bill(month))));
        let today = &unfiltered.expected;
        let mut missing = today.unpriced.clone();
        let mut lines_unchanged = Vec::new();
        for line in unchanged.into_iter().chain(snapshot(pricing)) {
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
            pollers_most: None,
            poller_group: None,
            unpriced: missing,
            sampled,
            base_rate,
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
