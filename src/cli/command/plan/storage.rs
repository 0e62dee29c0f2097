//! `plan storage`.

use tidegate_plan::storage::StorageRequest;
use tidegate_plan::{Plan, Runs};

use super::refused::refused;
use crate::args::StorageArgs;
use crate::exit::Reported;
use crate::output::Console;
use crate::prices;

pub(super) fn plan(args: &StorageArgs, console: &Console) -> Result<Plan, Reported> {
    let request = StorageRequest {
        runs: Runs {
            invocations: args.rate.per_month(),
            duration_ms: args.duration_ms,
        },
        storage_mb: args.storage,
        memory_mb: args.memory,
        rates: prices::of(&args.prices, console)?,
        free: args.prices.free_tier,
    };
    request.answer().map_err(|why| refused(why, console))
}
