//! `plan recursion`: a bucket's notifications against what is written, or the function's output through its own filter.

use std::ops::ControlFlow;

use tidegate_batch::{Disposition, Route};
use tidegate_plan::Plan;
use tidegate_plan::recursion::{Looping, Notifications, Path, RecursionRequest, Trigger};

use super::refused::refused;
use crate::args::{FindingArgs, ProfileName, RecursionArgs};
use crate::exit::Reported;
use crate::filters::{self, Documents};
use crate::inputs::{self, Wanted};
use crate::output::Console;
use crate::prices;

/// Most delivered outputs that are named.
const NAMED_MAX: usize = 5;

pub(super) fn plan(
    args: &RecursionArgs,
    threads: usize,
    console: &Console,
) -> Result<Plan, Reported> {
    let path = match args.source {
        Some(route) => samples(args, route, threads, console)?,
        None => bucket(args, console)?,
    };
    let request = RecursionRequest {
        path,
        looping: Looping {
            fan_out: args.fan_out,
            duration_ms: args.duration_ms,
            memory_mb: args.memory,
            concurrency: args.concurrency,
            rates: prices::of(&args.prices, console)?,
        },
        is_allowed: args.allowed,
    };
    Ok(request.answer())
}

fn bucket(args: &RecursionArgs, console: &Console) -> Result<Path, Reported> {
    if !args.filters.0.is_empty() {
        console.error("a filter needs --source, and the function's output to run through it");
        return Err(Reported);
    }
    let mut file = Notifications::default();
    if let Some(path) = &args.notifications {
        let text = prices::text(path, console)?;
        file = Notifications::read(&text)
            .map_err(|error| refused(format_args!("{}: {error}", path.display()), console))?;
    }
    let typed = args.trigger.iter().map(|keys| Trigger {
        keys: keys.clone(),
        is_for_writes: true,
        target: String::new(),
    });
    file.triggers.extend(typed);
    file.writes.extend(args.writes.iter().cloned());
    if file.triggers.is_empty() || file.writes.is_empty() {
        console.error("both are needed: what triggers the function, and what it writes");
        console.help("say --trigger 'in/*' --writes 'out/*'; or name a file with --notifications, with \"Writes\": [\"out/*\"] in it");
        return Err(Reported);
    }
    Ok(Path::Bucket {
        triggers: file.triggers,
        writes: file.writes,
    })
}

fn samples(
    args: &RecursionArgs,
    route: Route,
    threads: usize,
    console: &Console,
) -> Result<Path, Reported> {
    if args.filters.0.is_empty() {
        console.error("--source needs the function's own filter: -f or -e");
        return Err(Reported);
    }
    let profile = ProfileName::resolve(args.from.profile, route);
    let documents = Documents::open(&args.filters.0, &args.filters.1, console)?;
    let wanted = documents.route(Wanted::Typed(route), console)?;
    let findings = FindingArgs::default();
    let filters = filters::load(documents, route, profile, &findings, console)?;
    let mut delivered = Vec::new();
    let settled = inputs::settle(&args.from, wanted, threads, console)?
        .ok_or_else(|| inputs::needs_source(console))?;
    let reading = inputs::read_all(&filters, settled, console, &mut |index, outcome| {
        let is_delivered = outcome.judged.disposition == Disposition::Delivered;
        if is_delivered && delivered.len() < NAMED_MAX {
            delivered.push(index);
        }
        ControlFlow::Continue(())
    })?;
    if reading.failed {
        console.error("no verdict: not all of the output could be read");
        return Err(Reported);
    }
    Ok(Path::Samples {
        origin: route.source(),
        tally: reading.tally,
        delivered,
    })
}
