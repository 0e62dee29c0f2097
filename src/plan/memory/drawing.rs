//! Draws the cost curve of a memory plan, for a page or as a separate file.

use tidegate_figures::float;
use tidegate_report::{Colour, Curve, Plot};

use super::curve::CurvePoint;
use super::model::MemoryPlan;

impl MemoryPlan {
    /// Returns the cost curve as an SVG file.
    #[must_use]
    pub fn svg(&self) -> String {
        plot(self).svg()
    }
}

/// Returns the plot of cost by memory: the ends of the band, and the expected cost if known.
pub(super) fn plot(plan: &MemoryPlan) -> Plot {
    let points = &plan.curve;
    let curve = |colour, of: &dyn Fn(&CurvePoint) -> f64| Curve {
        colour,
        figures: points.iter().map(of).collect(),
    };
    let mut curves = vec![
        curve(Colour::Doubtful, &|it| float(it.cost.low.decimal())),
        curve(Colour::Doubtful, &|it| float(it.cost.high.decimal())),
    ];
    let mut legend = vec![(Colour::Doubtful, "low and high")];
    if points.iter().all(|point| point.cost.expected.is_some()) {
        curves.push(curve(Colour::After, &|it| {
            float(it.cost.expected.unwrap_or_default().decimal())
        }));
        legend.insert(0, (Colour::After, "expected"));
    }
    let only = match &plan.sizes[..] {
        [only] => Some(only.memory_mb),
        _ => None,
    };
    Plot {
        title: format!("Cost of a million invocations, {}", plan.currency),
        label: "cost of a million invocations by memory size".to_owned(),
        axis: "memory in MB",
        sign: plan.currency.sign(),
        values: points.iter().map(|point| point.memory_mb).collect(),
        today: points
            .iter()
            .position(|point| Some(point.memory_mb) == only),
        curves,
        legend,
    }
}
