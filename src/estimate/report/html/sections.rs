//! The sections of the page: tables, curves, load, near misses, statements.

use serde::Serialize;
use tidegate_figures::{count, percent, span};
use tidegate_report::chart::{Line, Plot, Steps};
use tidegate_report::{Table, Weight};

use super::figures::{self, Row, pixels};
use crate::report::headline::money;
use crate::report::{
    Basis, Cost, Curve, CurvePoint, Knob, Load, LoadPoint, Report, remarks, tables,
};

/// A table's cells with the classes of its rows.
#[derive(Serialize)]
pub(super) struct TableOut {
    caption: String,
    head: Vec<String>,
    rows: Vec<TableRow>,
    ends_in_words: bool,
}

#[derive(Serialize)]
struct TableRow {
    class: &'static str,
    name: String,
    cells: Vec<String>,
}

impl TableOut {
    pub(super) fn of(table: Table) -> Self {
        let rows = table.rows.into_iter().map(|row| TableRow {
            class: match row.weight {
                Weight::Plain => "plain",
                Weight::Sum => "sum",
                Weight::Saved => "saved",
                Weight::Faint => "faint",
            },
            name: row.name,
            cells: row.cells,
        });
        Self {
            caption: table.caption,
            head: table.head,
            rows: rows.collect(),
            ends_in_words: table.ends_in_words,
        }
    }
}

/// A figure that stands large at the top.
#[derive(Serialize)]
pub(super) struct KeyFigure {
    name: &'static str,
    value: String,
    note: String,
}

pub(super) fn key_figures(report: &Report) -> Vec<KeyFigure> {
    let mut list = Vec::new();
    if let Some(share) = report.delivered_share() {
        list.push(KeyFigure {
            name: "records delivered",
            value: percent(share.value),
            note: format!("95 %: {} to {}", percent(share.low), percent(share.high)),
        });
    }
    let forecast = report.forecast;
    let bound = if report.is_upper_bound() {
        "at most "
    } else {
        ""
    };
    list.push(KeyFigure {
        name: "invocations with the filter",
        value: format!("{bound}{}", count(forecast.filtered.expected)),
        note: format!(
            "today {}, {}",
            count(forecast.unfiltered.expected),
            tables::period_words(report)
        ),
    });
    if let Some(cost) = &report.cost {
        let filtered = cost.filtered().expected;
        list.push(KeyFigure {
            name: "cost with the filter",
            value: format!("{bound}{}", money(cost, filtered)),
            note: format!("today {}, a month", money(cost, cost.today())),
        });
    }
    if let Basis::Replay(basis) = report.basis {
        list.push(KeyFigure {
            name: "invocations at once, at most",
            value: count(basis.concurrency_filtered),
            note: format!("today {}", count(basis.concurrency_unfiltered)),
        });
    }
    list
}

pub(super) fn sampling(report: &Report) -> Option<String> {
    report.sampling.map(|sampling| {
        format!(
            "The size of the sample alone leaves {} to {} invocations with the filter possible (95 %).",
            count(sampling.low),
            count(sampling.high)
        )
    })
}

/// The section on money.
#[derive(Serialize)]
pub(super) struct CostOut {
    bars: Vec<Row>,
    legend: Vec<LegendOut>,
    table: TableOut,
    unchanged: Option<TableOut>,
}

#[derive(Serialize)]
struct LegendOut {
    class: &'static str,
    name: &'static str,
}

pub(super) fn cost(report: &Report, cost: &Cost) -> CostOut {
    let lines = cost.lines.iter().enumerate();
    let legend = lines.map(|(index, line)| LegendOut {
        class: figures::line_class(index),
        name: line.name,
    });
    CostOut {
        bars: figures::bills(report, cost),
        legend: legend.collect(),
        table: TableOut::of(tables::cost(report, cost)),
        unchanged: tables::unchanged(cost).map(TableOut::of),
    }
}

/// One setting turned.
#[derive(Serialize)]
pub(super) struct CurveOut {
    title: &'static str,
    plots: Vec<PlotOut>,
    table: TableOut,
}

#[derive(Serialize)]
struct PlotOut {
    title: String,
    svg: String,
    has_conservative: bool,
}

pub(super) fn curve(report: &Report, curve: &Curve) -> CurveOut {
    let mut plots = vec![invocations_plot(curve)];
    if let Some(cost) = &report.cost {
        plots.push(cost_plot(cost, curve));
    }
    CurveOut {
        title: match curve.knob {
            Knob::BatchSize => "Another batch size",
            Knob::Window => "Another batch window",
        },
        plots,
        table: TableOut::of(tables::curve(report, curve)),
    }
}

