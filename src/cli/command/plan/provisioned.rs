//! `plan provisioned`.

use tidegate_figures::{Decimal, MONTH_SECONDS};
use tidegate_plan::provisioned::ProvisionedRequest;
use tidegate_plan::{Plan, Runs};

use super::refused::refused;
use crate::args::ProvisionedArgs;
use crate::exit::Reported;
use crate::output::Console;
use crate::prices;

/// Hours of a month.
const MONTH_HOURS: u64 = MONTH_SECONDS / 3_600;

pub(super) fn plan(args: &ProvisionedArgs, console: &Console) -> Result<Plan, Reported> {
    let book = prices::book(args.prices.prices.as_deref(), console)?;
    let rates = book.rates(&args.prices.region, args.prices.arch);
    let request = ProvisionedRequest {
        rates: rates.map_err(|error| refused(error, console))?,
        book,
        memory_mb: args.memory,
        environments: args.environments,
        hours: args.hours,
        runs: invocations(args).zip(args.duration_ms).map(runs),
        is_steady: args.steady,
        on_demand: args.on_demand.zip(args.on_demand_ms).map(runs),
        free: args.prices.free_tier,
    };
    request.answer().map_err(|why| refused(why, console))
}

fn runs((invocations, duration_ms): (u64, Decimal)) -> Runs {
    Runs {
        invocations,
        duration_ms,
    }
}

/// Returns the invocations of the hours in which provisioned concurrency is enabled.
fn invocations(args: &ProvisionedArgs) -> Option<u64> {
    let of_rate = args.rate.map(|rate| {
        let month = Decimal::from(rate.per_month());
        let share = args.hours / Decimal::from(MONTH_HOURS);
        (month * share).round().try_into().unwrap_or(u64::MAX)
    });
    args.invocations.or(of_rate)
}
