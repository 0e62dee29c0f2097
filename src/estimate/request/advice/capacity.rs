//! Advice for a mapping that falls behind with its filter: settings with which it keeps up.
//!
//! A mapping keeps up if it does so with full batches: while records wait, batches are full. The load is then `(a / B +
//! b) * records per second / invocations at once`, with `a` the time of an invocation, `b` the time of each record and
//! `B` the batch size.

use tidegate_figures::decimal;
use tidegate_mapping::{BATCH_SIZE_MAX, Mapping, MaximumConcurrency, ParallelizationFactor};

use crate::model::{Advice, Report};
use crate::request::EstimateRequest;

/// A setting that leaves this load is enough: above it, records wait long.
const ENOUGH: f64 = 0.9;

/// No change of memory or code makes a function this many times as fast.
const FASTER_MAX: f64 = 20.0;

pub(super) fn keep_up(request: &EstimateRequest, report: &Report) -> Option<Advice> {
    let used = report.capacity.as_ref()?.filtered;
    if !used.is_over() {
        return None;
    }
    let times = used.busiest / ENOUGH;
    let mut ways: Vec<_> = wider(request, times).into_iter().collect();
    ways.extend(fuller(request, times));
    if times < FASTER_MAX {
        let times = decimal((times * 10.0).ceil() / 10.0);
        ways.push(format!("a function {times} times as fast"));
    }
    (!ways.is_empty()).then(|| Advice {
        text: format!("to keep up: {}", ways.join(", or ")),
        invocations: None,
        cost: None,
    })
}

/// Returns the options for more invocations at once: `times` as many as the narrowest limit allows now.
fn wider(request: &EstimateRequest, times: f64) -> Option<String> {
    let now = u32::try_from(request.at_once_max()?).ok()?;
    let needed = more(now, times);
    let is_short = |limit: u64| limit < u64::from(needed);
    let at_once = request.delivery.invocations_at_once_max();
    let lanes = at_once
        .filter(|at_once| is_short(*at_once))
        .map(|at_once| more_lanes(request, f64::from(needed) / at_once as f64, needed));
    let reserved = request
        .reserved
        .filter(|reserved| is_short((*reserved).into()));
    let reserved = reserved.map(|_| format!("--reserved {needed}"));
    match (lanes, reserved) {
        (None, reserved) => reserved,
        (Some(lanes), None) => lanes,
        (Some(lanes), Some(reserved)) => lanes.map(|lanes| format!("{lanes} with {reserved}")),
    }
}

/// Returns the options for `times` as many lanes, or for `needed` invocations of a queue at once; `None` if there are
/// none.
fn more_lanes(request: &EstimateRequest, times: f64, needed: u32) -> Option<String> {
    let mapping = request.delivery.mapping()?;
    let shards = || more(mapping.shards().unwrap_or(1), times);
    let factor = more(mapping.lanes_per_shard(), times);
    match mapping {
        Mapping::Kinesis(_) if factor <= ParallelizationFactor::MAX => Some(format!(
            "--parallelization-factor {factor} or --shards {}",
            shards()
        )),
        Mapping::Kinesis(_) => Some(format!("--shards {}", shards())),
        Mapping::DynamoDb(_) if factor <= ParallelizationFactor::MAX => {
            Some(format!("--parallelization-factor {factor}"))
        }
        Mapping::DynamoDb(_) | Mapping::Mq(_) => None,
        Mapping::Kafka(_) => Some(format!("--partitions {}", shards())),
        Mapping::Sqs(_) if !mapping.is_standard_queue() => {
            Some(format!("{} message groups (--shards)", shards()))
        }
        Mapping::Sqs(_) if needed <= MaximumConcurrency::MAX => {
            Some(format!("--maximum-concurrency {needed}"))
        }
        Mapping::Sqs(_) => Some(format!("--provisioned-pollers 2-{}", needed.div_ceil(10))),
    }
}

fn more(of: u32, times: f64) -> u32 {
    (f64::from(of) * times).ceil() as u32
}

/// Advises larger batches, which spread the time of an invocation over more records.
fn fuller(request: &EstimateRequest, times: f64) -> Option<String> {
    let mapping = request.delivery.mapping()?;
    if mapping.is_standard_queue() {
        // A poller receives ten messages at a time and runs nothing while it does.
        return None;
    }
    let handler = request.handler;
    let (a, b) = (
        handler.per_invocation_us as f64,
        handler.per_record_us as f64,
    );
    let now = f64::from(mapping.batch_size().get());
    // (a / size + b) has to become `times` times smaller.
    let left = (a / now + b) / times - b;
    let size = (a / left).ceil();
    if left <= 0.0 || size > f64::from(BATCH_SIZE_MAX) {
        return None;
    }
    let size = size as u32;
    mapping.with(size, None).ok()?;
    Some(format!("--batch-size {size}"))
}
