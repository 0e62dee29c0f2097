//! Emphasis for a terminal.

use crate::document::{Tone, Weight};

/// The escapes around emphasised text, or nothing.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    strong: &'static str,
    good: &'static str,
    faint: &'static str,
    caution: &'static str,
    alarm: &'static str,
    end: &'static str,
}

impl Palette {
    /// No colour.
    pub const PLAIN: Self = Self {
        strong: "",
        good: "",
        faint: "",
        caution: "",
        alarm: "",
        end: "",
    };

    /// ANSI escapes of the basic colours, which every terminal theme makes readable.
    pub const ANSI: Self = Self {
        strong: "\x1b[1m",
        good: "\x1b[1;32m",
        faint: "\x1b[2m",
        caution: "\x1b[33m",
        alarm: "\x1b[1;31m",
        end: "\x1b[0m",
    };

    /// The same, every colour in bold, for the marks of explanations; bad news is red.
    pub const MARKS: Self = Self {
        strong: "\x1b[1m",
        good: "\x1b[1m\x1b[32m",
        faint: "\x1b[2m",
        caution: "\x1b[1m\x1b[33m",
        alarm: "\x1b[1m\x1b[31m",
        end: "\x1b[0m",
    };

    /// `text` in the colour of its tone; unchanged if either is empty.
    #[must_use]
    pub fn paint(&self, tone: Tone, text: &str) -> String {
        let start = self.start(tone);
        if text.is_empty() || start.is_empty() {
            text.to_owned()
        } else {
            format!("{start}{text}{}", self.end)
        }
    }

    const fn start(&self, tone: Tone) -> &'static str {
        match tone {
            Tone::Plain => "",
            Tone::Strong => self.strong,
            Tone::Good => self.good,
            Tone::Faint => self.faint,
            Tone::Caution => self.caution,
            Tone::Alarm => self.alarm,
        }
    }
}

/// The tone of a row of this weight.
pub(super) const fn tone_of(weight: Weight) -> Tone {
    match weight {
        Weight::Plain | Weight::Faint => Tone::Plain,
        Weight::Sum => Tone::Strong,
        Weight::Saved => Tone::Good,
    }
}
