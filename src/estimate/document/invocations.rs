//! Invocations at their levels, as a table and as spans on one axis.

use tidegate_figures::{Levels, count, difference};
use tidegate_report::{
    Axis, Bar, Bars, Block, Chart, Colour, Drawing, Length, Row, Section, Span, Table, Weight,
    short,
};

use super::bounds::{Bounds, level_names, period_words, saved_percent, shown_levels};
use super::cost::LEVELS;
use crate::model::{Period, Report};

const ABOUT: &str = "Low has every batch full, high every record alone: the ends of each line. The thick tick is what is expected, the band \
                     reaches to the conservative count.";

pub(super) fn invocations(report: &Report) -> Section {
    let chart = Chart {
        drawing: Drawing::Bars(spans(report)),
        table: table(report),
    };
    let section = Section::new("invocations", "Invocations", vec![Block::Chart(chart)]);
    section.about(ABOUT).folded(LEVELS)
}

/// Returns the table. If it has no caption, the rows name the thing they count.
fn table(report: &Report) -> Table {
    let (caption, noun) = match report.period {
        Period::Sample => (String::new(), "invocations "),
        Period::Month => (format!("invocations {}", period_words(report)), ""),
    };
    let forecast = report.forecast;
    let avoided = forecast.avoided();
    let bounds = Bounds::of(report);
    let Bounds { most, least, .. } = bounds;
    let row = |weight, name: String, cells| {
        let name = if name.is_empty() {
            name
        } else {
            format!("{noun}{name}")
        };
        Row::new(weight, name, shown_levels(report, cells))
    };
    let rows = [
        row(
            Weight::Plain,
            "unfiltered".to_owned(),
            forecast.unfiltered.map(count),
        ),
        row(
            Weight::Plain,
            bounds.named_most("filtered"),
            forecast.filtered.map(|n| format!("{most}{}", count(n))),
        ),
        row(
            Weight::Saved,
            bounds.named_least("avoided"),
            avoided.map(|n| format!("{least}{}", difference(n))),
        ),
        row(
            Weight::Faint,
            String::new(),
            avoided
                .zip(forecast.unfiltered)
                .map(|(n, whole)| saved_percent(report, n.into(), whole.into())),
        ),
    ];
    let head = [&[""], level_names(report)].concat();
    let table = Table::new(caption, &head).with(rows);
    Table {
        footnote: footnote(report),
        ..table
    }
}

/// Returns how the levels of a month differ from the headline's range, and what the sample leaves open.
fn footnote(report: &Report) -> String {
    let levels = report.forecast.filtered;
    let is_wider = report.period == Period::Month && levels.low < levels.expected;
    let bounds = is_wider.then(|| {
        "low is every batch full, high every record alone; the headline's range is from expected to conservative, or wider for a small sample".to_owned()
    });
    let notes: Vec<_> = bounds.into_iter().chain([sampling(report)]).collect();
    let notes: Vec<_> = notes.into_iter().filter(|it| !it.is_empty()).collect();
    notes.join("; ")
}

fn sampling(report: &Report) -> String {
    let open = report.sampling.filter(|range| range.low < range.high);
    open.map_or_else(String::new, |sampling| {
        format!(
            "{} to {} invocations filtered from the size of the sample alone (95 %)",
            count(sampling.low),
            count(sampling.high)
        )
    })
}

/// Figures that differ by more than this factor get a logarithmic axis.
const LINEAR_MAX: f64 = 50.0;

/// Returns both sides on one axis, which is logarithmic if they are far apart.
fn spans(report: &Report) -> Bars {
    let forecast = report.forecast;
    let scale = Scale::of([forecast.unfiltered, forecast.filtered]);
    let most = Bounds::of(report).at_most;
    let row = |name: &str, colour, levels: Levels<u64>, most: &str| Bar {
        name: name.to_owned(),
        value: format!("{most}{}", count(levels.expected)),
        note: ends(levels),
        length: Length::Span(Span {
            colour,
            shares: levels.map(|count| scale.share(count)),
        }),
    };
    Bars {
        rows: vec![
            row("today, unfiltered", Colour::Before, forecast.unfiltered, ""),
            row("with the filter", Colour::After, forecast.filtered, most),
        ],
        axis: Some(Axis {
            from: short(scale.from),
            to: short(scale.to),
            scale: if scale.is_logarithmic {
                "logarithmic"
            } else {
                ""
            },
        }),
        legend: Vec::new(),
    }
}

fn ends(levels: Levels<u64>) -> String {
    if levels.low == levels.high {
        return "exactly".to_owned();
    }
    format!("{} to {}", count(levels.low), count(levels.high))
}

/// The axis of counts.
struct Scale {
    from: f64,
    to: f64,
    is_logarithmic: bool,
}

impl Scale {
    fn of(figures: [Levels<u64>; 2]) -> Self {
        let counts = figures.map(Levels::array).concat();
        let to = counts.iter().copied().max().unwrap_or(0) as f64;
        let some = counts.into_iter().filter(|count| *count > 0);
        let least = some.min().unwrap_or(0) as f64;
        let is_logarithmic = to > least * LINEAR_MAX;
        Self {
            from: if is_logarithmic {
                10_f64.powf(least.log10().floor())
            } else {
                0.0
            },
            to,
            is_logarithmic,
        }
    }

    /// Returns the position of a count on the axis, 0 to 1.
    fn share(&self, count: u64) -> f64 {
        let count = count as f64;
        let share = if self.is_logarithmic {
            (count.max(self.from) / self.from).ln() / (self.to / self.from).ln()
        } else {
            count / self.to.max(1.0)
        };
        share.clamp(0.0, 1.0)
    }
}
