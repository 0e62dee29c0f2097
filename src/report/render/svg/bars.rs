//! Bars of a hundred units' width that stretch with the page; their labels stand beside them in the page itself.

use super::shapes::{class, line, rectangle};
use crate::document::{Length, Span, Stacked};
use crate::render::markup::{Element, Markup};

/// Least width of a part above zero, of a hundred units, so that it stays visible.
const PART_MIN: f64 = 0.4;

/// One bar.
pub(in crate::render) fn length(length: &Length) -> Markup {
    let shapes: Vec<_> = match length {
        Length::Stacked(stacked) => parts(stacked),
        Length::Span(shown) => span(shown).into(),
    };
    let bar = Element::new("svg")
        .class("bar")
        .with("viewBox", "0 0 100 10")
        .with("preserveAspectRatio", "none")
        .with("aria-hidden", "true");
    bar.children(shapes).into()
}

fn parts(stacked: &Stacked) -> Vec<Element> {
    let mut left = 0.0;
    let parts = stacked.parts.iter().filter(|(_, value)| *value > 0.0);
    let parts = parts.map(|(colour, value)| {
        let width = (value / stacked.whole.max(f64::MIN_POSITIVE) * 100.0).max(PART_MIN);
        let width = width.min(100.0 - left).max(0.0);
        let part = rectangle(class(*colour), [left, 0.0], [width, 10.0]);
        left += width;
        part
    });
    parts.collect()
}

fn span(span: &Span) -> [Element; 5] {
    let shares = span.shares.map(|share| 1.0 + share * 98.0);
    let of = |part: &str| format!("{} {part}", class(span.colour));
    let end = |x| line(&of("end"), [x, 2.5], [x, 7.5]);
    let (low, high, expected) = (shares.low, shares.high, shares.expected);
    let band = (shares.conservative - expected).max(0.0);
    [
        line(&of("whisker"), [low, 5.0], [high, 5.0]),
        end(low),
        end(high),
        rectangle(&of("band"), [expected, 2.0], [band, 6.0]),
        line(&of("tick"), [expected, 0.0], [expected, 10.0]),
    ]
}
