//! The cost curve as an SVG file of its own, readable on light and dark pages.

use tidegate_figures::float;
use tidegate_report::chart::{Line, Plot};

use super::MemoryPlan;
use super::curve::CurvePoint;

/// What the page of an estimate defines for its charts, for a file that stands alone.
const STYLE: &str = "<style>svg{background:#fff}.curve{fill:none;stroke-width:2.2;stroke-linejoin:round}\
.curve.filter{stroke:#0b7a75}.curve.conservative{stroke:#8a6d1f;stroke-width:1.2;stroke-dasharray:5 4}\
.grid{stroke:#e3e6ea}.axis{stroke:#9aa3ad}.now{stroke:#9aa3ad;stroke-dasharray:2 3}\
.label{font:11px system-ui,sans-serif;fill:#5a636e}.dot{fill:#0b7a75;stroke:#fff;stroke-width:1.5}\
.dot.conservative{fill:none;stroke:none}</style>";

pub(super) fn svg(plan: &MemoryPlan) -> String {
    let points = &plan.curve;
    let line = |class, of: &dyn Fn(&CurvePoint) -> f64| Line {
        class,
        figures: points.iter().map(of).collect(),
    };
    let cost = |point: &CurvePoint| point.cost;
    let mut lines = vec![
        line("conservative", &|it| float(cost(it).low.decimal())),
        line("conservative", &|it| float(cost(it).high.decimal())),
    ];
    if points.iter().all(|point| point.cost.expected.is_some()) {
        lines.push(line("filter", &|it| {
            float(cost(it).expected.unwrap_or_default().decimal())
        }));
    }
    let only = match &plan.sizes[..] {
        [only] => Some(only.memory_mb),
        _ => None,
    };
    let plot = Plot {
        label: "cost of a million invocations by memory size".to_owned(),
        axis: "memory in MB",
        sign: plan.currency.sign(),
        values: points.iter().map(|point| point.memory_mb).collect(),
        today: points
            .iter()
            .position(|point| Some(point.memory_mb) == only),
        lines,
    };
    let (tag, rest) = ("<svg ", r#"<svg xmlns="http://www.w3.org/2000/svg" "#);
    let svg = plot.svg().replacen(tag, rest, 1);
    let end = svg.find('>').map_or(0, |at| at + 1);
    format!("{}{STYLE}{}\n", &svg[..end], &svg[end..])
}
