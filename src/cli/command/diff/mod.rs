//! `diff`: compares two sets of filters. The decision is a proof about all records; given records are counted as well.

mod difference;
mod document;
mod json;
mod month;
mod month_section;
mod nearest;
mod records;
mod side;
mod templates;
mod witness;
mod words;

use std::path::Path;

use tidegate_analysis::{Caps, Comparison};
use tidegate_estimate::Today;

use crate::args::{DiffArgs, DiffFormat, FilterOption, ProfileName, STDIN};
use crate::command::estimate::today_of;
use crate::exit::{Exit, Reported};
use crate::filters::{self, Documents};
use crate::inputs::{self, NAME_THE_SOURCE, Settled, Wanted};
use crate::output::{self, Console};

use difference::Difference;
use month::MonthCount;
use records::Changes;
use side::{Side, Sides, labels};
use templates::Templates;

/// Runs the command.
pub(crate) fn run(args: &DiffArgs, threads: usize, console: &Console) -> Result<Exit, Reported> {
    if stdin_count(args) > 1 {
        console.error("stdin can be read only once, but several arguments name it");
        console.help("name files for the others");
        return Err(Reported);
    }
    let [old_label, new_label] = labels(args);
    let old = filters::open_as("OLD", &args.old, console)?;
    let new = filters::open_as("NEW", &args.new, console)?;
    if let Some(templates) = Templates::of(args, [&old, &new], console)? {
        return templates::run(&templates, args, threads, console);
    }
    let values = args.values();
    let old = Documents::read(old, &args.old, &values, console)?;
    let new = Documents::read(new, &args.new, &values, console)?;
    let wanted = old.route(Wanted::typed(args.records.source), console)?;
    let wanted = new.route(wanted, console)?;
    let settled = settled(args, wanted.clone(), threads, console)?;
    let route = settled.as_ref().map(|settled| settled.route);
    let route = route
        .or_else(|| wanted.route_or_guess(console))
        .ok_or_else(|| needs_source(console))?;
    let profile = ProfileName::resolve(args.records.from.profile, route);
    let today = [today(&old, args, console)?, today(&new, args, console)?];
    let load = |documents| filters::load(documents, route, profile, &args.findings, console);
    // Both are loaded before either failure ends the command, so that one run shows the problems of both. A filter
    // that is compared with itself shows its problems once.
    let old = load(old);
    let new = match (&old, side::is_same(args)) {
        (Ok(old), true) => Ok(old.clone()),
        (Ok(_) | Err(_), _) => load(new),
    };
    let sides = Sides {
        old: Side::new(old_label, old?),
        new: Side::new(new_label, new?),
        route,
    };
    if sides.are_denied(console) {
        return Ok(Exit::Negative);
    }
    let compared = Comparison::of(sides.old.filters(), sides.new.filters(), &Caps::default());
    let compared = compared.map_err(|error| {
        console.error(error);
        Reported
    })?;
    let month = MonthCount::of(args, &sides, today, console)?;
    let changes = settled
        .map(|settled| {
            let witnesses = document::shown(&compared);
            Changes::read(&sides, settled, &witnesses, month, console)
        })
        .transpose()?;
    let difference = Difference {
        sides: &sides,
        compared: &compared,
        changes: changes.as_ref(),
    };
    let written = output::print_text(&written(args.format, &difference, console)?);
    let exit = match difference.is_none() {
        true => Exit::Success,
        false => Exit::Negative,
    };
    let exit = changes.as_ref().map_or(exit, |changes| changes.exit(exit));
    Ok(output::after_writing(written, exit, console))
}

/// Returns how many arguments name stdin.
fn stdin_count(args: &DiffArgs) -> usize {
    let filters = [&args.old, &args.new]
        .into_iter()
        .filter(|option| match option {
            FilterOption::File(file) => file.path == Path::new(STDIN),
            FilterOption::Text(_) => false,
        });
    let inputs = args
        .records
        .from
        .inputs
        .iter()
        .filter(|path| *path == Path::new("-"));
    filters.count() + inputs.count()
}

/// Returns the inputs, if there are any, with the source that they name.
fn settled(
    args: &DiffArgs,
    wanted: Wanted,
    threads: usize,
    console: &Console,
) -> Result<Option<Settled>, Reported> {
    if args.records.from.inputs.is_empty() {
        return Ok(None);
    }
    inputs::settle(&args.records.from, wanted, threads, console)
}

/// Returns the settings of a template's mapping, if a month is computed.
fn today(documents: &Documents, args: &DiffArgs, console: &Console) -> Result<Today, Reported> {
    match (args.load.rate, documents.template()) {
        (Some(_), Some(entry)) => today_of(entry, &month::options(args), console),
        (None, _) | (Some(_), None) => Ok(Today::default()),
    }
}

fn needs_source(console: &Console) -> Reported {
    console.error("nothing says where the records will come from");
    console.help(NAME_THE_SOURCE);
    Reported
}

fn written(
    format: DiffFormat,
    difference: &Difference<'_>,
    console: &Console,
) -> Result<String, Reported> {
    Ok(match format {
        DiffFormat::Json => json::json(difference, console)?,
        DiffFormat::Md => document::document(difference, console)?.markdown(),
        DiffFormat::Text => {
            let document = document::document(difference, console)?;
            document.text(output::stdout_columns(), &output::palette())
        }
    })
}
