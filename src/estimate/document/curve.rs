//! One setting varied: the month at each value, as a table and as curves.

use tidegate_figures::{Decimal, count};
use tidegate_report::{
    Block, Chart, Colour, Curve as Line, Drawing, Plot, Row, Section, Table, Weight,
};

use super::bounds::{Bounds, spent};
use super::cost::length;
use crate::model::{Cost, Curve, CurvePoint, CurveSetting, Report};

/// The title of the fold of all curves.
const FOLD: &str = "Other batch sizes and windows";

pub(super) fn curve(report: &Report, curve: &Curve) -> Section {
    let chart = Chart {
        drawing: Drawing::Plots(plots(report, curve)),
        table: table(report, curve),
    };
    let (id, heading) = match curve.setting {
        CurveSetting::BatchSize => ("batch-size", "Another batch size"),
        CurveSetting::Window => ("batch-window", "Another batch window"),
    };
    Section::new(id, heading, vec![Block::Chart(chart)]).folded(FOLD)
}

fn table(report: &Report, curve: &Curve) -> Table {
    let shown = Shown::of(curve);
    let mut head = vec![curve.setting.name(), "unfiltered", "expected"];
    if shown.conservative {
        head.push("conservative");
    }
    if shown.cost {
        head.extend(["cost today", "cost then"]);
    }
    let rows = curve.points.iter().map(|point| {
        let name = value(report, curve, point);
        Row::new(weight(point), name, cells(report, point, &shown))
    });
    Table {
        footnote: footnote(curve),
        ..Table::new(caption(report, curve), &head).with(rows)
    }
}

/// Explains why a value has more invocations than one would expect.
fn footnote(curve: &Curve) -> String {
    let points = &curve.points;
    let adds = points.iter().any(|point| point.expected > point.unfiltered);
    let rises = points
        .windows(2)
        .any(|pair| pair[1].expected > pair[0].expected);
    match (curve.setting, adds, rises) {
        (_, true, _) => {
            "where the filter adds invocations: smaller batches end sooner, so the next window opens sooner"
        }
        (CurveSetting::Window, false, true) => {
            "where a longer window shows more invocations: its batches began at other records"
        }
        (CurveSetting::Window | CurveSetting::BatchSize, false, _) => "",
    }
    .to_owned()
}

fn caption(report: &Report, curve: &Curve) -> String {
    let month = Bounds::of(report).named_most("a month");
    let needs_window = curve.points.iter().any(|point| is_wider(curve, point));
    let unit = match (curve.setting, needs_window) {
        (CurveSetting::BatchSize, true) => ", in brackets the window it needs",
        (CurveSetting::BatchSize, false) => "",
        (CurveSetting::Window, _) => ", in seconds",
    };
    let shorter = match report.basis.replay() {
        Some(_) => "; today's is the estimate, the others change it as shorter replays change",
        None => "",
    };
    format!("{month} at another {}{unit}{shorter}", curve.setting.name())
}

/// The optional columns that are not empty.
struct Shown {
    conservative: bool,
    cost: bool,
}

impl Shown {
    fn of(curve: &Curve) -> Self {
        let points = &curve.points;
        Self {
            conservative: points
                .iter()
                .any(|point| point.conservative != point.expected),
            cost: points.iter().any(|point| point.cost_filtered.is_some()),
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

/// Returns whether a batch size needs another window than today's.
fn is_wider(curve: &Curve, point: &CurvePoint) -> bool {
    let today = curve.points.iter().find(|point| point.is_today);
    let window_seconds = today.map(|today| today.window_seconds);
    curve.setting == CurveSetting::BatchSize
        && window_seconds.is_some_and(|now| now != point.window_seconds)
}

/// Returns the name of a row. Today's setting is marked, a window of less than a second is shown as it is, and a larger
/// batch is followed by the window that it needs.
fn value(report: &Report, curve: &Curve, point: &CurvePoint) -> String {
    let value = count(point.value.into());
    if point.is_today && curve.setting == CurveSetting::Window {
        let seconds = Decimal::new(report.delivery.window_ms().into(), 3).normalize();
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
    let most = Bounds::of(report).most;
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

/// The colours of a plot, and their names in its legend.
const BEFORE: (Colour, &str) = (Colour::Before, "unfiltered");
const AFTER: (Colour, &str) = (Colour::After, "with the filter");
const DOUBTFUL: (Colour, &str) = (Colour::Doubtful, "with the filter, conservative");

fn plots(report: &Report, curve: &Curve) -> Vec<Plot> {
    let costs = report.cost.iter().map(|cost| cost_plot(cost, curve));
    std::iter::once(invocations_plot(curve))
        .chain(costs)
        .collect()
}

/// Returns the line for an entry of the legend.
fn line(curve: &Curve, (colour, _): (Colour, &str), figure: impl Fn(&CurvePoint) -> f64) -> Line {
    Line {
        colour,
        figures: curve.points.iter().map(figure).collect(),
    }
}

/// Returns a plot without lines.
fn empty(curve: &Curve, what: &str) -> Plot {
    Plot {
        title: String::new(),
        label: format!(
            "{what} a month by {}, without the filter and with it; the figures are in the table below",
            curve.setting.name()
        ),
        axis: match curve.setting {
            CurveSetting::BatchSize => "batch size in records, logarithmic",
            CurveSetting::Window => "batch window in seconds, logarithmic",
        },
        sign: "",
        values: curve.points.iter().map(|point| point.value).collect(),
        today: curve.points.iter().position(|point| point.is_today),
        curves: Vec::new(),
        legend: Vec::new(),
    }
}

fn invocations_plot(curve: &Curve) -> Plot {
    let mut curves = vec![line(curve, BEFORE, |point| point.unfiltered as f64)];
    let mut legend = vec![BEFORE, AFTER];
    if Shown::of(curve).conservative {
        curves.push(line(curve, DOUBTFUL, |point| point.conservative as f64));
        legend.push(DOUBTFUL);
    }
    curves.push(line(curve, AFTER, |point| point.expected as f64));
    Plot {
        title: "Invocations a month".to_owned(),
        curves,
        legend,
        ..empty(curve, "invocations")
    }
}

fn cost_plot(cost: &Cost, curve: &Curve) -> Plot {
    let amount = |amount: Option<_>| length(amount.unwrap_or_default());
    // A currency without a short sign is named in the title only.
    let sign = Some(cost.currency.sign()).filter(|sign| sign.len() == 1);
    Plot {
        title: format!("Cost a month, {}", cost.currency),
        sign: sign.unwrap_or(""),
        curves: vec![
            line(curve, BEFORE, |point| amount(point.cost_unfiltered)),
            line(curve, AFTER, |point| amount(point.cost_filtered)),
        ],
        legend: vec![BEFORE, AFTER],
        ..empty(curve, "cost")
    }
}
