//! `plan cold-start`.

use tidegate_plan::Plan;
use tidegate_plan::cold_start::ColdStartRequest;

use super::refused::refused;
use crate::args::{ColdStartArgs, Percent};
use crate::exit::Reported;
use crate::output::Console;
use crate::prices;

/// The assumed duration of an initialisation if none is given. The plan names it as a guess.
const INIT_MS_DEFAULT: u32 = 500;

pub(super) fn plan(args: &ColdStartArgs, console: &Console) -> Result<Plan, Reported> {
    let request = ColdStartRequest {
        rate: args.rate,
        is_regular: args.regular,
        duration_ms: args.duration_ms,
        init_ms: args.init_ms.unwrap_or_else(|| INIT_MS_DEFAULT.into()),
        idle_minutes: args.idle,
        cold_share: args.cold_share.map(Percent::share),
        delivered: args.delivered.map(Percent::share),
        seed: args.seed,
        has_snapstart: args.snapstart,
        memory_mb: args.memory,
        hours: args.hours,
        rates: prices::of(&args.prices, console)?,
        free: args.prices.free_tier,
    };
    let mut plan = request.answer().map_err(|why| refused(why, console))?;
    if args.init_ms.is_none() && !args.snapstart {
        plan.warnings.push(format!(
            "the length of an initialisation is a guess, {INIT_MS_DEFAULT} ms: the log has it as Init Duration; give it with \
             --init-ms"
        ));
    }
    Ok(plan)
}
