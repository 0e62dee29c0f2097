//! Options that were typed and change nothing, given the source and the way the records were counted. Each is named
//! once, with the reason.

use tidegate_estimate::{Basis, Period, Report};
use tidegate_figures::Decimal;
use tidegate_price::bill::FreeTier;

use crate::args::{EstimateArgs, FunctionArgs, LoadArgs, Percent, PercentSign, SettingArgs};
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

/// Says how a share below 1 per cent without its sign was read: it may be meant as a share of 1.
fn small_shares(load: &LoadArgs) -> impl Iterator<Item = String> {
    let shares = [("--failing", load.failing), ("--poison", load.poison)];
    let is_small = |share: Percent| share.0 > Decimal::ZERO && share.0 < Decimal::ONE;
    let doubtful = shares
        .into_iter()
        .filter(move |(_, share)| is_small(*share) && share.1 == PercentSign::LeftOut);
    doubtful.map(|(option, Percent(share, _))| {
        let hundredfold = (share * Decimal::ONE_HUNDRED).normalize();
        format!(
            "{option} {share} is {share} % of the records; for {hundredfold} % write {option} {hundredfold}%"
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
            of_notices(report, settings),
            of_load(load),
            of_source(args),
            of_function(&args.function),
        ]
        .concat(),
        (Period::Month, Basis::PerMatch) => of_load(load),
        (Period::Month, Basis::Backlog { .. }) => {
            let notices = of_notices(report, settings);
            [of_failures(settings), notices, of_load(load)].concat()
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
        (Period::Month, Basis::Backlog { .. }) => {
            "with a backlog, every read finds a full batch, and none fails"
        }
        (Period::Month, Basis::Groups { .. } | Basis::Replay(_)) => {
            "the records arrive at the times recorded; --arrivals random draws others"
        }
    }
}

/// Returns the settings that decide where a batch is formed, and how many run at once.
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
        ("--retry-pause", settings.retry_pause.is_some()),
    ]
}

/// Returns the destination of discarded batches. It matters for records that expire too, and not only for those that fail.
fn of_notices(report: &Report, settings: &SettingArgs) -> Vec<Typed> {
    let is_idle = settings.on_failure.is_some() && !report.has_notices();
    vec![("--on-failure", is_idle)]
}

fn of_load(load: &LoadArgs) -> Vec<Typed> {
    vec![
        ("--burst", load.burst != 1),
        ("--seed", load.seed != 1),
        ("--failing", !load.failing.0.is_zero()),
        ("--poison", !load.poison.0.is_zero()),
    ]
}

/// Returns the settings of the source that matter for a month alone: its cost, and how long it keeps records.
fn of_source(args: &EstimateArgs) -> Vec<Typed> {
    let settings = &args.settings;
    vec![
        (
            "--provisioned-pollers",
            settings.provisioned_pollers.is_some(),
        ),
        ("--poller-group", settings.poller_group.is_some()),
        (
            "--maximum-record-age",
            settings.maximum_record_age.is_some(),
        ),
        ("--retention", settings.retention.is_some()),
        ("--tumbling-window", settings.tumbling_window.is_some()),
        ("--on-demand", settings.on_demand),
    ]
}

/// Returns the settings of the function that matter for a month alone.
fn of_function(function: &FunctionArgs) -> Vec<Typed> {
    vec![
        ("--memory", function.memory.is_some()),
        ("--duration-ms", function.duration_ms.is_some()),
        ("--reserved", function.reserved.is_some()),
        ("--arch", function.arch.is_some()),
        ("--storage", function.storage.is_some()),
        ("--init-ms", function.init_ms.is_some()),
        ("--snapstart", function.snapstart),
        ("--savings-plan", !function.savings_plan.0.is_zero()),
        ("--free-tier", function.free_tier != FreeTier::NONE),
        ("--log-bytes", function.log_bytes.is_some()),
        ("--region", function.region.is_some()),
        ("--prices", function.prices.is_some()),
    ]
}

fn unused_retries(report: &Report, args: &EstimateArgs) -> Vec<Typed> {
    let load = &args.load;
    let nothing_fails = load.failing.0.is_zero() && load.poison.0.is_zero();
    match report.basis {
        Basis::Replay(_) if nothing_fails => {
            let notices = of_notices(report, &args.settings);
            [of_failures(&args.settings), notices].concat()
        }
        Basis::Replay(_) | Basis::PerMatch | Basis::Groups { .. } | Basis::Backlog { .. } => {
            Vec::new()
        }
    }
}
