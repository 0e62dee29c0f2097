//! `estimate`: reads filters and records, and reports the invocations avoided and the money saved. An input that could
//! not be read to its end gives no estimate at all: half a sample looks just like a whole one.

use tidegate_estimate::{FifoFinder, Proof, RecordsRead, RegionFinder, Report, Sample};
use tidegate_explain::NearCounter;

use crate::args::{EstimateArgs, ProfileName, ReportFormat};
use crate::exit::{Exit, Reported};
use crate::filters;
use crate::inputs::{self, Reading};
use crate::output::{self, Console};
use crate::progress;

mod gates;
mod idle;
mod queue;
mod request;

pub(in crate::command) use queue::settle as settle_queue;
pub(in crate::command) use request::{MonthArgs, refused, today_of};

/// Runs the command.
pub(crate) fn run(
    args: &EstimateArgs,
    threads: usize,
    console: &Console,
) -> Result<Exit, Reported> {
    let request::EstimateInputs {
        mut asked,
        route,
        documents,
        inputs,
    } = request::read(args, threads, console)?;
    gates::say_inert(route.source(), &args.gates, console);
    let profile = ProfileName::resolve(args.from.profile, route);
    let filters = filters::load(documents, route, profile, &args.findings, console)?;
    if filters.findings.are_denied(console) {
        return Ok(Exit::Negative);
    }
    let mut sample = Sample::new(asked.batch_size());
    let mut near = NearCounter::new(&filters.filters);
    let mut region = RegionFinder::default();
    let mut fifo = FifoFinder::default();
    let reading = inputs::read_all(&filters, inputs, console, &mut |_, outcome| {
        sample.push(route.source(), outcome);
        near.take(outcome);
        region.look(route.source(), outcome);
        fifo.look(route.source(), outcome);
        std::ops::ControlFlow::Continue(())
    })?;
    if reading.interrupted.is_some() {
        console.error("no estimate: not all of the input was read");
        return Ok(reading.exit(Exit::Failure));
    }
    check(&reading, console)?;
    let is_denied = reading.denied;
    queue::settle(&mut asked, fifo.found(), console)?;
    asked.settle_region(region.found());
    let proof = if filters.never_match() {
        Proof::NeverMatches
    } else {
        Proof::Open
    };
    let read = RecordsRead {
        route,
        proof,
        near: near.finish(reading.tally.filtered),
        tally: reading.tally,
        names: filters.names,
        remarks: Vec::new(),
        findings: reading.findings.out(),
    };
    let report = progress::announced(REPLAYING, console, || asked.answer(sample, read));
    let report = report.map_err(|unfinished| {
        console.error(format_args!("no estimate: {unfinished}"));
        console.help(
            "limit the retries with --retries, or how old a record gets with --maximum-record-age or --retention",
        );
        Reported
    })?;
    idle::say(&report, args, console);
    let written = output::print_text(&render(&report, args));
    let exit = match gates::verdict(&report, &args.gates, console) {
        Exit::Success if is_denied => Exit::Negative,
        exit => exit,
    };
    Ok(output::after_writing(written, exit, console))
}

/// Said if the estimate takes long after the records were read.
const REPLAYING: &str = "replaying a month: fewer records or a lower --rate take less time";

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

fn render(report: &Report, args: &EstimateArgs) -> String {
    let document = || report.document();
    match args.format {
        ReportFormat::Text => {
            let columns = output::stdout_columns();
            let shown = if args.full {
                document()
            } else {
                report.first_screen(columns)
            };
            shown.text(columns, &output::palette())
        }
        ReportFormat::Json => report.json(),
        ReportFormat::Md => document().markdown(),
        ReportFormat::Html => document().html(),
    }
}
