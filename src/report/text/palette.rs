//! Emphasis for a terminal.

use crate::table::Weight;

/// What to write around emphasised text: terminal escapes, or nothing.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Starts what stands out most.
    pub strong: &'static str,
    /// Starts good news.
    pub good: &'static str,
    /// Starts a warning.
    pub caution: &'static str,
    /// Starts what is less important.
    pub faint: &'static str,
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

    /// `text` emphasised with `start`, one of the palette's own starts; unchanged if either is empty.
    #[must_use]
    pub fn paint(&self, start: &str, text: &str) -> String {
        if text.is_empty() || start.is_empty() {
            text.to_owned()
        } else {
            format!("{start}{text}{}", self.end)
        }
    }

    /// What emphasises a row of this weight.
    #[must_use]
    pub const fn of(&self, weight: Weight) -> &'static str {
        match weight {
            Weight::Plain | Weight::Faint => "",
            Weight::Sum => self.strong,
            Weight::Saved => self.good,
        }
    }
}
