//! The position of a figure in a drawing, and the labels of an axis.

use super::shapes::{label, line};
use crate::render::markup::Element;

/// A drawing's size and the margins that hold its labels.
pub(super) struct Frame {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Frame {
    pub(super) const fn size(&self) -> [f64; 2] {
        [self.width, self.height]
    }

    /// Returns the position of a share of the lower axis.
    pub(super) const fn x(&self, share: f64) -> f64 {
        self.left + share * (self.width - self.left - self.right)
    }

    /// Returns the position of a share of the left axis.
    pub(super) const fn y(&self, share: f64) -> f64 {
        self.base() - share * (self.base() - self.top)
    }

    /// Returns the position of the lower axis.
    pub(super) const fn base(&self) -> f64 {
        self.height - self.bottom
    }

    /// Lines across the drawing, each with its figure.
    pub(super) fn left_axis(&self, end: f64, step: f64, sign: &str) -> Vec<Element> {
        let count = (end / step).round() as u32;
        let lines = (0..=count).flat_map(|index| {
            let figure = f64::from(index) * step;
            let y = self.y(figure / end);
            let words = format!("{sign}{}", short(figure));
            [
                line("grid", [self.left, y], [self.width - self.right, y]),
                label("label", [self.left - 6.0, y], "end", &words).with("dy", "0.32em"),
            ]
        });
        lines.collect()
    }
}

/// Returns a count or an amount in few characters: `950`, `1.2 k`, `65.1 M`.
#[must_use]
pub fn short(number: f64) -> String {
    let units = [(1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " k")];
    let unit = units.iter().find(|(size, _)| number >= *size * 0.9995);
    let (size, name) = unit.copied().unwrap_or((1.0, ""));
    let scaled = number / size;
    let decimals = match scaled {
        _ if scaled == scaled.round() => 0,
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    let written = format!("{scaled:.decimals$}");
    let trimmed = if decimals > 0 {
        written.trim_end_matches('0').trim_end_matches('.')
    } else {
        &written
    };
    format!("{trimmed}{name}")
}

/// The end of an axis from 0 that holds `most`, and the distance of its grid lines: 1, 2 or 5 times a power of ten.
pub(super) fn grid(most: f64) -> (f64, f64) {
    let most = if most > 0.0 { most } else { 1.0 };
    let rough = most / 3.0;
    let power = 10_f64.powf(rough.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
    let step = steps
        .into_iter()
        .find(|step| *step >= rough)
        .unwrap_or(10.0 * power);
    ((most / step).ceil() * step, step)
}

#[cfg(test)]
mod tests {
    use super::{grid, short};

    #[test]
    fn few_characters_but_no_other_number() {
        for (number, written) in [
            (0.0, "0"),
            (0.5, "0.5"),
            (950.0, "950"),
            (999.9, "1 k"),
            (1_234.0, "1.23 k"),
            (65_132_156.0, "65.1 M"),
            (2e15, "2000 T"),
        ] {
            assert_eq!(short(number), written);
        }
    }

    #[test]
    fn a_grid_holds_its_figures_in_few_lines() {
        for most in [0.0, 0.03, 1.0, 7.0, 99.0, 123_456.0, 9e18] {
            let (end, step) = grid(most);
            assert!(
                end >= most && (1.0..=5.0).contains(&(end / step).round()),
                "{most}: {end} {step}"
            );
        }
    }
}
