//! Charts as inline SVG: figures in, markup out. They hold numbers and words of our own only, never text from outside,
//! so that their markup needs no escaping; colours are classes that the page defines for light and dark.

mod bars;
mod plot;
mod scale;
mod steps;

pub use bars::{Part, Span, span, stacked};
pub use plot::{Line, Plot};
pub use scale::short;
pub use steps::Steps;

/// A coordinate as it is written: two decimals are a fiftieth of a pixel.
fn at(position: f64) -> String {
    let written = format!("{position:.2}");
    let short = written.trim_end_matches('0').trim_end_matches('.');
    short.to_owned()
}
