//! `plan reconcile`.

use std::fmt::Display;

use tidegate_plan::Plan;
use tidegate_plan::reconcile::{Metrics, Predicted, Real, RealError, ReconcileRequest};

use crate::args::ReconcileArgs;
use crate::exit::Reported;
use crate::output::Console;
use crate::prices;

pub(super) fn plan(args: &ReconcileArgs, console: &Console) -> Result<Plan, Reported> {
    let refused = |name: &dyn Display, error: &dyn Display| {
        console.error(format_args!("{name}: {error}"));
        Reported
    };
    let text = prices::text(&args.estimate, console)?;
    let predicted =
        Predicted::read(&text).map_err(|error| refused(&args.estimate.display(), &error))?;
    let mut metrics = Metrics::default();
    for path in &args.metrics {
        let text = prices::text(path, console)?;
        metrics
            .read(&text)
            .map_err(|error| refused(&path.display(), &error))?;
    }
    let real = Real::of(&metrics, args.period).map_err(|error| missing(&error, console))?;
    let rates = match &predicted.cost {
        Some(cost) => Some(prices::rates(
            args.prices.as_deref(),
            &cost.region,
            cost.architecture,
            console,
        )?),
        None => None,
    };
    let request = ReconcileRequest {
        predicted,
        real,
        rates,
        free: args.free_tier,
        remarks: remarks(&metrics),
    };
    Ok(request.answer())
}

fn missing(error: &RealError, console: &Console) -> Reported {
    console.error(error);
    match error {
        RealError::Missing(_) => console.help(
            "ask for PolledEventCount, FilteredOutEventCount, InvokedEventCount (MetricsConfig of the mapping: EventCount), Invocations and Duration; a metric is known by its label or id",
        ),
        RealError::Time => console.help("pass the length of a period: --period 3600"),
        _ => {}
    }
    Reported
}

fn remarks(metrics: &Metrics) -> Vec<String> {
    let mut remarks = metrics.remarks.clone();
    if !metrics.ignored.is_empty() {
        remarks.push(format!(
            "metrics that are not taken into account: {}",
            metrics.ignored.join(", ")
        ));
    }
    remarks
}
