//! Options that were typed and change nothing, given the source and the way the records were counted. Each is named
//! once, with the reason.

use tidegate_batch::{Unmatched, unmatched};
use tidegate_estimate::{Basis, Period, Report};
use tidegate_figures::Decimal;

use crate::args::{EstimateArgs, FunctionArgs, LoadArgs, SettingArgs};
use crate::output::Console;

/// An option, and whether it was typed with another value than its default.
type Typed = (&'static str, bool);

/// Says which options have no effect.
pub(super) fn say(report: &Report, args: &EstimateArgs, console: &Console) {
    for line in lines(report, args) {
        console.warn(line);
    }
    for line in small_shares(&args.load) {
        console.say(line);
    }
}

/// Says how a share below 1 percent was read: it may be meant as a share of 1.
fn small_shares(load: &LoadArgs) -> impl Iterator<Item = String> {
    let shares = [("--failing", load.failing.0), ("--poison", load.poison.0)];
    let small = shares
        .into_iter()
        .filter(|(_, share)| *share > Decimal::ZERO && *share < Decimal::ONE);
    small.map(|(option, share)| {
        let hundredfold = share * Decimal::ONE_HUNDRED;
        format!(
            "{option} {share} is {share} % of the records; for {} % write {option} {}",
            hundredfold.normalize(),
            hundredfold.normalize()
        )
    })
}

fn lines(report: &Report, args: &EstimateArgs) -> Vec<String> {
    let groups = [
        (counted_otherwise(report, args), why_counted(report)),
        (
            unused_retries(report, args),
            "nothing fails; give --failing or --poison",
        ),
        (
            unused_gate(report, args),
            "AWS deletes no record of this source",
        ),
    ];
    let groups = groups.into_iter();
    let lines = groups.filter_map(|(options, why)| line(&options, why));
    lines.collect()
}

fn line(options: &[Typed], why: &str) -> Option<String> {
    let typed = options.iter().filter(|(_, is_typed)| *is_typed);
    let names: Vec<_> = typed.map(|(name, _)| *name).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(format!("{one} has no effect: {why}")),
        several => Some(format!("{} have no effect: {why}", several.join(", "))),
    }
}

/// Returns the options that this way of counting does not look at.
fn counted_otherwise(report: &Report, args: &EstimateArgs) -> Vec<Typed> {
    let (load, settings) = (&args.load, &args.settings);
    match (report.period, report.basis) {
        (Period::Sample, _) => [
            of_stream(settings),
            of_failures(settings),
            of_load(load),
            of_function(&args.function),
        ]
        .concat(),
        (Period::Month, Basis::PerMatch) => of_load(load),
        (Period::Month, Basis::Backlog { .. }) => {
            [of_stream(settings), of_failures(settings), of_load(load)].concat()
        }
        (Period::Month, Basis::Replay(basis)) if basis.recorded_span_ms.is_some() => {
            vec![("--burst", load.burst != 1)]
        }
        (Period::Month, Basis::Groups { .. } | Basis::Replay(_)) => Vec::new(),
    }
}

const fn why_counted(report: &Report) -> &'static str {
    match (report.period, report.basis) {
        (Period::Sample, _) => {
            "the records read are counted, and not a month; give --rate for a month and its cost"
        }
        (Period::Month, Basis::PerMatch) => "a rule invokes its target once for each event",
        (Period::Month, Basis::Backlog { .. }) => "with a backlog, every read finds a full batch",
        (Period::Month, Basis::Groups { .. } | Basis::Replay(_)) => {
            "the records arrive at the times recorded; --arrivals random draws others"
        }
    }
}

/// Returns the settings that decide when and where a batch is formed.
fn of_stream(settings: &SettingArgs) -> Vec<Typed> {
    vec![
        ("--shards", settings.shards.is_some()),
        (
            "--parallelization-factor",
            settings.parallelization_factor.is_some(),
        ),
        (
            "--maximum-concurrency",
            settings.maximum_concurrency.is_some(),
        ),
    ]
}

/// Returns the settings that decide how a failure is handled.
fn of_failures(settings: &SettingArgs) -> Vec<Typed> {
    vec![
        ("--retries", settings.retries.is_some()),
        ("--bisect", settings.bisect),
        ("--report-item-failures", settings.report_item_failures),
        (
            "--visibility-timeout",
            settings.visibility_timeout.is_some(),
        ),
    ]
}

fn of_load(load: &LoadArgs) -> Vec<Typed> {
    vec![
        ("--burst", load.burst != 1),
        ("--seed", load.seed != 1),
        ("--failing", !load.failing.0.is_zero()),
        ("--poison", !load.poison.0.is_zero()),
    ]
}

/// Returns the settings of the function that matter for its cost alone.
fn of_function(function: &FunctionArgs) -> Vec<Typed> {
    vec![
        ("--memory", function.memory.is_some()),
        ("--duration-ms", function.duration_ms.is_some()),
        ("--init-ms", function.init_ms.is_some()),
        ("--log-bytes", function.log_bytes.is_some()),
        ("--region", function.region.is_some()),
        ("--prices", function.prices.is_some()),
    ]
}

fn unused_retries(report: &Report, args: &EstimateArgs) -> Vec<Typed> {
    let load = &args.load;
    let nothing_fails = load.failing.0.is_zero() && load.poison.0.is_zero();
    match report.basis {
        Basis::Replay(_) if nothing_fails => of_failures(&args.settings),
        Basis::Replay(_) | Basis::PerMatch | Basis::Groups { .. } | Basis::Backlog { .. } => {
            Vec::new()
        }
    }
}

fn unused_gate(report: &Report, args: &EstimateArgs) -> Vec<Typed> {
    let is_typed = args.gates.max_deleted.is_some();
    match unmatched(report.route.source()) {
        Unmatched::Deleted => Vec::new(),
        Unmatched::Ignored | Unmatched::Committed | Unmatched::Passed => {
            vec![("--max-deleted", is_typed)]
        }
    }
}
