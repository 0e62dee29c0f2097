//! The guesses that an estimate makes where the user says nothing, and the sentences that name them. Every host of an
//! estimate makes the same ones.

use tidegate_batch::Route;
use tidegate_figures::{Decimal, HandlerDuration};

/// The assumed duration of the function if none is given: long enough that batches matter.
pub(crate) const HANDLER_GUESS: HandlerDuration = HandlerDuration {
    per_invocation_us: 50_000,
    per_record_us: 1_000,
};

/// Region of the prices if neither the user, the mapping nor the records name one.
pub(crate) const REGION_GUESS: &str = "us-east-1";

/// Returns the sentence that the duration is [`HANDLER_GUESS`].
pub(crate) fn handler_guessed() -> String {
    format!(
        "the duration of the function is a guess, {HANDLER_GUESS}: measure it and give it with --duration-ms"
    )
}

/// Returns the sentence that the region is [`REGION_GUESS`].
pub(crate) fn region_guessed() -> String {
    format!("no region was named: the prices are those of {REGION_GUESS}")
}

/// Returns the sentence that the records' region has no prices.
pub(crate) fn region_without_prices(region: &str) -> String {
    format!(
        "the records come from {region}, which has no prices here: those of {REGION_GUESS} are used"
    )
}

/// Returns the warning of an estimate of a pipe; `None` for any other route.
pub(crate) fn pipe_remark(route: Route) -> Option<String> {
    match route {
        Route::Service(_) => None,
        Route::Pipe(source) => Some(format!(
            "a pipe is estimated as an event source mapping of {source}: how EventBridge Pipes scales is not counted"
        )),
    }
}

/// Returns the warning of an estimate under a Savings Plan that takes off this many per cent; `None` if that is 0.
pub(crate) fn savings_plan_remark(percent: Decimal) -> Option<String> {
    (percent > Decimal::ZERO).then(|| {
        "a Savings Plan is paid whether it is used or not: run time that the filter saves lowers the bill only if other use \
         takes its place"
            .to_owned()
    })
}
