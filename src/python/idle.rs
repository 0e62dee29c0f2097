//! Settings that were given and change nothing, given the source and the way the records were counted: those that the command
//! line names, by their names in Python.

use tidegate_estimate::{Basis, Period, Report};
use tidegate_figures::Decimal;

use crate::settings::Settings;

/// A setting, and whether it was given with another value than its default.
type Given = (&'static str, bool);

/// Returns a sentence for each reason for which settings have no effect, and for each share that may be misread.
pub(crate) fn sentences(report: &Report, settings: &Settings) -> Vec<String> {
    let idle = [
        (counted_otherwise(report, settings), why_counted(report)),
        (
            unused_retries(report, settings),
            "nothing fails; give failing or poison",
        ),
    ];
    let idle = idle
        .into_iter()
        .filter_map(|(given, why)| line(&given, why));
    idle.chain(small_shares(settings)).collect()
}

fn line(given: &[Given], why: &str) -> Option<String> {
    let names = given.iter().filter(|(_, is_given)| *is_given);
    let names: Vec<_> = names.map(|(name, _)| *name).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(format!("{one} has no effect: {why}")),
        several => Some(format!("{} have no effect: {why}", several.join(", "))),
    }
}

/// Says how a share below 1 per cent without its sign was read: it may be meant as a share of 1.
fn small_shares(settings: &Settings) -> impl Iterator<Item = String> {
    let shares = [("failing", &settings.failing), ("poison", &settings.poison)];
    let shares = shares.into_iter().filter_map(|(name, text)| {
        let text = text.as_deref()?;
        let share = number(Some(text)).filter(|it| *it > Decimal::ZERO && *it < Decimal::ONE)?;
        let hundredfold = (share * Decimal::ONE_HUNDRED).normalize();
        (!text.contains('%')).then(|| {
            format!("{name}={text} is {text} % of the records; for {hundredfold} % write {name}={hundredfold}")
        })
    });
    shares.collect::<Vec<_>>().into_iter()
}

/// Returns the settings that this way of counting does not look at.
fn counted_otherwise(report: &Report, settings: &Settings) -> Vec<Given> {
    match (report.period, report.basis) {
        (Period::Sample, _) => [
            of_stream(settings),
            of_failures(settings),
            of_notices(report, settings),
            of_load(settings),
            of_source(settings),
            of_function(settings),
        ]
        .concat(),
        (Period::Month, Basis::PerMatch) => of_load(settings),
        (Period::Month, Basis::Backlog { .. }) => {
            let notices = of_notices(report, settings);
            [of_failures(settings), notices, of_load(settings)].concat()
        }
        (Period::Month, Basis::Replay(basis)) if basis.recorded_span_ms.is_some() => {
            vec![("burst", is_burst(settings))]
        }
        (Period::Month, Basis::Groups { .. } | Basis::Replay(_)) => Vec::new(),
    }
}

const fn why_counted(report: &Report) -> &'static str {
    match (report.period, report.basis) {
        (Period::Sample, _) => {
            "the records read are counted, and not a month; give rate for a month and its cost"
        }
        (Period::Month, Basis::PerMatch) => "a rule invokes its target once for each event",
        (Period::Month, Basis::Backlog { .. }) => {
            "with a backlog, every read finds a full batch, and none fails"
        }
        (Period::Month, Basis::Groups { .. } | Basis::Replay(_)) => {
            "the records arrive at the times recorded; arrivals=\"random\" draws others"
        }
    }
}

fn unused_retries(report: &Report, settings: &Settings) -> Vec<Given> {
    let nothing_fails = !is_above_zero(&settings.failing) && !is_above_zero(&settings.poison);
    match report.basis {
        Basis::Replay(_) if nothing_fails => {
            let notices = of_notices(report, settings);
            [of_failures(settings), notices].concat()
        }
        Basis::Replay(_) | Basis::PerMatch | Basis::Groups { .. } | Basis::Backlog { .. } => {
            Vec::new()
        }
    }
}

fn of_stream(settings: &Settings) -> Vec<Given> {
    vec![
        ("shards", settings.shards.is_some()),
        (
            "parallelization_factor",
            settings.parallelization_factor.is_some(),
        ),
        (
            "maximum_concurrency",
            settings.maximum_concurrency.is_some(),
        ),
    ]
}

fn of_failures(settings: &Settings) -> Vec<Given> {
    vec![
        ("retries", settings.retries.is_some()),
        ("bisect", settings.bisect),
        ("report_item_failures", settings.report_item_failures),
        ("visibility_timeout", settings.visibility_timeout.is_some()),
        ("retry_pause", settings.retry_pause.is_some()),
    ]
}

fn of_notices(report: &Report, settings: &Settings) -> Vec<Given> {
    let is_idle = settings.on_failure.is_some() && !report.has_notices();
    vec![("on_failure", is_idle)]
}

fn of_load(settings: &Settings) -> Vec<Given> {
    vec![
        ("burst", is_burst(settings)),
        (
            "seed",
            settings
                .seed
                .is_some_and(|it| it != tidegate_estimate::SEED),
        ),
        ("failing", is_above_zero(&settings.failing)),
        ("poison", is_above_zero(&settings.poison)),
    ]
}

fn of_source(settings: &Settings) -> Vec<Given> {
    vec![
        (
            "provisioned_pollers",
            settings.provisioned_pollers.is_some(),
        ),
        ("poller_group", settings.poller_group.is_some()),
        ("maximum_record_age", settings.maximum_record_age.is_some()),
        ("retention", settings.retention.is_some()),
        ("tumbling_window", settings.tumbling_window.is_some()),
        ("on_demand", settings.on_demand),
    ]
}

fn of_function(settings: &Settings) -> Vec<Given> {
    let is_free = |names: &[String]| names.iter().any(|name| name != "none");
    vec![
        ("memory", settings.memory.is_some()),
        ("duration_ms", settings.duration_ms.is_some()),
        ("reserved", settings.reserved.is_some()),
        ("arch", settings.arch.is_some()),
        ("storage", settings.storage.is_some()),
        ("init_ms", settings.init_ms.is_some()),
        ("snapstart", settings.snapstart),
        ("savings_plan", is_above_zero(&settings.savings_plan)),
        ("free_tier", is_free(&settings.free_tier)),
        ("log_bytes", settings.log_bytes.is_some()),
        ("region", settings.region.is_some()),
        ("prices", settings.prices.is_some()),
    ]
}

fn is_burst(settings: &Settings) -> bool {
    settings.burst.is_some_and(|it| it != 1)
}

fn is_above_zero(text: &Option<String>) -> bool {
    number(text.as_deref()).is_some_and(|it| it > Decimal::ZERO)
}

/// Returns the number of a share, which was read without an error before.
fn number(text: Option<&str>) -> Option<Decimal> {
    text?.trim().trim_end_matches('%').trim_end().parse().ok()
}
