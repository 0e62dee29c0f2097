//! `gen`: makes records that test filters, and writes them as NDJSON or as rows for `test`. The records themselves are
//! made in `tidegate-analysis`; here they are numbered, printed and described.

mod cases;
mod like;
mod unreached;

use tidegate_analysis::{Caps, Order, Suite, generate};
use tidegate_figures::counted;

use crate::args::{GenArgs, ProfileName};
use crate::exit::{Exit, Reported};
use crate::filters::{self, Documents, NamedFilters};
use crate::inputs::{NAME_THE_SOURCE, Wanted};
use crate::output::{self, Console};

use cases::Pattern;

/// Runs the command.
pub(crate) fn run(args: &GenArgs, threads: usize, console: &Console) -> Result<Exit, Reported> {
    let pattern = args.cases.then(|| Pattern::of(&args.filters.0)).transpose();
    let pattern = pattern.map_err(|several| several.show(console))?;
    let documents = Documents::open(&args.filters.0, &args.filters.1, console)?;
    let wanted = documents.route(Wanted::typed(args.source), console)?;
    let settled = like::settled(args, wanted.clone(), threads, console)?;
    let route = settled.as_ref().map(|settled| settled.route);
    let route = route.or_else(|| wanted.route_or_guess(console));
    let route = route.ok_or_else(|| {
        console.error("nothing says where the records will come from");
        console.help(NAME_THE_SOURCE);
        Reported
    })?;
    let profile = ProfileName::resolve(args.profile, route);
    let filters = filters::load(documents, route, profile, &args.findings, console)?;
    if filters.findings.are_denied(console) {
        return Ok(Exit::Negative);
    }
    let like = settled.map(|settled| like::record(&filters, settled, console));
    let like = like.transpose()?;
    let suite = suite(args, &filters, like.as_deref(), console)?;
    unreached::say(&suite, console);
    say_count(args, &suite, console);
    let lines = suite
        .records
        .iter()
        .zip(1..)
        .map(|(generated, number)| match &pattern {
            Some(pattern) => cases::line(generated, pattern, number, route),
            None => generated.record.clone(),
        });
    let text: String = lines.map(|line| line + "\n").collect();
    Ok(output::after_writing(
        output::print_text(&text),
        Exit::Success,
        console,
    ))
}

fn suite(
    args: &GenArgs,
    filters: &NamedFilters,
    like: Option<&str>,
    console: &Console,
) -> Result<Suite, Reported> {
    let order = Order {
        count: args.count as usize,
        seed: args.seed,
        kind: args.kind.kind(),
        like,
    };
    generate(&filters.filters, order, &Caps::default()).map_err(|reason| {
        console.error(format_args!("no records can be made: {}", reason.words()));
        Reported
    })
}

/// Says how much of the filters the records cover.
fn say_count(args: &GenArgs, suite: &Suite, console: &Console) {
    let (made, goals) = (suite.records.len() as u64, suite.goals as u64);
    let records = counted(made, "record");
    let tried = counted(goals, "goal");
    if suite.tried < suite.goals {
        console.say(format_args!(
            "{records}, for the first {} of {tried}: a larger -n covers the rest",
            suite.tried
        ));
    } else {
        console.say(format_args!("{records}, for all {tried}"));
    }
    if made < u64::from(args.count) {
        console.say(format_args!(
            "fewer than -n {}: no other records were found that differ in what the filters read",
            args.count
        ));
    }
}
