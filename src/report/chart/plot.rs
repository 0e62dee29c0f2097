//! Curves over a logarithmic axis, today's value marked.

use super::at;
use super::scale::{grid, short};

/// Size of the drawing, and of the margins that hold its labels.
const WIDTH: f64 = 380.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 46.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 40.0;

/// Labels of the lower axis stand so far apart at least.
const LABEL_GAP: f64 = 30.0;

/// One curve: a figure at each value.
#[derive(Clone, Debug)]
pub struct Line {
    /// Class of its colour and stroke.
    pub class: &'static str,
    /// One for each of the plot's values.
    pub figures: Vec<f64>,
}

/// Curves over the same values.
#[derive(Clone, Debug)]
pub struct Plot {
    /// What the picture shows, for those who don't see it.
    pub label: String,
    /// Under the lower axis.
    pub axis: &'static str,
    /// Before the labels of the left axis.
    pub sign: &'static str,
    /// Ascending; 0 is allowed.
    pub values: Vec<u32>,
    /// Which of them is today's.
    pub today: Option<usize>,
    /// Drawn in this order.
    pub lines: Vec<Line>,
}

impl Plot {
    /// The markup.
    #[must_use]
    pub fn svg(&self) -> String {
        let figures = self.lines.iter().flat_map(|line| &line.figures);
        let most = figures.copied().fold(0.0, f64::max);
        let (end, step) = grid(most);
        let mut body = self.left_axis(end, step);
        body.push_str(&self.lower_axis());
        body.push_str(&self.today_mark());
        for line in &self.lines {
            body.push_str(&self.curve(line, end));
        }
        format!(
            r#"<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{}">{body}</svg>"#,
            self.label
        )
    }

    /// Logarithms, moved by one where there is a 0.
    fn x(&self, value: u32) -> f64 {
        let has_zero = self.values.first() == Some(&0);
        let log = |value: u32| {
            (f64::from(value) + f64::from(u8::from(has_zero)))
                .max(1.0)
                .ln()
        };
        let ends = self.values.first().zip(self.values.last());
        let (first, last) = ends.map_or((0.0, 1.0), |(first, last)| (log(*first), log(*last)));
        let share = (log(value) - first) / (last - first).max(f64::MIN_POSITIVE);
        LEFT + share * (WIDTH - LEFT - RIGHT)
    }

    fn left_axis(&self, end: f64, step: f64) -> String {
        let count = (end / step).round() as u32;
        let lines = (0..=count).map(|index| {
            let figure = f64::from(index) * step;
            let y = at(y(figure, end));
            format!(
                r#"<line class="grid" x1="{LEFT}" y1="{y}" x2="{right}" y2="{y}"/><text class="label" x="{text}" y="{y}" dy="0.32em" text-anchor="end">{sign}{figure}</text>"#,
                right = WIDTH - RIGHT,
                text = LEFT - 6.0,
                sign = self.sign,
                figure = short(figure),
            )
        });
        lines.collect()
    }

    fn lower_axis(&self) -> String {
        let mut last = f64::NEG_INFINITY;
        let mut body = String::new();
        for value in &self.values {
            let x = self.x(*value);
            let y = HEIGHT - BOTTOM;
            body.push_str(&format!(
                r#"<line class="axis" x1="{x}" y1="{y}" x2="{x}" y2="{end}"/>"#,
                x = at(x),
                end = y + 4.0
            ));
            if x - last >= LABEL_GAP {
                last = x;
                body.push_str(&format!(
                    r#"<text class="label" x="{}" y="{}" text-anchor="middle">{}</text>"#,
                    at(x),
                    y + 16.0,
                    short((*value).into())
                ));
            }
        }
        body + &format!(
            r#"<text class="label" x="{}" y="{}" text-anchor="middle">{}</text>"#,
            (LEFT + WIDTH - RIGHT) / 2.0,
            HEIGHT - 6.0,
            self.axis
        )
    }

    fn today_mark(&self) -> String {
        let Some(value) = self.today.and_then(|index| self.values.get(index)) else {
            return String::new();
        };
        let x = self.x(*value);
        let anchor = match x {
            ..70.0 => "start",
            340.0.. => "end",
            _ => "middle",
        };
        format!(
            r#"<line class="now" x1="{x}" y1="{top}" x2="{x}" y2="{bottom}"/><text class="label now-label" x="{x}" y="{text}" text-anchor="{anchor}">today</text>"#,
            x = at(x),
            top = TOP - 4.0,
            bottom = HEIGHT - BOTTOM,
            text = TOP - 9.0,
        )
    }

    fn curve(&self, line: &Line, end: f64) -> String {
        let points = self.values.iter().zip(&line.figures);
        let points: Vec<_> = points
            .map(|(value, figure)| format!("{},{}", at(self.x(*value)), at(y(*figure, end))))
            .collect();
        let mut body = format!(
            r#"<polyline class="curve {}" points="{}"/>"#,
            line.class,
            points.join(" ")
        );
        let today = self
            .today
            .and_then(|index| Some((self.values.get(index)?, line.figures.get(index)?)));
        if let Some((value, figure)) = today {
            body.push_str(&format!(
                r#"<circle class="dot {}" cx="{}" cy="{}" r="3.5"/>"#,
                line.class,
                at(self.x(*value)),
                at(y(*figure, end))
            ));
        }
        body
    }
}

fn y(figure: f64, end: f64) -> f64 {
    HEIGHT - BOTTOM - figure / end * (HEIGHT - BOTTOM - TOP)
}
