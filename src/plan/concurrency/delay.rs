//! Waiting for a free environment: asynchronous events and queues wait instead of being lost. Erlang's delay formula.

use tidegate_figures::{count, delayed, significant};
use tidegate_mapping::Delivery;

use super::model::{ConcurrencyRequest, Demand};
use crate::{Figure, Plan, Value};

const ERLANG_C: &str = "Erlang C: random arrivals, exponential durations; an invocation that finds all environments \
                        busy waits for the first free one; Lambda retries with growing pauses instead, so real waits \
                        are longer";

/// Adds the share that waits and the mean wait, at the reservation or else at the needed concurrency, unless the
/// function is invoked directly.
pub(super) fn waiting(request: &ConcurrencyRequest, demand: &Demand, plan: &mut Plan) {
    let Some(delivery) = &request.delivery else {
        return;
    };
    // A stream's batches wait for earlier batches of their shard, not for environments.
    if !delivery.is_standard_queue() && *delivery != Delivery::Rule {
        return;
    }
    let most = delivery.invocations_at_once_max().unwrap_or(u64::MAX);
    let servers = request.reserved.map(u64::from).or(demand.needed());
    let Some(servers) = servers.map(|servers| servers.min(most)) else {
        return;
    };
    plan.assumptions.push(
        "throttled invocations are delayed here, not lost: messages and asynchronous events are retried (Lambda \
         Developer Guide, read 2026-11-23)"
            .to_owned(),
    );
    let keeps_up = demand.throttled_by_requests(servers) == 0.0;
    let delay = delayed(demand.load, servers).filter(|_| keeps_up);
    let load = significant(demand.load);
    let share = delay.map_or(Value::Share(1.0), |delay| Value::Share(delay.share));
    let wait = delay.map_or(f64::INFINITY, |delay| delay.mean * demand.seconds * 1_000.0);
    plan.figures.extend([
        Figure::new(
            "waiting",
            format!("share that waits at {}", count(servers)),
            share,
        )
        .by_hand(format!(
            "B / (1 - {load} / {} x (1 - B)), B by Erlang B",
            count(servers)
        ))
        .source(ERLANG_C),
        Figure::number("wait", "mean wait", wait)
            .unit("ms")
            .by_hand(format!(
                "that share x {} ms / ({} - {load})",
                significant(demand.seconds * 1_000.0),
                count(servers)
            ))
            .source(ERLANG_C),
    ]);
}
