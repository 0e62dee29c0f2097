//! Entries of a list: a heading in one line, or in several if it is too long, and its explanation below.

use super::INDENT;
use super::fit::{cut, cut_middle, width, wrap};
use super::line::Line;
use super::palette::Palette;
use super::tree;
use crate::document::{Aside, Entry, EntryPart, Fact, Phrase, Tone};
use crate::safe::safe;

/// The marks left of a fact's first line, and left of the lines below it.
type Rails = (&'static str, &'static str);
const RAILS: Rails = ("├─ ", "│  ");
const LAST_RAILS: Rails = ("└─ ", "   ");

/// Blanks after an id.
const GAP: usize = 2;

/// Columns of an aside that its text can't use.
const ASIDE_COLUMNS: usize = 24;

impl Entry {
    /// Narrowest layout, in columns.
    pub const COLUMNS_MIN: usize = 30;

    /// Widest layout, in columns.
    pub const COLUMNS_MAX: usize = 160;

    /// Renders it for a terminal of `columns`.
    #[must_use]
    pub fn text(&self, columns: usize, palette: &Palette) -> String {
        let lines = lines(
            self,
            columns.clamp(Self::COLUMNS_MIN, Self::COLUMNS_MAX),
            palette,
        )
        .into_iter();
        lines.map(|line| line + "\n").collect()
    }
}

pub(super) fn lines(entry: &Entry, columns: usize, palette: &Palette) -> Vec<String> {
    let page = Page { columns, palette };
    let mut lines = page.heading(entry);
    lines.extend(page.parts(entry));
    lines
}

/// The lines below the heading.
pub(in crate::render) fn body(entry: &Entry, columns: usize) -> Vec<String> {
    let palette = &Palette::PLAIN;
    Page { columns, palette }.parts(entry)
}

struct Page<'p> {
    columns: usize,
    palette: &'p Palette,
}

impl Page<'_> {
    fn heading(&self, entry: &Entry) -> Vec<String> {
        let number = entry.number.map(|number| format!("#{number}  "));
        let number = number.unwrap_or_default();
        let (name, rest) = (
            safe(&entry.seal.text),
            format!(" - {}", safe(&entry.sentence)),
        );
        let id = entry.id.as_deref().map(safe);
        let taken = width(&number) + width(&name) + width(&rest) + GAP;
        let room = self.columns.saturating_sub(taken);
        let mut first = Line::default();
        first.push(self.palette, Tone::Strong, &number);
        match &id {
            Some(id) if width(id) <= room => {
                first.push(self.palette, Tone::Faint, id);
                first.push(self.palette, Tone::Plain, "  ");
            }
            None if taken <= self.columns + GAP => {}
            Some(_) | None => return self.tall_heading(entry, first, id),
        }
        first.push(self.palette, entry.seal.tone, &name);
        first.push(self.palette, Tone::Plain, &rest);
        vec![first.finish()]
    }

    /// A heading of several lines. An id that is too long even for a line of its own has an ellipsis in its middle.
    fn tall_heading(&self, entry: &Entry, mut first: Line, id: Option<String>) -> Vec<String> {
        let room = self.columns.saturating_sub(first.columns());
        let id = cut_middle(&id.unwrap_or_default(), room);
        first.push(self.palette, Tone::Faint, &id);
        let mut second = Line::default();
        second.push(self.palette, entry.seal.tone, &safe(&entry.seal.text));
        let sentence = wrap(&safe(&entry.sentence), self.columns - INDENT.len());
        let sentence = sentence.into_iter().map(|line| format!("{INDENT}{line}"));
        let named = Some(first.finish()).filter(|line| !line.is_empty());
        named
            .into_iter()
            .chain([second.finish()])
            .chain(sentence)
            .collect()
    }

    fn parts(&self, entry: &Entry) -> Vec<String> {
        let parts = entry.parts.iter().flat_map(|part| match part {
            EntryPart::Title(groups) => vec![self.title(groups)],
            EntryPart::Tree(branches) => {
                tree::lines(branches, INDENT.len(), self.columns, self.palette)
            }
            EntryPart::Facts(facts) => self.facts(facts),
            EntryPart::Aside(aside) => vec![self.aside(aside)],
            EntryPart::Verbatim(text) => vec![format!("{INDENT}{}", safe(text))],
        });
        parts.collect()
    }

    fn title(&self, groups: &[Vec<Phrase>]) -> String {
        let dash = [Phrase::new(Tone::Faint, " ─ ")];
        let groups = groups.iter().enumerate();
        let phrases = groups.flat_map(|(at, group)| {
            let dash = if at == 0 { &[][..] } else { &dash[..] };
            dash.iter().chain(group)
        });
        let mut line = Line::default();
        line.pad_to(INDENT.len());
        for phrase in phrases {
            let room = self.columns.saturating_sub(line.columns());
            line.push(self.palette, phrase.tone, &cut(&safe(&phrase.text), room));
        }
        line.finish()
    }

    fn aside(&self, aside: &Aside) -> String {
        let name = format!("{}  ", safe(&aside.name));
        let room = self.columns.saturating_sub(ASIDE_COLUMNS);
        let mut line = Line::default();
        line.pad_to(INDENT.len())
            .push(self.palette, Tone::Faint, &name)
            .phrase(self.palette, &aside.check.mark())
            .push(self.palette, Tone::Plain, " ")
            .push(self.palette, Tone::Plain, &cut(&safe(&aside.text), room));
        line.finish()
    }

    fn facts(&self, facts: &[Fact]) -> Vec<String> {
        let names = facts
            .iter()
            .map(|fact| width(&fact.name))
            .max()
            .unwrap_or(0);
        let last = facts.len().saturating_sub(1);
        let facts = facts.iter().enumerate();
        let lines = facts.flat_map(|(at, fact)| {
            let rails = if at == last { LAST_RAILS } else { RAILS };
            self.fact(fact, names, rails)
        });
        lines.collect()
    }

    /// The text wraps below itself.
    fn fact(&self, fact: &Fact, names: usize, (corner, bar): Rails) -> Vec<String> {
        let column = INDENT.len() + width(corner) + names + 2;
        let texts = wrap(&safe(&fact.text), self.columns.saturating_sub(column));
        let lines = texts.iter().enumerate().map(|(row, text)| {
            let mut line = Line::default();
            line.pad_to(INDENT.len());
            if row == 0 {
                line.push(self.palette, Tone::Faint, corner);
                line.push(self.palette, Tone::Faint, &fact.name);
            } else {
                line.push(self.palette, Tone::Faint, bar);
            }
            line.pad_to(column).push(self.palette, Tone::Plain, text);
            line.finish()
        });
        lines.collect()
    }
}
