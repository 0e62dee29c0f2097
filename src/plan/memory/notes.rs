//! The next steps, warnings and assumptions of a memory plan.

use tidegate_figures::{count, counted, float, per_cent};

use super::curve::CurvePoint;
use super::figures::ends_below_vcpu;
use super::fit::VCPU_MB;
use super::model::{MemoryPlan, MemoryRequest, floor_mb, used_mb};
use crate::logs::{Ending, InitBilling, Rounding};

/// Fewest runs of a size for a reliable mean.
const RUNS_MIN: u64 = 5;

/// Most malformed reports that a warning names.
const NAMED_MAX: usize = 5;

/// Distance from the curve, as a share, above which the model does not describe the function.
const WORST_MAX: f64 = 0.15;

pub(super) fn next(request: &MemoryRequest, answer: &MemoryPlan) -> Vec<String> {
    let mut next = Vec::new();
    next.extend(no_room(request, answer));
    next.extend(unmeasured(request, answer));
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

/// Returns the advice to give the function more memory if no measured size has headroom.
fn no_room(request: &MemoryRequest, answer: &MemoryPlan) -> Option<String> {
    let floor = floor_mb(&request.logs);
    let is_tight = answer.sizes.iter().all(|size| size.memory_mb < floor);
    is_tight.then(|| {
        format!(
            "give the function at least {} MB: no size of the log has a fifth of headroom above the {} MB that were used",
            count(floor.into()),
            count(used_mb(&request.logs).unwrap_or(0).into())
        )
    })
}

/// Share by which a size that was not measured must be cheaper on the curve to be named.
const CHEAPER_MIN: f64 = 0.03;

/// Returns the advice to measure a size between the measured ones that is cheaper by the curve.
fn unmeasured(request: &MemoryRequest, answer: &MemoryPlan) -> Option<String> {
    let chosen = answer.choice?.cheapest.memory_mb;
    let cost = |point: &CurvePoint| point.cost.expected.map(|cost| float(cost.decimal()));
    let at_chosen = answer
        .curve
        .iter()
        .find(|it| it.memory_mb == chosen)
        .and_then(cost)?;
    let floor = floor_mb(&request.logs);
    let inside = answer
        .curve
        .iter()
        .filter(|it| !it.is_extrapolated && it.memory_mb >= floor);
    let costs = inside.filter_map(|point| Some((point.memory_mb, cost(point)?)));
    let (memory_mb, least) = costs.min_by(|one, other| one.1.total_cmp(&other.1))?;
    (least < at_chosen * (1.0 - CHEAPER_MIN)).then(|| {
        format!(
            "run the function at {} MB too: by the curve it costs {} less than at {} MB",
            count(memory_mb.into()),
            per_cent(1.0 - least / at_chosen),
            count(chosen.into())
        )
    })
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
    let floor = floor_mb(&request.logs);
    let tight = answer.sizes.iter().map(|size| size.memory_mb);
    let tight: Vec<_> = tight.filter(|mb| *mb < floor).collect();
    if !tight.is_empty() {
        let sizes: Vec<_> = tight.iter().map(|mb| count((*mb).into())).collect();
        warnings.push(format!(
            "{} MB: less than a fifth of headroom above the {} MB that were used, so not chosen",
            sizes.join(", "),
            count(used_mb(&request.logs).unwrap_or(0).into())
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
