//! Emphasis for a terminal.

use crate::report::tables::Weight;

/// What to write around emphasised text: terminal escapes, or nothing.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    pub(crate) strong: &'static str,
    pub(crate) good: &'static str,
    pub(crate) caution: &'static str,
    pub(crate) faint: &'static str,
    end: &'static str,
}

impl Palette {
    /// No colour.
    pub const PLAIN: Self = Self {
        strong: "",
        good: "",
        caution: "",
        faint: "",
        end: "",
    };

    /// ANSI escapes of the basic colours, which every terminal theme makes readable.
    pub const ANSI: Self = Self {
        strong: "\x1b[1m",
        good: "\x1b[1;32m",
        caution: "\x1b[33m",
        faint: "\x1b[2m",
        end: "\x1b[0m",
    };

    pub(crate) fn paint(&self, start: &str, text: &str) -> String {
        if text.is_empty() || start.is_empty() {
            text.to_owned()
        } else {
            format!("{start}{text}{}", self.end)
        }
    }

    pub(crate) const fn of(&self, weight: Weight) -> &'static str {
        match weight {
            Weight::Plain | Weight::Faint => "",
            Weight::Sum => self.strong,
            Weight::Saved => self.good,
        }
    }
}