fn line(curve: &Curve, class: &'static str, figure: impl Fn(&CurvePoint) -> f64) -> Line {
    Line {
        class,
        figures: curve.points.iter().map(figure).collect(),
    }
}

fn plot(curve: &Curve, what: &str, sign: &'static str, lines: Vec<Line>) -> String {
    let plot = Plot {
        label: format!(
            "{what} a month by {}, without the filter and with it; the figures are in the table below",
            curve.knob.name()
        ),
        axis: match curve.knob {
            Knob::BatchSize => "batch size in records, logarithmic",
            Knob::Window => "batch window in seconds, logarithmic",
        },
        sign,
        values: curve.points.iter().map(|point| point.value).collect(),
        today: curve.points.iter().position(|point| point.is_today),
        lines,
    };
    plot.svg()
}

fn invocations_plot(curve: &Curve) -> PlotOut {
    let has_conservative = curve
        .points
        .iter()
        .any(|point| point.conservative != point.expected);
    let mut lines = vec![line(curve, "today", |point| point.unfiltered as f64)];
    if has_conservative {
        lines.push(line(curve, "conservative", |point| {
            point.conservative as f64
        }));
    }
    lines.push(line(curve, "filter", |point| point.expected as f64));
    PlotOut {
        title: "Invocations a month".to_owned(),
        svg: plot(curve, "invocations", "", lines),
        has_conservative,
    }
}

fn cost_plot(cost: &Cost, curve: &Curve) -> PlotOut {
    let lines = vec![
        line(curve, "today", |point| {
            pixels(point.cost_unfiltered.unwrap_or_default())
        }),
        line(curve, "filter", |point| {
            pixels(point.cost_filtered.unwrap_or_default())
        }),
    ];
    // A currency without a short sign is named in the title only.
    let sign = Some(cost.currency.sign()).filter(|sign| sign.len() == 1);
    PlotOut {
        title: format!("Cost a month, {}", cost.currency),
        svg: plot(curve, "cost", sign.unwrap_or(""), lines),
        has_conservative: false,
    }
}

/// The load over time.
#[derive(Serialize)]
pub(super) struct LoadOut {
    note: String,
    plots: Vec<PlotOut>,
    environments: Option<TableOut>,
}

pub(super) fn load(report: &Report, load: &Load) -> LoadOut {
    let lanes = if load.lanes < load.lanes_all {
        format!(
            ", {} of {} {}s",
            count(load.lanes.into()),
            count(load.lanes_all.into()),
            remarks::lane_noun(report)
        )
    } else {
        String::new()
    };
    let part_us = load.width_ms.max(1) as f64 * 1_000.0;
    LoadOut {
        note: format!("In parts of {}{lanes}.", span(load.width_ms)),
        plots: vec![
            steps(load, "Records for the function", |point| {
                point.records as f64
            }),
            steps(load, "Invocations started", |point| {
                point.invocations as f64
            }),
            steps(load, "Invocations at once, on average", |point| {
                point.busy_us as f64 / part_us
            }),
        ],
        environments: tables::environments(report).map(TableOut::of),
    }
}

fn steps(load: &Load, title: &str, figure: impl Fn(&LoadPoint) -> f64) -> PlotOut {
    let steps = Steps {
        label: format!("{title} over time, without the filter and with it"),
        end: span(load.width_ms * load.unfiltered.len() as u64),
        before: load.unfiltered.iter().map(&figure).collect(),
        after: load.filtered.iter().map(&figure).collect(),
    };
    PlotOut {
        title: title.to_owned(),
        svg: steps.svg(),
        has_conservative: false,
    }
}

/// Conditions that alone keep records out.
#[derive(Serialize)]
pub(super) struct NearOut {
    caption: String,
    rows: Vec<Row>,
}

pub(super) fn near(report: &Report) -> Option<NearOut> {
    let table = tables::near(report)?;
    Some(NearOut {
        rows: figures::near(report, &table),
        caption: table.caption.trim_start_matches("near misses: ").to_owned(),
    })
}

/// A statement and how well it is founded.
#[derive(Serialize)]
pub(super) struct AssumptionOut {
    text: String,
    letter: &'static str,
}

pub(super) fn assumptions(report: &Report) -> Vec<AssumptionOut> {
    let list = remarks::assumptions(report).into_iter();
    list.map(|assumption| AssumptionOut {
        text: assumption.text,
        letter: assumption.evidence.letter(),
    })
    .collect()
}
