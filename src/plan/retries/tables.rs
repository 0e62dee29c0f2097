//! The tables of a retry plan: ways to handle a failed batch, and the attempts one by one.

use super::handling::{Batch, Handling};
use super::model::RetriesRequest;
use crate::{Table, Value};

/// Most rows of the table of attempts, and its rows if attempts have no limit.
const ROWS_MAX: u64 = 10;
const ROWS_UNBOUNDED: u64 = 5;

/// Returns the table of ways to handle a failed batch, if the invoker has more than one.
pub(super) fn handlings(request: &RetriesRequest) -> Option<Table> {
    let offered = Handling::of(request.invoker);
    if request.records() == 1 || offered.len() == 1 {
        return None;
    }
    let mut table = Table::new(
        "handling",
        "what a failed batch adds, by how it is handled",
        &["a failed batch", "attempts on average", "given up", ""],
    );
    table.ends_in_words = true;
    let batch = Batch::of(request, request.failing.value);
    for &handling in offered {
        let is_chosen = handling == request.handling();
        let values = [
            Value::Number(batch.multiplier(handling)),
            Value::Share(batch.given_up(handling)),
            Value::Text(if is_chosen { "this plan" } else { "" }.to_owned()),
        ];
        table.named(handling.name(), values);
    }
    Some(table)
}

/// Returns the table of attempts: when each starts, and how many events need it.
pub(super) fn attempts(request: &RetriesRequest) -> Option<Table> {
    let most = request.attempts().unwrap_or(ROWS_UNBOUNDED).min(ROWS_MAX);
    if most < 2 {
        return None;
    }
    let mut table = Table::new(
        "attempts",
        "share that needs each attempt, and its age then",
        &["attempt", "age in s", "needed by"],
    );
    let batch = Batch::of(request, request.failing.value);
    for nth in 1..=most {
        table.push([
            Value::Count(nth),
            request.age_at(nth).map_or(Value::Absent, Value::Count),
            Value::Share(batch.needs(request.handling(), nth)),
        ]);
    }
    Some(table)
}
