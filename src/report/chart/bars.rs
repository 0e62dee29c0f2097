//! Bars of a hundred units' width that stretch with the page; their labels stand beside them in the page itself.

use super::at;

/// A part of a stacked bar.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Class of its colour.
    pub class: &'static str,
    /// Its size, in the unit of the whole.
    pub value: f64,
}

/// The narrowest part that is above zero, of a hundred: nothing that exists is invisible.
const PART_MIN: f64 = 0.4;

/// Parts side by side, `whole` being the full width.
#[must_use]
pub fn stacked(parts: &[Part], whole: f64) -> String {
    let mut left = 0.0;
    let mut body = String::new();
    for part in parts.iter().filter(|part| part.value > 0.0) {
        let width = (part.value / whole.max(f64::MIN_POSITIVE) * 100.0).max(PART_MIN);
        let width = width.min(100.0 - left).max(0.0);
        body.push_str(&format!(
            r#"<rect class="{}" x="{}" y="0" width="{}" height="10"/>"#,
            part.class,
            at(left),
            at(width)
        ));
        left += width;
    }
    bar(&body)
}

fn bar(body: &str) -> String {
    format!(
        r#"<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{body}</svg>"#
    )
}

/// A figure at its four levels, as shares of the full width.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Class of its colour.
    pub class: &'static str,
    /// Left end of the line.
    pub low: f64,
    /// The tick, and the left end of the band.
    pub expected: f64,
    /// Right end of the band.
    pub conservative: f64,
    /// Right end of the line.
    pub high: f64,
}

/// A thin line from low to high, a band from expected to conservative, a tick at expected.
#[must_use]
pub fn span(span: &Span) -> String {
    let [low, expected, conservative, high] =
        [span.low, span.expected, span.conservative, span.high].map(|share| 1.0 + share * 98.0);
    let class = span.class;
    let body = format!(
        r#"<line class="{class} whisker" x1="{low}" y1="5" x2="{high}" y2="5"/><line class="{class} end" x1="{low}" y1="2.5" x2="{low}" y2="7.5"/><line class="{class} end" x1="{high}" y1="2.5" x2="{high}" y2="7.5"/><rect class="{class} band" x="{expected}" y="2" width="{band}" height="6"/><line class="{class} tick" x1="{expected}" y1="0" x2="{expected}" y2="10"/>"#,
        low = at(low),
        expected = at(expected),
        band = at((conservative - expected).max(0.0)),
        high = at(high),
    );
    bar(&body)
}
