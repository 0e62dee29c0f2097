//! Curves over a logarithmic axis, today's value marked.

use super::scale::{Frame, grid, short};
use super::shapes::{class, curve, dot, file, label, line, picture, style};
use crate::document::{Curve, Plot};
use crate::render::markup::{Element, Markup};

/// Size of the drawing, and of the margins that hold its labels.
const FRAME: Frame = Frame {
    width: 380.0,
    height: 220.0,
    left: 46.0,
    right: 14.0,
    top: 22.0,
    bottom: 40.0,
};

/// Least distance of two labels of the lower axis.
const LABEL_GAP: f64 = 30.0;

/// The drawing on a page, which brings the style.
pub(in crate::render) fn plot(plot: &Plot) -> Markup {
    let svg = picture(FRAME.size(), &plot.label);
    svg.child(content(plot)).into()
}

/// The drawing as a file with a style of its own.
pub(super) fn plot_file(plot: &Plot, sheet: &'static str) -> Markup {
    let svg = file(FRAME.size(), &plot.label).child(style(sheet));
    svg.child(content(plot)).into()
}

fn content(plot: &Plot) -> Markup {
    let figures = plot.curves.iter().flat_map(|curve| &curve.figures);
    let (end, step) = grid(figures.copied().fold(0.0, f64::max));
    let mut shapes = FRAME.left_axis(end, step, plot.sign);
    shapes.extend(lower_axis(plot));
    shapes.extend(today_mark(plot));
    shapes.extend(plot.curves.iter().flat_map(|it| curve_of(plot, it, end)));
    shapes.into_iter().map(Markup::from).collect()
}

/// Returns logarithms; of the values plus one if there is a 0 among them.
fn x(plot: &Plot, value: u32) -> f64 {
    let moved = if plot.values.first() == Some(&0) {
        1.0
    } else {
        0.0
    };
    let log = |value: u32| (f64::from(value) + moved).max(1.0).ln();
    let ends = plot.values.first().zip(plot.values.last());
    let (first, last) = ends.map_or((0.0, 1.0), |(first, last)| (log(*first), log(*last)));
    FRAME.x((log(value) - first) / (last - first).max(f64::MIN_POSITIVE))
}

fn lower_axis(plot: &Plot) -> Vec<Element> {
    let mut last = f64::NEG_INFINITY;
    let base = FRAME.base();
    let mut shapes = Vec::new();
    for value in &plot.values {
        let x = x(plot, *value);
        shapes.push(line("axis", [x, base], [x, base + 4.0]));
        if x - last >= LABEL_GAP {
            last = x;
            let text = short((*value).into());
            shapes.push(label("label", [x, base + 16.0], "middle", &text));
        }
    }
    let middle = [FRAME.x(0.5), FRAME.height - 6.0];
    shapes.push(label("label", middle, "middle", plot.axis));
    shapes
}

fn today_mark(plot: &Plot) -> Vec<Element> {
    let Some(value) = plot.today.and_then(|index| plot.values.get(index)) else {
        return Vec::new();
    };
    let x = x(plot, *value);
    let anchor = match x {
        ..70.0 => "start",
        340.0.. => "end",
        _ => "middle",
    };
    let words = [x, FRAME.top - 9.0];
    vec![
        line("now", [x, FRAME.top - 4.0], [x, FRAME.base()]),
        label("label now-label", words, anchor, "today"),
    ]
}

fn curve_of(plot: &Plot, shown: &Curve, end: f64) -> Vec<Element> {
    let points = plot.values.iter().zip(&shown.figures);
    let points: Vec<_> = points
        .map(|(value, figure)| [x(plot, *value), FRAME.y(figure / end)])
        .collect();
    let class = class(shown.colour);
    let today = plot.today.and_then(|index| points.get(index).copied());
    let dots = today.map(|point| dot(&format!("dot {class}"), point));
    let curve = curve(&format!("curve {class}"), points.into_iter());
    std::iter::once(curve).chain(dots).collect()
}
