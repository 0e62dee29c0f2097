//! `estimate`: filters and records in, invocations avoided out. An input that could not be read to its end gives no
//! estimate at all: half a sample looks just like a whole one.

use std::io;

use tidegate_batch::{Disposition, Origin};
use tidegate_savings::{Forecast, Mapping, MappingError, Palette, Report, SampleModel};

use crate::args::{EstimateArgs, ProfileName, ReportFormat};
use crate::exit::{Exit, Reported};
use crate::filters::{self, NamedFilters};
use crate::inputs::{self, Reading};
use crate::output::{self, Console};

/// Runs the command.
pub(crate) fn run(
    args: &EstimateArgs,
    threads: usize,
    console: &Console,
) -> Result<Exit, Reported> {
    let records = &args.records;
    let mapping = mapping(args, console)?;
    let profile = ProfileName::resolve(records.profile, records.source);
    let filters = filters::load(&args.filters.0, records.source, profile, console)?;
    let mut model = SampleModel::new(mapping.batch_size());
    let reading = inputs::read_all(
        &filters.filters,
        records,
        threads,
        console,
        &mut |_, outcome| {
            model.push(outcome.judged.disposition == Disposition::Delivered);
            std::ops::ControlFlow::Continue(())
        },
    )?;
    check(&reading, console)?;
    let report = report(filters, mapping, reading, &model);
    let written = output::print_text(&render(&report, args.format));
    Ok(output::after_writing(written, Exit::Success, console))
}

fn mapping(args: &EstimateArgs, console: &Console) -> Result<Mapping, Reported> {
    Mapping::new(args.records.source, args.batch_size, args.window).map_err(|error| {
        console.error(error);
        match error {
            MappingError::SqsNeedsWindow(_) => console.help("add --window 1, or more"),
            MappingError::NotBatched => console.help("leave out --batch-size and --window"),
            _ => {}
        }
        Reported
    })
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

fn report(
    filters: NamedFilters,
    mapping: Mapping,
    reading: Reading,
    model: &SampleModel,
) -> Report {
    let origin = filters.filters.origin();
    let tally = reading.tally;
    let forecast = if origin == Origin::EventBridge {
        let matches = tally.by_filter.iter().map(|filter| filter.delivered).sum();
        Forecast::per_match(tally.read, filters.filters.len() as u64, matches)
    } else {
        model.finish()
    };
    Report {
        origin,
        mapping,
        tally,
        names: filters.names,
        forecast,
        group_size: model.group_size(),
    }
}

fn render(report: &Report, format: ReportFormat) -> String {
    match format {
        ReportFormat::Json => report.json(),
        ReportFormat::Md => report.markdown(),
        ReportFormat::Text => report.text(output::stdout_columns(), &palette()),
    }
}

/// No escapes where stdout takes none, so that columns are counted right either way.
fn palette() -> Palette {
    match anstream::AutoStream::choice(&io::stdout()) {
        anstream::ColorChoice::Never => Palette::PLAIN,
        _ => Palette::ANSI,
    }
}
