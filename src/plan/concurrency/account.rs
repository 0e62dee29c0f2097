//! The limits of the account: its concurrency, ten requests a second for each environment, how fast a function scales,
//! and how much can be reserved.

use tidegate_figures::{count, significant};
use tidegate_mapping::{Delivery, SQS_POLLERS_START};

use super::feed;
use super::model::{ConcurrencyRequest, Demand, RPS_PER_ENVIRONMENT, UNRESERVED_MIN};
use crate::{Figure, Plan, Value};

/// Environments that a function gets immediately, and again in each ten seconds.
const BURST: u64 = 1_000;
const BURST_SECONDS: f64 = 10.0;

pub(super) const QUOTAS: &str = "Lambda Developer Guide, \"Understanding Lambda function scaling\" and \"Lambda quotas\", read \
                      2026-11-23";
const ASYNC: &str = "asynchronous events have no limit on requests for each environment (Lambda Developer Guide, \"Lambda \
                     quotas\", read 2026-11-30)";
const SCALING: &str = "Lambda Developer Guide, \"Lambda scaling behavior\": 1,000 environments or 10,000 requests a \
                       second every 10 s for each function, refilled continuously, read 2026-11-23";

pub(super) fn limits(request: &ConcurrencyRequest, demand: &Demand, plan: &mut Plan) {
    let account = &request.account;
    let wanted = wanted(request, demand);
    match demand.by_requests {
        Some(_) => plan.figures.extend(request_limit(request, demand)),
        None => plan.assumptions.push(ASYNC.to_owned()),
    }
    plan.figures.extend([
        Figure::count("reserve", "concurrency to reserve", wanted)
            .unit("environments")
            .by_hand(why_wanted(request, demand))
            .source(QUOTAS),
        Figure::count("reservable", "can be reserved", account.reservable())
            .unit("environments")
            .by_hand(format!(
                "{} - {UNRESERVED_MIN} that stay unreserved - {} of other functions",
                count(account.limit.into()),
                count(account.reserved_elsewhere.into())
            ))
            .source(QUOTAS),
        ramp(wanted),
    ]);
    advise(request, demand, wanted, plan);
}

/// Returns the requests a second that the reservation, or else the account, serves, and the share above that.
fn request_limit(request: &ConcurrencyRequest, demand: &Demand) -> [Figure; 2] {
    let account = &request.account;
    let allowed = request.reserved.unwrap_or_else(|| account.unreserved());
    let cap = u64::from(allowed) * u64::from(RPS_PER_ENVIRONMENT);
    [
        Figure::count("request_cap", "most requests served", cap)
            .unit("a second")
            .by_hand(format!(
                "{RPS_PER_ENVIRONMENT} x {} environments",
                count(allowed.into())
            ))
            .source(QUOTAS),
        Figure::share(
            "throttled_by_cap",
            "throttled by this limit",
            demand.throttled_by_requests(allowed.into()),
        )
        .by_hand(format!(
            "1 - {} / {}, not below 0",
            count(cap),
            significant(demand.started())
        ))
        .source(QUOTAS),
    ]
}

fn advise(request: &ConcurrencyRequest, demand: &Demand, wanted: u64, plan: &mut Plan) {
    let account = &request.account;
    let reservable = account.reservable();
    if wanted > u64::from(reservable) {
        let quota = wanted + u64::from(UNRESERVED_MIN + account.reserved_elsewhere);
        plan.next.push(format!(
            "request a quota of {} environments: {wanted} here, {UNRESERVED_MIN} that stay unreserved, {} of other \
             functions; the account has {}",
            count(quota),
            count(account.reserved_elsewhere.into()),
            count(account.limit.into()),
            wanted = count(wanted),
        ));
    }
    let Some(reserved) = request.reserved else {
        if wanted <= u64::from(reservable) {
            plan.next.push(format!(
                "reserve {}: it costs nothing, guarantees that concurrency to this function and limits it to that",
                count(wanted)
            ));
        }
        return;
    };
    if reserved == 0 {
        plan.warnings
            .push("a reservation of 0 stops the function".to_owned());
    }
    if reserved > reservable {
        plan.warnings.push(format!(
            "{} can't be reserved: at most {} can",
            count(reserved.into()),
            count(reservable.into())
        ));
    }
    let throttled = demand.throttled(reserved.into());
    if throttled > demand.target && wanted > u64::from(reserved) {
        plan.next.push(format!(
            "reserve {} instead of {}, which throttles {}",
            count(wanted),
            count(reserved.into()),
            Value::Share(throttled).shown()
        ));
    }
}

fn why_wanted(request: &ConcurrencyRequest, demand: &Demand) -> String {
    let delivery = request.delivery.as_ref();
    if let Some(most) = delivery.and_then(feed::fixed) {
        return if wanted(request, demand) == most {
            "the most that the source invokes at once".to_owned()
        } else {
            "for the limit on requests: more than the source invokes at once".to_owned()
        };
    }
    if delivery.is_some_and(Delivery::is_standard_queue) {
        return format!("as needed for the target, and at least {SQS_POLLERS_START} for a queue");
    }
    "as needed for the target".to_owned()
}

/// Returns the environments that cover both chance and the limit on requests. A source with a fixed maximum gets that
/// maximum, so that none of its batches is throttled.
pub(super) fn wanted(request: &ConcurrencyRequest, demand: &Demand) -> u64 {
    let by_requests = demand.by_requests.unwrap_or(0);
    let wanted = demand.needed().unwrap_or_else(|| demand.whole());
    let delivery = request.delivery.as_ref();
    match delivery.and_then(feed::fixed) {
        Some(most) => most.max(by_requests),
        None if delivery.is_some_and(Delivery::is_standard_queue) => {
            wanted.max(SQS_POLLERS_START.into())
        }
        None => wanted,
    }
}

fn ramp(wanted: u64) -> Figure {
    let more = wanted.saturating_sub(BURST);
    let seconds = more as f64 * BURST_SECONDS / BURST as f64;
    Figure::number("ramp", "time to scale up", seconds)
        .unit("s")
        .by_hand(format!(
            "{} at once, {} more at {} a second",
            count(BURST.min(wanted)),
            count(more),
            significant(BURST as f64 / BURST_SECONDS)
        ))
        .source(SCALING)
}
