//! `plan wait`.

use tidegate_figures::Decimal;
use tidegate_plan::Plan;
use tidegate_plan::wait::{Durable, WaitRequest};

use crate::args::WaitArgs;
use crate::exit::Reported;
use crate::output::Console;
use crate::prices;

/// Bytes of a kilobyte.
const KILOBYTE: u32 = 1_024;

pub(super) fn plan(args: &WaitArgs, console: &Console) -> Result<Plan, Reported> {
    let request = WaitRequest {
        waits: args.rate.per_month(),
        seconds: args.seconds,
        work_ms: args.work_ms,
        memory_mb: args.memory,
        durable: Durable {
            operations: args.operations,
            written_bytes: args.written_kb * Decimal::from(KILOBYTE),
            kept_days: args.kept_days,
        },
        rates: prices::of(&args.prices, console)?,
        free: args.prices.free_tier,
    };
    Ok(request.answer())
}
