//! Figures over equal parts of time, before and after, as steps on one scale.

use tidegate_figures::span;

use super::scale::{Frame, grid};
use super::shapes::{at, label, picture};
use crate::document::{Measure, Series};
use crate::render::markup::{Element, Markup};

/// Size of the drawing, and of the margins that hold its labels.
const FRAME: Frame = Frame {
    width: 310.0,
    height: 150.0,
    left: 40.0,
    right: 6.0,
    top: 10.0,
    bottom: 22.0,
};

/// The drawing of one measure.
pub(in crate::render) fn steps(series: &Series, measure: &Measure) -> Markup {
    let figures = |counts: &[u64]| -> Vec<f64> {
        let figures = counts.iter().map(|count| *count as f64 / measure.divisor);
        figures.collect()
    };
    let (before, after) = (figures(&measure.before), figures(&measure.after));
    let most = before.iter().chain(&after).copied().fold(0.0, f64::max);
    let (end, step) = grid(most);
    let [name, other] = series.sides;
    let description = format!("{} over time, {name} and {other}", measure.title);
    let below = FRAME.base() + 15.0;
    let right = FRAME.width - FRAME.right;
    let ends = [
        label("label", [FRAME.left, below], "start", "0"),
        label("label", [right, below], "end", &span(series.span_ms())),
    ];
    picture(FRAME.size(), &description)
        .children(FRAME.left_axis(end, step, ""))
        .child(area("area-before", &before, end))
        .child(area("area-after", &after, end))
        .children(ends)
        .into()
}

/// A filled area with steps for its upper edge.
fn area(class: &str, figures: &[f64], end: f64) -> Element {
    let count = (figures.len() as f64).max(1.0);
    let base = at(FRAME.base());
    let mut path = format!("M{} {base}", at(FRAME.left));
    for (index, figure) in figures.iter().enumerate() {
        let right = FRAME.x((index as f64 + 1.0) / count);
        path.push_str(&format!("V{}H{}", at(FRAME.y(figure / end)), at(right)));
    }
    path.push_str(&format!("V{base}Z"));
    Element::alone("path").class(class).with("d", path)
}
