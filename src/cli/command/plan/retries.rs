//! `plan retries`.

use tidegate_plan::Plan;
use tidegate_plan::retries::{ASYNC_RETRIES_MAX, Invoker, RetriesRequest};

use crate::args::RetriesArgs;
use crate::exit::Reported;
use crate::output::Console;
use crate::prices;

pub(super) fn plan(args: &RetriesArgs, console: &Console) -> Result<Plan, Reported> {
    check(args, console)?;
    let request = RetriesRequest {
        invoker: args.source,
        failing: args.failing,
        poison: args.poison,
        retries: args.retries,
        age_seconds: args.max_age,
        visibility_seconds: args.visibility_timeout,
        batch_size: args.batch_size,
        is_bisecting: args.bisect,
        is_partial: args.report_item_failures,
        rate: args.rate,
        reserved: args.reserved,
        duration_ms: args.duration_ms,
        memory_mb: args.memory,
        rates: prices::of(&args.prices, console)?,
        free: args.prices.free_tier,
    };
    Ok(request.answer())
}

/// Refuses retries that the source does not have.
fn check(args: &RetriesArgs, console: &Console) -> Result<(), Reported> {
    let wanted = match (args.source, args.retries) {
        (Invoker::Sync, Some(_)) => "Lambda does not retry for a caller that waits: leave it out",
        (Invoker::Async, Some(retries)) if retries > ASYNC_RETRIES_MAX => "events have 0 to 2",
        (Invoker::Sqs, Some(0)) => "maxReceiveCount of a queue is 1 or more",
        (Invoker::Mq, Some(_)) => "mappings of brokers have no such setting: the broker redelivers",
        _ => return Ok(()),
    };
    console.error(format_args!(
        "--retries {} for --source {}: {wanted}",
        args.retries.unwrap_or_default(),
        args.source.name()
    ));
    Err(Reported)
}
