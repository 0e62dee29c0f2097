//! A page of text: its width, its colours, and the sentences that every part of it is made of.

use super::fit::{width, wrap};
use super::palette::Palette;
use crate::document::{Document, Headline, Shown, Tone};
use crate::safe::safe;

/// Narrowest layout, in columns.
pub(super) const WIDTH_MIN: usize = 60;

/// Widest layout, in columns.
pub(super) const WIDTH_MAX: usize = 120;

/// A page of at least this width need not save columns.
pub(super) const ROOMY: usize = 66;

/// The blanks left of every line.
pub(super) const INDENT: &str = "  ";

/// How wide a page is and which colours it has.
pub(super) struct Page<'p> {
    pub(super) width: usize,
    pub(super) palette: &'p Palette,
}

impl Page<'_> {
    pub(super) fn paint(&self, tone: Tone, text: &str) -> String {
        self.palette.paint(tone, text)
    }

    pub(super) fn heading(&self, document: &Document) -> Vec<String> {
        let taken = width(&document.command) + 2;
        let title = self.paint(Tone::Strong, &document.command);
        let room = self.width.saturating_sub(taken);
        let mut rest = wrap(&safe(&document.setting), room).into_iter();
        let mut lines = vec![format!("{title}  {}", rest.next().unwrap_or_default())];
        lines.extend(rest.map(|line| " ".repeat(taken) + &line));
        lines
    }

    /// Returns the headline, and the sentences about it right below.
    pub(super) fn result(&self, document: &Document) -> Vec<String> {
        let headline = document.headline.iter().flat_map(|it| self.headline(it));
        let about = document.about_headline.iter();
        headline
            .chain(about.flat_map(|text| self.sentence(Tone::Plain, text)))
            .collect()
    }

    /// Returns a sentence; or a lead and its qualification, on a line of its own if there is no room beside the lead.
    fn headline(&self, headline: &Headline) -> Vec<String> {
        let Headline {
            lead,
            rest,
            tone,
            shown,
        } = headline;
        if *shown == Shown::OnPages {
            return Vec::new();
        }
        if rest.is_empty() {
            return self.sentence(*tone, lead);
        }
        let (lead, rest) = (safe(lead), safe(rest));
        let painted = self.paint(*tone, &lead);
        if INDENT.len() + width(&lead) + 1 + width(&rest) <= self.width {
            return vec![format!("{INDENT}{painted} {rest}")];
        }
        let room = self.width - INDENT.len();
        let mut lines = self.sentence(*tone, &lead);
        let last = wrap(&lead, room).pop().unwrap_or_default();
        match lines.last_mut() {
            Some(line) if lead != last && width(&last) + 1 + width(&rest) <= room => {
                *line += &format!(" {rest}");
            }
            Some(_) | None => lines.extend(self.sentence(Tone::Plain, &rest)),
        }
        lines
    }

    /// The lines of a sentence; none of an empty one.
    pub(super) fn sentence(&self, tone: Tone, text: &str) -> Vec<String> {
        if text.is_empty() {
            return Vec::new();
        }
        let lines = wrap(&safe(text), self.width - INDENT.len()).into_iter();
        let lines = lines.map(|line| format!("{INDENT}{}", self.paint(tone, &line)));
        lines.collect()
    }
}
