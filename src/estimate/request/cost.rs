//! The cost of a month at each level: counts and prices go in, lines come out. Lines that no filter changes stand apart,
//! so that nobody counts them as savings.

use tidegate_figures::{Decimal, Levels, MONTH_SECONDS};
use tidegate_mapping::{Bounded, Mapping, Queue, Sqs};
use tidegate_price::bill::{self, Function, FunctionBill, Line, PollerKind, QueueKind, Work};
use tidegate_price::{Item, Money, NoPrice};

use super::capacity;
use super::inputs::{EstimateRequest, Pricing};
use super::month::MonthCounts;
use crate::forecast::Forecast;
use crate::model::{Cost, CostLine, Sampling};

/// Hours of a month.
const MONTH_HOURS: u64 = MONTH_SECONDS / 3_600;

/// Most messages that one request deletes from a queue (SQS API, `DeleteMessageBatch`).
const MESSAGES_PER_DELETE: u64 = 10;

/// `None` without prices.
pub(super) fn of_counts(request: &EstimateRequest, counts: &MonthCounts) -> Option<Cost> {
    let pricing = request.pricing.as_ref()?;
    let (before, after) = (counts.forecast.unfiltered, counts.forecast.filtered);
    let records = counts.filtered_records;
    let work = |(invocations, records)| work(request, invocations, records);
    let ends = |ends: [capacity::Work; 2]| ends.map(|it| work((it.invocations, it.records)));
    let month = MonthWork {
        unfiltered: before.zip(counts.unfiltered_records).map(work),
        filtered: after.zip(records).map(work),
        sampled: counts.sampled.map(ends),
    };
    let mapping = request.mapping.mapping();
    let unchanged = mapping.map(|mapping| unchanged(mapping, pricing, counts));
    let unchanged = unchanged.unwrap_or_default();
    Some(month.cost(pricing, unchanged))
}

/// The cost of a bus: one invocation for each match, of one event each.
pub(super) fn per_match(
    request: &EstimateRequest,
    forecast: Forecast,
    sampling: Option<Sampling>,
) -> Option<Cost> {
    let pricing = request.pricing.as_ref()?;
    let work = |matches| work(request, matches, matches);
    let month = MonthWork {
        unfiltered: forecast.unfiltered.map(work),
        filtered: forecast.filtered.map(work),
        sampled: sampling.map(|sampling| [sampling.low, sampling.high].map(work)),
    };
    Some(month.cost(pricing, Vec::new()))
}

/// The work of the function in a month. Times are not rounded up to the millisecond of each invocation.
fn work(request: &EstimateRequest, invocations: u64, records: u64) -> Work {
    let handler = request.handler;
    let us = |each: u64, times: u64| Decimal::from(each).saturating_mul(Decimal::from(times));
    let fixed_us = us(handler.per_invocation_us, invocations);
    let total_us = fixed_us.saturating_add(us(handler.per_record_us, records));
    Work {
        invocations,
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

/// Cost of the source, which is the same with and without filters.
fn unchanged(
    mapping: &Mapping,
    pricing: &Pricing,
    counts: &MonthCounts,
) -> Vec<Result<Line, NoPrice>> {
    let rates = &pricing.rates;
    match mapping {
        Mapping::Sqs(sqs) => {
            let requests = sqs_requests(counts);
            let requests = bill::sqs_requests(rates, queue_kind(sqs), requests, &pricing.free);
            let pollers = sqs
                .pollers()
                .map(|pollers| bill::pollers(rates, PollerKind::Sqs, pollers.min(), MONTH_SECONDS));
            [requests].into_iter().chain(pollers).collect()
        }
        Mapping::Kinesis(kinesis) => {
            let shards = kinesis.stream.shards.map_or(1, Bounded::get);
            let hours = Decimal::from(shards) * Decimal::from(MONTH_HOURS);
            vec![bill::line(rates, Item::KinesisShards, hours)]
        }
        Mapping::Kafka(kafka) => {
            let pollers = kafka.pollers.map(|pollers| {
                let units = bill::kafka_poller_units(pollers.min());
                bill::pollers(rates, PollerKind::Kafka, units, MONTH_SECONDS)
            });
            pollers.into_iter().collect()
        }
        Mapping::DynamoDb(_) | Mapping::Mq(_) => Vec::new(),
    }
}

const fn queue_kind(sqs: &Sqs) -> QueueKind {
    match sqs.queue {
        Queue::Standard(_) => QueueKind::Standard,
        Queue::Fifo(_) => QueueKind::Fifo,
    }
}

/// Returns receives and deletes: one delete for every ten messages or for every batch, whichever are more.
fn sqs_requests(counts: &MonthCounts) -> u64 {
    let invocations = counts.forecast.unfiltered.expected;
    let deletes = counts
        .records
        .div_ceil(MESSAGES_PER_DELETE)
        .max(invocations);
    let receives = counts.receives.max(deletes);
    receives.saturating_add(deletes)
}
