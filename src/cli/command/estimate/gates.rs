//! The gates: conditions that CI sets for an estimate. Each gate that fails prints its number and by how much it fails.

use tidegate::Source;
use tidegate_batch::{Unmatched, unmatched};
use tidegate_estimate::Report;
use tidegate_figures::{Decimal, count, counted};

use crate::args::GateArgs;
use crate::exit::Exit;
use crate::output::Console;

/// Returns `Negative` if one of the gates fails.
pub(super) fn verdict(report: &Report, gates: &GateArgs, console: &Console) -> Exit {
    let failures = [
        min_delivered(report, gates),
        max_deleted(report, gates),
        fail_under(report, gates),
    ];
    let failures: Vec<_> = failures.into_iter().flatten().collect();
    for failure in &failures {
        console.error(failure);
    }
    if failures.is_empty() {
        Exit::Success
    } else {
        Exit::Negative
    }
}

/// Says that `--max-deleted` can't fail: filters delete messages only from queues.
pub(super) fn say_inert(source: Source, gates: &GateArgs, console: &Console) {
    if gates.max_deleted.is_some() && unmatched(source) != Unmatched::Deleted {
        console.warn(format_args!(
            "--max-deleted has no effect: AWS deletes what filters keep out only from queues, and {source} is not one"
        ));
    }
}

fn min_delivered(report: &Report, gates: &GateArgs) -> Option<String> {
    let gate = gates.min_delivered?;
    let tally = &report.tally;
    let wanted = whole(gate.of(tally.read).ceil());
    (tally.delivered < wanted).then(|| {
        format!(
            "--min-delivered {gate} failed: {} of {} delivered, {} too few",
            count(tally.delivered),
            counted(tally.read, "record"),
            count(wanted - tally.delivered)
        )
    })
}

fn max_deleted(report: &Report, gates: &GateArgs) -> Option<String> {
    let gate = gates.max_deleted?;
    let (read, deleted) = (report.tally.read, report.deleted());
    let most = whole(gate.of(read).floor());
    (deleted > most).then(|| {
        format!(
            "--max-deleted {gate} failed: AWS deletes {} of {}, {} too many",
            count(deleted),
            counted(read, "message"),
            count(deleted - most)
        )
    })
}

/// Returns why `--fail-under` fails; `None` if it passes. A filter that delivers nothing fails: that it saves
/// everything does not count as a saving. It also fails if the records can't carry a figure for a month, because then the
/// headline has no saving that could be compared.
fn fail_under(report: &Report, gates: &GateArgs) -> Option<String> {
    let wanted = gates.fail_under?.0;
    let gate = format!("--fail-under {wanted}% failed");
    if report.tally.delivered == 0 {
        let read = counted(report.tally.read, "record");
        return Some(format!("{gate}: none of {read} is delivered"));
    }
    let (saved, of_what) = report.saved_share();
    match saved {
        Some(saved) if saved >= wanted => report.unfounded().map(|why| format!("{gate}: {why}")),
        Some(saved) => Some(format!(
            "{gate}: {saved:.2} % of {of_what} saved, {:.2} points too few",
            wanted - saved
        )),
        None => Some(format!("{gate}: nothing of {of_what} is saved")),
    }
}

/// Returns a number of records as an integer.
fn whole(number: Decimal) -> u64 {
    number.try_into().unwrap_or(u64::MAX)
}
