//! `plan concurrency`.

use tidegate_savings::plan::Plan;
use tidegate_savings::plan::concurrency::Question;

use crate::args::ConcurrencyArgs;
use crate::exit::Reported;
use crate::output::Console;

pub(super) fn plan(args: &ConcurrencyArgs, _console: &Console) -> Result<Plan, Reported> {
    let question = Question {
        rate: args.rate,
        duration_ms: args.duration_ms,
        target: args.throttled.share(),
    };
    Ok(question.answer())
}
