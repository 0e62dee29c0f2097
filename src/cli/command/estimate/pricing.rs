//! The prices of an estimate and what they apply to, from the options of the function.

use tidegate_batch::Route;
use tidegate_estimate::{Carrier, Pricing, SnapStart};
use tidegate_figures::Decimal;
use tidegate_price::bill::{Init, LOG_BYTES_TEXT};
use tidegate_price::{PriceBook, Rates};

use super::function::Function;
use crate::args::{FunctionArgs, Percent};
use crate::exit::Reported;
use crate::output::Console;

/// Returns the prices of the region and the function's settings.
pub(super) fn pricing(
    function: &FunctionArgs,
    facts: Function,
    book: &PriceBook,
    (region, route): (&str, Route),
    console: &Console,
) -> Result<Pricing, Reported> {
    let milliseconds = function.init_ms;
    let rates = book.rates(region, facts.architecture).map_err(|error| {
        console.error(error);
        Reported
    })?;
    Ok(Pricing {
        rates: with_plan(rates, function.savings_plan),
        memory_mb: facts.memory_mb,
        storage_mb: facts.storage_mb,
        init: milliseconds.map(|milliseconds| Init {
            cold_share: function.cold_share.0 / Decimal::ONE_HUNDRED,
            milliseconds,
        }),
        log_bytes: function.log_bytes.unwrap_or(LOG_BYTES_TEXT),
        free: function.free_tier,
        snapstart: if function.snapstart {
            SnapStart::On
        } else {
            SnapStart::Off
        },
        carrier: carrier(route),
    })
}

/// Returns what brings the records to the function.
const fn carrier(route: Route) -> Carrier {
    match route {
        Route::Service(_) => Carrier::Lambda,
        Route::Pipe(_) => Carrier::Pipe,
    }
}

/// Returns the prices under a Savings Plan, or as they are without one.
pub(super) fn with_plan(rates: Rates, plan: Percent) -> Rates {
    if plan.0 > Decimal::ZERO {
        rates.with_savings_plan(plan.share())
    } else {
        rates
    }
}
