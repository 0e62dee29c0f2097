//! Figures over equal parts of time, before and after a change.

/// Measures over the same parts of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Length of each part, in milliseconds.
    pub width_ms: u64,
    /// The part that the figures cover, if it is not everything: `2 of 4 lanes`.
    pub scope: String,
    /// The names of before and after.
    pub sides: [&'static str; 2],
    /// Each is drawn on pages.
    pub measures: Vec<Measure>,
}

/// One measure, part by part.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its name on pages.
    pub title: &'static str,
    /// Its name on a terminal, which shows only measures that have one.
    pub word: Option<&'static str>,
    /// The number by which the values are divided.
    pub divisor: f64,
    /// The values before the change, one for each part.
    pub before: Vec<u64>,
    /// The values after the change, one for each part.
    pub after: Vec<u64>,
}

impl Series {
    /// Returns the length of all parts together, in milliseconds.
    pub(crate) fn span_ms(&self) -> u64 {
        let parts = self.measures.iter().map(|measure| measure.before.len());
        self.width_ms
            .saturating_mul(parts.max().unwrap_or(0) as u64)
    }
}
