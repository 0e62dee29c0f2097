//! Drawings as SVG: figures in, markup out. Colours are classes, which a page defines for light and for dark, and a file
//! of its own for light alone.

mod bars;
mod plot;
mod scale;
mod shapes;
mod steps;

use crate::document::Plot;

pub(super) use bars::length;
pub(super) use plot::plot;
pub use scale::short;
pub(super) use shapes::class;
pub(super) use steps::steps;

/// The classes of a page's style sheet that a plot uses, for a file that stands alone.
const STYLE: &str = "svg{background:#fff}.curve{fill:none;stroke-width:2.2;stroke-linejoin:round}\
.curve.after{stroke:#0b7a75}.curve.doubtful{stroke:#8a6d1f;stroke-width:1.2;stroke-dasharray:5 4}\
.curve.before{stroke:#75848f}\
.grid{stroke:#e3e6ea}.axis{stroke:#9aa3ad}.now{stroke:#9aa3ad;stroke-dasharray:2 3}\
.label{font:11px system-ui,sans-serif;fill:#5a636e}.dot{fill:#0b7a75;stroke:#fff;stroke-width:1.5}\
.dot.doubtful{fill:none;stroke:none}";

impl Plot {
    /// A file of its own, readable on light and dark pages.
    ///
    /// ```
    /// use tidegate_report::{Colour, Curve, Plot};
    /// let plot = Plot {
    ///     title: "Cost".to_owned(),
    ///     label: "cost by memory".to_owned(),
    ///     axis: "memory in MB",
    ///     sign: "$",
    ///     values: vec![128, 256],
    ///     today: Some(0),
    ///     curves: vec![Curve { colour: Colour::After, figures: vec![1.0, 1.5] }],
    ///     legend: vec![],
    /// };
    /// assert!(plot.svg().starts_with("<svg xmlns="));
    /// ```
    #[must_use]
    pub fn svg(&self) -> String {
        plot::plot_file(self, STYLE).into_string() + "\n"
    }
}
