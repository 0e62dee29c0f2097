//! One setting turned: what a month would be at each value.

use tidegate_figures::{Decimal, count};
use tidegate_report::{Row, Table, Weight};

use super::cost::spent;
use super::{bound_words, bounds, words};
use crate::report::{Basis, Curve, CurvePoint, Knob, Report};

pub(in crate::report) fn curve(report: &Report, curve: &Curve) -> Table {
    let shown = Shown::of(curve);
    let mut head = words(&[curve.knob.name(), "unfiltered", "expected"]);
    if shown.conservative {
        head.push("conservative".to_owned());
    }
    if shown.cost {
        head.extend(words(&["cost today", "cost then"]));
    }
    let row = |point| {
        Row::new(
            weight(point),
            value(report, curve, point),
            cells(report, point, &shown),
        )
    };
    Table {
        caption: caption(report, curve),
        head,
        rows: curve.points.iter().map(row).collect(),
        ends_in_words: false,
    }
}

fn caption(report: &Report, curve: &Curve) -> String {
    let (at_most, _) = bound_words(report);
    let needs_window = curve.points.iter().any(|point| is_wider(curve, point));
    let unit = match (curve.knob, needs_window) {
        (Knob::BatchSize, true) => ", in brackets the window it needs",
        (Knob::BatchSize, false) => "",
        (Knob::Window, _) => ", in seconds",
    };
    let shorter = match report.basis {
        Basis::Replay(_) => {
            "; from shorter replays, so today's may differ a little from the estimate"
        }
        _ => "",
    };
    format!(
        "a month{at_most} at another {}{unit}{shorter}",
        curve.knob.name()
    )
}

/// Columns that there is something in.
struct Shown {
    conservative: bool,
    cost: bool,
}

impl Shown {
    fn of(curve: &Curve) -> Self {
        let mut points = curve.points.iter();
        Self {
            conservative: points.any(|point| point.conservative != point.expected),
            cost: curve
                .points
                .iter()
                .any(|point| point.cost_filtered.is_some()),
        }
    }
}

const fn weight(point: &CurvePoint) -> Weight {
    if point.is_today {
        Weight::Sum
    } else {
        Weight::Plain
    }
}

/// Whether a batch size goes with another window than today's.
fn is_wider(curve: &Curve, point: &CurvePoint) -> bool {
    let today = curve.points.iter().find(|point| point.is_today);
    let window_seconds = today.map(|today| today.window_seconds);
    curve.knob == Knob::BatchSize && window_seconds.is_some_and(|now| now != point.window_seconds)
}

/// Today's is marked, and a window of less than a second is told as it is; one that a larger batch needs is named.
fn value(report: &Report, curve: &Curve, point: &CurvePoint) -> String {
    let value = count(point.value.into());
    if point.is_today && curve.knob == Knob::Window {
        let seconds = Decimal::new(report.mapping.window_ms().into(), 3).normalize();
        format!("{seconds} (today)")
    } else if point.is_today {
        format!("{value} (today)")
    } else if is_wider(curve, point) {
        format!("{value} ({} s)", point.window_seconds)
    } else {
        value
    }
}

fn cells(report: &Report, point: &CurvePoint, shown: &Shown) -> Vec<String> {
    let (most, _) = bounds(report);
    let mut cells = vec![
        count(point.unfiltered),
        format!("{most}{}", count(point.expected)),
    ];
    if shown.conservative {
        cells.push(format!("{most}{}", count(point.conservative)));
    }
    if shown.cost {
        cells.push(point.cost_unfiltered.unwrap_or_default().to_string());
        cells.push(spent(report, point.cost_filtered.unwrap_or_default()));
    }
    cells
}
