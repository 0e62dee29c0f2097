//! `plan`: a few figures in, a plan out. One file per command behind it.

use tidegate_savings::plan::Plan;

use crate::args::{PlanArgs, PlanCommand, PlanFormat};
use crate::exit::{Exit, Reported};
use crate::output::{self, Console};

mod concurrency;

/// Runs the command behind `plan`.
pub(crate) fn run(args: &PlanArgs, console: &Console) -> Result<Exit, Reported> {
    let plan = match &args.plan {
        PlanCommand::Concurrency(args) => concurrency::plan(args, console)?,
    };
    let written = output::print_text(&render(&plan, args.format));
    Ok(output::after_writing(written, Exit::Success, console))
}

fn render(plan: &Plan, format: PlanFormat) -> String {
    match format {
        PlanFormat::Text => plan.text(output::stdout_columns(), &output::palette()),
        PlanFormat::Json => plan.json(),
        PlanFormat::Md => plan.markdown(),
    }
}
