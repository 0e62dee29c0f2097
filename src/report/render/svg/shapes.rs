//! The shapes that drawings are made of. A coordinate has two decimals, which are a fiftieth of a pixel.

use crate::document::Colour;
use crate::render::markup::{Element, Markup};

/// Returns the text of a coordinate.
pub(super) fn at(position: f64) -> String {
    let written = format!("{position:.2}");
    let short = written.trim_end_matches('0').trim_end_matches('.');
    short.to_owned()
}

/// A line from one point to another.
pub(super) fn line(class: &str, [x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) -> Element {
    Element::alone("line")
        .class(class)
        .with("x1", at(x1))
        .with("y1", at(y1))
        .with("x2", at(x2))
        .with("y2", at(y2))
}

/// A rectangle from its upper left corner.
pub(super) fn rectangle(class: &str, [x, y]: [f64; 2], [width, height]: [f64; 2]) -> Element {
    Element::alone("rect")
        .class(class)
        .with("x", at(x))
        .with("y", at(y))
        .with("width", at(width))
        .with("height", at(height))
}

/// A dot.
pub(super) fn dot(class: &str, [x, y]: [f64; 2]) -> Element {
    Element::alone("circle")
        .class(class)
        .with("cx", at(x))
        .with("cy", at(y))
        .with("r", "3.5")
}

/// Words that start, end or are centred (`start`, `end`, `middle`) at a point.
pub(super) fn label(class: &str, [x, y]: [f64; 2], anchor: &str, text: &str) -> Element {
    Element::new("text")
        .class(class)
        .with("x", at(x))
        .with("y", at(y))
        .with("text-anchor", anchor)
        .text(text)
}

/// Points joined by straight lines.
pub(super) fn curve(class: &str, points: impl Iterator<Item = [f64; 2]>) -> Element {
    let points: Vec<_> = points
        .map(|[x, y]| format!("{},{}", at(x), at(y)))
        .collect();
    Element::alone("polyline")
        .class(class)
        .with("points", points.join(" "))
}

/// An empty picture of a page, described for those who don't see it.
pub(super) fn picture(size: [f64; 2], description: &str) -> Element {
    described(Element::new("svg"), size, description)
}

/// The same as a file of its own.
pub(super) fn file(size: [f64; 2], description: &str) -> Element {
    let svg = Element::new("svg").with("xmlns", "http://www.w3.org/2000/svg");
    described(svg, size, description)
}

fn described(svg: Element, [width, height]: [f64; 2], description: &str) -> Element {
    svg.class("plot")
        .with("viewBox", format!("0 0 {} {}", at(width), at(height)))
        .with("role", "img")
        .with("aria-label", description)
}

/// A style sheet.
pub(super) fn style(sheet: &'static str) -> Markup {
    let style = Element::new("style").child(Markup::constant(sheet));
    style.into()
}

/// The class of a colour.
pub(in crate::render) fn class(colour: Colour) -> &'static str {
    /// Classes of lines, in order; the last one for all that follow.
    const LINES: [&str; 5] = ["line-1", "line-2", "line-3", "line-4", "line-5"];
    match colour {
        Colour::Before => "before",
        Colour::After => "after",
        Colour::AfterPale => "after-pale",
        Colour::Doubtful => "doubtful",
        Colour::Caution => "caution",
        Colour::Alarm => "alarm",
        Colour::Line(number) => LINES[number.min(LINES.len() - 1)],
    }
}
