//! The next steps, warnings and assumptions of a memory plan.

use tidegate_figures::{count, counted};

use super::figures_and_tables::ends_below_vcpu;
use super::fit::VCPU_MB;
use super::model::{MemoryPlan, MemoryRequest, floor_mb};
use crate::logs::{Ending, InitBilling, Rounding};

/// Fewest runs of a size for a reliable mean.
const RUNS_MIN: u64 = 5;

/// Most malformed reports that a warning names.
const NAMED_MAX: usize = 5;

/// Distance from the curve, as a share, above which the model does not describe the function.
const WORST_MAX: f64 = 0.15;

pub(super) fn next(answer: &MemoryPlan) -> Vec<String> {
    let mut next = Vec::new();
    if answer.fit.is_none() {
        let only = answer.sizes[0].memory_mb;
        let other = if only == VCPU_MB { 512 } else { VCPU_MB };
        next.push(format!(
            "run the function at {} MB too, ten times with the same input: with two sizes a curve can be fitted",
            count(other.into())
        ));
    } else if ends_below_vcpu(&answer.sizes) {
        next.push(
            "run the function at 3,008 MB too: only a size above 1,769 MB shows whether it uses a second vCPU"
                .to_owned(),
        );
    }
    let few = answer
        .sizes
        .iter()
        .filter(|size| size.invocations < RUNS_MIN);
    let few: Vec<_> = few.map(|size| count(size.memory_mb.into())).collect();
    if !few.is_empty() {
        next.push(format!(
            "run the function more often at {} MB: fewer than {RUNS_MIN} runs are unreliable",
            few.join(", ")
        ));
    }
    next
}

pub(super) fn warnings(request: &MemoryRequest, answer: &MemoryPlan) -> Vec<String> {
    let mut warnings = Vec::new();
    warnings.extend(malformed(request));
    warnings.extend(regime(answer));
    warnings.extend(left_out(request));
    if answer.curve.iter().any(|point| !point.is_band_known) {
        warnings.push(
            "a size was run fewer than three times, so the scatter is not known: the curve has no interval"
                .to_owned(),
        );
    }
    let floor = floor_mb(&answer.sizes);
    let tight = answer.sizes.iter().map(|size| size.memory_mb);
    let tight: Vec<_> = tight.filter(|mb| *mb < floor).collect();
    if !tight.is_empty() {
        let sizes: Vec<_> = tight.iter().map(|mb| count((*mb).into())).collect();
        warnings.push(format!(
            "{} MB: less than a fifth of headroom above the memory used, so not chosen",
            sizes.join(", ")
        ));
    }
    if let Some(fit) = &answer.fit
        && fit.worst > WORST_MAX
    {
        warnings.push(format!(
            "a measured size lies {:.0} % off the curve: the function does not follow the model, or did not get the same work at each size; trust the table of measured sizes",
            fit.worst * 100.0
        ));
    }
    if request.logs.failed_inits > 0 {
        warnings.push(format!(
            "{} failed or timed out and ran again with the invocation",
            counted(request.logs.failed_inits, "initialisation")
        ));
    }
    warnings
}

fn malformed(request: &MemoryRequest) -> Option<String> {
    let logs = &request.logs;
    if logs.malformed_total == 0 {
        return None;
    }
    let named = logs.malformed.iter().take(NAMED_MAX);
    let named: Vec<_> = named.map(ToString::to_string).collect();
    let more = logs.malformed_total.saturating_sub(named.len() as u64);
    let more = if more == 0 {
        String::new()
    } else {
        format!("; and {} more", count(more))
    };
    Some(format!(
        "left out: {} that can't be read: {}{more}",
        counted(logs.malformed_total, "report"),
        named.join("; ")
    ))
}

fn regime(answer: &MemoryPlan) -> Option<String> {
    let regime = &answer.regime;
    let old = match (regime.rounding(), regime.init()) {
        (Rounding::Hundred | Rounding::Mixed, _) => "rounded up to 100 ms, as before 2020-12-01",
        (_, InitBilling::Free | InitBilling::Mixed) => {
            "without the initialisation of cold starts, as before 2025-08-01"
        }
        _ => return None,
    };
    Some(format!(
        "the log was billed {old}: all figures here follow today's rules, so they differ from its billed durations"
    ))
}

fn left_out(request: &MemoryRequest) -> Option<String> {
    let ended = |ending| {
        let runs = request.logs.invocations.iter();
        runs.filter(|it| it.ending == ending).count() as u64
    };
    let (errors, timeouts) = (ended(Ending::Error), ended(Ending::Timeout));
    (errors + timeouts > 0).then(|| {
        format!(
            "{} failed and {} timed out: they are billed but left out here, because their length says nothing about memory",
            counted(errors, "invocation"),
            count(timeouts)
        )
    })
}

pub(super) fn assumptions(request: &MemoryRequest, answer: &MemoryPlan) -> Vec<String> {
    let percent = (request.trim * tidegate_figures::Decimal::ONE_HUNDRED).normalize();
    let mut assumptions = vec![
        format!(
            "means leave out {percent} % of the runs at each end; `ms` of the measured sizes is handler, initialisation and restore together"
        ),
        "cost: milliseconds rounded up x memory x first-tier price + requests; without free tier, storage and logs".to_owned(),
        "every size got the same work".to_owned(),
    ];
    if answer.fit.is_some() {
        assumptions.push(
            "the curve: waiting + computing / vCPUs, with at most as many vCPUs as threads; its interval covers the scatter of the runs, not errors of the model".to_owned(),
        );
    }
    if let Some(as_of) = &request.rates.duration().as_of {
        assumptions.push(format!("prices as of {as_of}"));
    }
    assumptions
}
