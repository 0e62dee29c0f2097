//! `plan memory`.

use std::fs;

use tidegate_plan::Plan;
use tidegate_plan::logs::Logs;
use tidegate_plan::memory::{MemoryRequest, StatedSize};

use super::refused::refused;
use crate::args::MemoryArgs;
use crate::exit::Reported;
use crate::inputs;
use crate::output::{self, Console};
use crate::prices;

pub(super) fn plan(args: &MemoryArgs, console: &Console) -> Result<Plan, Reported> {
    if let (Some(memory_mb), Some(duration_ms)) = (args.memory, args.duration_ms) {
        let stated = StatedSize {
            memory_mb,
            duration_ms,
            rates: prices::of(&args.prices, console)?,
            free: args.prices.free_tier,
            rate: args.rate,
        };
        return Ok(stated.answer());
    }
    let request = MemoryRequest {
        logs: logs(args, console)?,
        rates: prices::of(&args.prices, console)?,
        free: args.prices.free_tier,
        balance: args.balance,
        trim: args.trim.share(),
        rate: args.rate,
    };
    let Some(answer) = request.answer() else {
        console.error(format_args!(
            "no report of an invocation that succeeded: {} read, {} unreadable, {} other lines",
            request.logs.invocations.len(),
            request.logs.malformed_total,
            request.logs.others
        ));
        console.help(
            "a report is a line `REPORT RequestId: ...`, or a record of type platform.report",
        );
        return Err(Reported);
    };
    if let Some(path) = &args.svg {
        fs::write(path, answer.svg()).map_err(|error| {
            let why = output::io_reason(&error);
            refused(
                format_args!("can't write {}: {why}", path.display()),
                console,
            )
        })?;
    }
    Ok(answer.plan)
}

/// Reads all inputs. Returns `Err` if one can't be read to its end: there is no plan then.
fn logs(args: &MemoryArgs, console: &Console) -> Result<Logs, Reported> {
    let mut logs = Logs::default();
    for path in inputs::or_stdin(&args.inputs, console)? {
        let (name, text) = inputs::text(&path, console)?;
        let container = logs.read(&name, &text);
        let container =
            container.map_err(|error| refused(format_args!("{name}: {error}"), console))?;
        console.say(format_args!("{name}: {container}"));
    }
    name_malformed(&logs, console);
    Ok(logs)
}

/// Names each report that can't be read.
fn name_malformed(logs: &Logs, console: &Console) {
    for malformed in &logs.malformed {
        console.warn(malformed);
    }
    let more = logs.malformed_total - logs.malformed.len() as u64;
    match more {
        0 => {}
        1 => console.warn("1 more report can't be read"),
        more => console.warn(format_args!("{more} more reports can't be read")),
    }
}
