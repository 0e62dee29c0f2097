//! Where nothing is lost: asynchronous events, queues and streams wait for a free environment. Erlang's delay formula.

use tidegate_figures::{blocked, count, significant};
use tidegate_mapping::Delivery;

use super::{Demand, Question};
use crate::{Figure, Plan, Value};

const ERLANG_C: &str = "Erlang C: arrivals at random, durations exponential; what finds all environments busy waits for \
                        the first that is free, while Lambda tries again with growing pauses, so real waits are longer";

/// Waiting for one of so many servers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delay {
    /// The share of arrivals that wait.
    pub share: f64,
    /// Mean wait of all arrivals, in mean durations.
    pub mean: f64,
}

/// What waits at an offered load of `load` with so many `servers`; `None` if they can't keep up.
///
/// ```
/// use tidegate_plan::concurrency::delayed;
/// let delay = delayed(100.0, 110).unwrap();
/// assert_eq!(format!("{:.4} {:.4}", delay.share, delay.mean), "0.2370 0.0237");
/// assert_eq!(delayed(100.0, 100), None);
/// ```
#[must_use]
pub fn delayed(load: f64, servers: u64) -> Option<Delay> {
    let free = servers as f64 - load;
    if free <= 0.0 {
        return None;
    }
    let blocked = blocked(load, servers);
    let share = blocked / (1.0 - load / servers as f64 * (1.0 - blocked));
    Some(Delay {
        share,
        mean: share / free,
    })
}

/// Adds what waits at the reservation, or else at what is needed, if the function is not called directly.
pub(super) fn waiting(question: &Question, demand: &Demand, plan: &mut Plan) {
    let Some(mapping) = &question.mapping else {
        return;
    };
    // A stream's batches wait for those before them in their shard.
    if !mapping.is_standard_queue() && *mapping != Delivery::Rule {
        return;
    }
    let most = mapping.invocations_at_once_max().unwrap_or(u64::MAX);
    let servers = question.reserved.map(u64::from).or(demand.needed);
    let Some(servers) = servers.map(|servers| servers.min(most)) else {
        return;
    };
    plan.assumptions.push(
        "throttled is delayed here, not lost: messages and asynchronous events are tried again (Lambda \
         Developer Guide, read 2026-11-23)"
            .to_owned(),
    );
    let delay = delayed(demand.load, servers);
    let load = significant(demand.load);
    let share = delay.map_or(Value::Share(1.0), |delay| Value::Share(delay.share));
    let wait = delay.map_or(f64::INFINITY, |delay| delay.mean * demand.seconds * 1_000.0);
    plan.figures.extend([
        Figure::new("waiting", format!("waiting at {}", count(servers)), share)
            .by_hand(format!(
                "B / (1 - {load} / {} x (1 - B)), B by Erlang B",
                count(servers)
            ))
            .source(ERLANG_C),
        Figure::new("wait", "mean wait of all", Value::Number(wait))
            .unit("ms")
            .by_hand(format!(
                "that share x {} ms / ({} - {load})",
                significant(demand.seconds * 1_000.0),
                count(servers)
            ))
            .source(ERLANG_C),
    ]);
}
