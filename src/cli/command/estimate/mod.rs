//! `estimate`: filters and records in, invocations avoided and money saved out. An input that could not be read to its
//! end gives no estimate at all: half a sample looks just like a whole one.

use tidegate_estimate::{Read, Report, Sample};

use crate::args::{EstimateArgs, ProfileName, ReportFormat};
use crate::exit::{Exit, Reported};
use crate::filters;
use crate::inputs::{self, Reading};
use crate::output::{self, Console};

mod near;
mod question;

use near::NearCounter;

/// Runs the command.
pub(crate) fn run(
    args: &EstimateArgs,
    threads: usize,
    console: &Console,
) -> Result<Exit, Reported> {
    let asked = question::read(args, threads, console)?;
    let route = asked.route;
    let profile = ProfileName::resolve(args.from.profile, route);
    let filters = filters::load(&asked.filters, route, profile, &args.findings, console)?;
    if filters.findings.are_denied(console) {
        return Ok(Exit::Negative);
    }
    let mut sample = Sample::new(asked.question.mapping.batch_size());
    let mut near = NearCounter::new(&filters);
    let reading = inputs::read_all(&filters, asked.inputs, console, &mut |_, outcome| {
        sample.push(route.source(), outcome);
        near.take(outcome);
        std::ops::ControlFlow::Continue(())
    })?;
    if reading.interrupted.is_some() {
        console.error("no estimate: not all of the input was read");
        return Ok(reading.exit(Exit::Failure));
    }
    check(&reading, console)?;
    let read = Read {
        near: near.finish(reading.tally.filtered),
        tally: reading.tally,
        names: filters.names,
        remarks: asked.remarks,
        findings: reading.findings.out(),
    };
    let mut report = asked.question.answer(&sample, read);
    if report.cost.is_some() {
        report.remarks.extend(asked.guesses);
    }
    let written = output::print_text(&render(&report, args.format));
    let exit = verdict(&report, args, console);
    Ok(output::after_writing(written, exit, console))
}

fn check(reading: &Reading, console: &Console) -> Result<(), Reported> {
    if reading.failed {
        console.error("no estimate: not all of the input could be read");
        return Err(Reported);
    }
    if reading.tally.read == 0 {
        console.error("no estimate: there is no record to make it from");
        return Err(Reported);
    }
    Ok(())
}

/// `--fail-under`: findings if less is saved.
fn verdict(report: &Report, args: &EstimateArgs, console: &Console) -> Exit {
    let Some(wanted) = args.fail_under else {
        return Exit::Success;
    };
    let (saved, of_what) = report.saved_share();
    if saved.is_some_and(|saved| saved >= wanted.0) {
        return Exit::Success;
    }
    let saved = saved.map_or_else(|| "nothing".to_owned(), |saved| format!("{saved:.2} %"));
    console.warn(format_args!(
        "{saved} of {of_what} saved, less than the {} % of --fail-under",
        wanted.0
    ));
    Exit::Negative
}

fn render(report: &Report, format: ReportFormat) -> String {
    let document = || report.document();
    match format {
        ReportFormat::Text => document().text(output::stdout_columns(), &output::palette()),
        ReportFormat::Json => report.json(),
        ReportFormat::Md => document().markdown(),
        ReportFormat::Html => document().html(),
    }
}
