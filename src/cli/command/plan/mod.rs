//! `plan`: makes a plan from a few figures. One file for each of its commands.

use tidegate_plan::Plan;

use crate::args::{PlanArgs, PlanCommand, PlanFormat};
use crate::exit::{Exit, Reported};
use crate::output::{self, Console};

mod cold_start;
mod concurrency;
mod memory;
mod provisioned;
mod reconcile;
mod recursion;
mod refused;
mod retries;
mod storage;
mod wait;

/// Runs the command that follows `plan`.
pub(crate) fn run(args: &PlanArgs, threads: usize, console: &Console) -> Result<Exit, Reported> {
    let plan = match &args.plan {
        PlanCommand::Concurrency(args) => concurrency::plan(args, console)?,
        PlanCommand::Provisioned(args) => provisioned::plan(args, console)?,
        PlanCommand::ColdStart(args) => cold_start::plan(args, console)?,
        PlanCommand::Storage(args) => storage::plan(args, console)?,
        PlanCommand::Wait(args) => wait::plan(args, console)?,
        PlanCommand::Memory(args) => memory::plan(args, console)?,
        PlanCommand::Retries(args) => retries::plan(args, console)?,
        PlanCommand::Recursion(args) => recursion::plan(args, threads, console)?,
        PlanCommand::Reconcile(args) => reconcile::plan(args, console)?,
    };
    let written = output::print_text(&render(&plan, args.format));
    Ok(output::after_writing(written, Exit::Success, console))
}

fn render(plan: &Plan, format: PlanFormat) -> String {
    let document = || plan.document();
    match format {
        PlanFormat::Text => document().text(output::stdout_columns(), &output::palette()),
        PlanFormat::Json => plan.json(),
        PlanFormat::Md => document().markdown(),
        PlanFormat::Html => document().html(),
    }
}
