//! Figures over equal parts of time, before and after, as steps.

use super::at;
use super::scale::{grid, short};

/// Size of the drawing, and of the margins that hold its labels.
const WIDTH: f64 = 310.0;
const HEIGHT: f64 = 150.0;
const LEFT: f64 = 40.0;
const RIGHT: f64 = 6.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 22.0;

/// Two rows of figures on one scale.
#[derive(Clone, Debug)]
pub struct Steps {
    /// What the picture shows, for those who don't see it.
    pub label: String,
    /// Under the end of the lower axis.
    pub end: String,
    /// One for each part of time.
    pub before: Vec<f64>,
    /// As many as in `before`.
    pub after: Vec<f64>,
}

impl Steps {
    /// The markup.
    #[must_use]
    pub fn svg(&self) -> String {
        let most = self
            .before
            .iter()
            .chain(&self.after)
            .copied()
            .fold(0.0, f64::max);
        let (end, step) = grid(most);
        let axis = HEIGHT - BOTTOM + 15.0;
        format!(
            r#"<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{grid}{before}{after}<text class="label" x="{LEFT}" y="{axis}">0</text><text class="label" x="{right}" y="{axis}" text-anchor="end">{span}</text></svg>"#,
            label = self.label,
            grid = left_axis(end, step),
            before = area("area-today", &self.before, end),
            after = area("area-filter", &self.after, end),
            right = WIDTH - RIGHT,
            span = self.end,
        )
    }
}

fn left_axis(end: f64, step: f64) -> String {
    let count = (end / step).round() as u32;
    let lines = (0..=count).map(|index| {
        let figure = f64::from(index) * step;
        format!(
            r#"<line class="grid" x1="{LEFT}" y1="{y}" x2="{right}" y2="{y}"/><text class="label" x="{text}" y="{y}" dy="0.32em" text-anchor="end">{figure}</text>"#,
            y = at(y(figure, end)),
            right = WIDTH - RIGHT,
            text = LEFT - 6.0,
            figure = short(figure),
        )
    });
    lines.collect()
}

/// A filled area with steps for its upper edge.
fn area(class: &str, figures: &[f64], end: f64) -> String {
    let width = (WIDTH - LEFT - RIGHT) / (figures.len() as f64).max(1.0);
    let mut path = format!("M{LEFT} {}", at(y(0.0, end)));
    for (index, figure) in figures.iter().enumerate() {
        path.push_str(&format!(
            "V{}H{}",
            at(y(*figure, end)),
            at(LEFT + (index as f64 + 1.0) * width)
        ));
    }
    path.push_str(&format!("V{}Z", at(y(0.0, end))));
    format!(r#"<path class="{class}" d="{path}"/>"#)
}

fn y(figure: f64, end: f64) -> f64 {
    HEIGHT - BOTTOM - figure / end * (HEIGHT - BOTTOM - TOP)
}
