//! The first sentence of a plan of concurrency: the environments that the load keeps busy, the share that a reservation
//! throttles, and the environments needed.

use tidegate_figures::{count, significant};

use super::feed;
use super::model::{ConcurrencyRequest, Demand, RPS_PER_ENVIRONMENT};
use crate::Value;

pub(super) fn headline(request: &ConcurrencyRequest, demand: &Demand) -> String {
    let delivery = request.delivery.as_ref();
    match delivery.and_then(feed::fixed) {
        Some(most) if demand.load > most as f64 => overloaded(request, demand, most),
        Some(most) => within(request, demand, most),
        None => free(request, demand),
    }
}

/// Returns the headline for a source that starts fewer invocations at once than the load keeps busy.
fn overloaded(request: &ConcurrencyRequest, demand: &Demand, most: u64) -> String {
    format!(
        "{} would keep {} environments busy, but the source starts at most {} at once: it handles {} of {} a second, so \
         its backlog grows. The rest waits in the source and is not throttled{}.",
        request.product(),
        significant(demand.load),
        counted_invocations(most),
        significant(demand.started()),
        significant(demand.rate),
        at_reservation(request, demand)
    )
}

fn counted_invocations(number: u64) -> String {
    tidegate_figures::counted(number, "invocation")
}

/// Returns the headline for a source that keeps up and has a fixed maximum.
fn within(request: &ConcurrencyRequest, demand: &Demand, most: u64) -> String {
    format!(
        "{} = {} environments busy on average, and at most {}, because the source starts no more at once. Work \
         above that waits in the source and is not throttled{}.",
        request.product(),
        significant(demand.load),
        count(most),
        at_reservation(request, demand)
    )
}

/// Returns the share that the reservation throttles or, without a reservation, the number to reserve.
fn at_reservation(request: &ConcurrencyRequest, demand: &Demand) -> String {
    let least = demand.most.max(demand.by_requests).unwrap_or(1);
    match request.reserved {
        Some(reserved) => format!(
            "; reserving {} throttles {}",
            count(reserved.into()),
            Value::Share(demand.throttled(reserved.into())).shown()
        ),
        None => format!("; reserving {} throttles none", count(least)),
    }
}

/// Returns the headline for a caller, a bus, or a queue whose mapping has no fixed maximum.
fn free(request: &ConcurrencyRequest, demand: &Demand) -> String {
    let asked = request.reserved.map(u64::from);
    let servers = asked.unwrap_or_else(|| demand.whole());
    let lead = format!(
        "{} = {} environments busy on average",
        request.product(),
        significant(demand.load)
    );
    let exactly = if asked.is_some() { "" } else { "exactly " };
    let throttled = Value::Share(demand.throttled(servers)).shown();
    let reserving = format!(
        "reserving {exactly}{} throttles {throttled}",
        count(servers)
    );
    let is_by_requests = demand.by_requests > demand.by_chance;
    let is_limited = demand.throttled_by_requests(servers) > demand.throttled_by_chance(servers);
    if is_by_requests || is_limited {
        return format!(
            "{lead}, but each serves at most {RPS_PER_ENVIRONMENT} requests a second: {reserving}; {}.",
            needed(demand, servers)
        );
    }
    format!(
        "{lead}; {reserving} of invocations that come at random; {}.",
        needed(demand, servers)
    )
}

fn needed(demand: &Demand, servers: u64) -> String {
    let target = Value::Share(demand.target).shown();
    match demand.needed() {
        None => "no reservation throttles less than the target".to_owned(),
        Some(needed) if needed == servers => format!("that keeps the target of {target}"),
        Some(needed) => format!("reserving {} throttles at most {target}", count(needed)),
    }
}
