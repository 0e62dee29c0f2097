//! A document for a terminal. It reads the same without colour: every colour repeats a word or a glyph.

mod brief;
mod columns;
mod entry;
mod figures;
mod fit;
mod line;
mod notes;
mod palette;
mod parts;
mod series;
mod standings;
mod tree;

pub(super) use entry::body;
pub use fit::cut;
pub use palette::Palette;

use crate::document::{Block, Chart, Document, Headline, Shown, Table, Tone};
use crate::safe::safe;
use fit::{width, wrap};

/// Narrowest layout, in columns.
const WIDTH_MIN: usize = 60;

/// Widest layout, in columns.
const WIDTH_MAX: usize = 120;

/// From this width on there is no need to save columns.
const ROOMY: usize = 66;

/// What stands left of every line.
const INDENT: &str = "  ";

impl Document {
    /// For a terminal of `width` columns.
    #[must_use]
    pub fn text(&self, width: usize, palette: &Palette) -> String {
        let page = Page {
            width: width.clamp(WIDTH_MIN, WIDTH_MAX),
            palette,
        };
        let mut groups = vec![page.heading(self)];
        groups.extend(self.headline.iter().map(|it| page.headline(it)));
        let sections = self.sections.iter();
        let shown = sections.filter(|section| section.shown == Shown::Everywhere);
        groups.extend(shown.flat_map(|it| &it.blocks).map(|it| page.block(it)));
        groups.extend(notes::closing(&page, self));
        groups.retain(|group| !group.is_empty());
        joined(&groups)
    }
}

/// Groups of lines with a blank line between them; no line ends in blanks.
fn joined(groups: &[Vec<String>]) -> String {
    let lines = |group: &Vec<String>| -> String {
        let lines = group.iter();
        lines.map(|line| format!("{}\n", line.trim_end())).collect()
    };
    groups.iter().map(lines).collect::<Vec<_>>().join("\n")
}

/// How wide a page is and which colours it has.
struct Page<'p> {
    width: usize,
    palette: &'p Palette,
}

impl Page<'_> {
    fn paint(&self, tone: Tone, text: &str) -> String {
        self.palette.paint(tone, text)
    }

    fn heading(&self, document: &Document) -> Vec<String> {
        let taken = width(&document.command) + 2;
        let title = self.paint(Tone::Strong, &document.command);
        let room = self.width.saturating_sub(taken);
        let mut rest = wrap(&safe(&document.setting), room).into_iter();
        let mut lines = vec![format!("{title}  {}", rest.next().unwrap_or_default())];
        lines.extend(rest.map(|line| " ".repeat(taken) + &line));
        lines
    }

    /// A sentence by itself; or a lead and what qualifies it, in two lines where one is too long.
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
        let mut lines = vec![format!("{INDENT}{painted}")];
        lines.extend(self.sentence(Tone::Plain, &rest));
        lines
    }

    /// The lines of a sentence; none of an empty one.
    fn sentence(&self, tone: Tone, text: &str) -> Vec<String> {
        if text.is_empty() {
            return Vec::new();
        }
        let lines = wrap(&safe(text), self.width - INDENT.len()).into_iter();
        let lines = lines.map(|line| format!("{INDENT}{}", self.paint(tone, &line)));
        lines.collect()
    }

    fn block(&self, block: &Block) -> Vec<String> {
        match block {
            Block::Figures(figures) => figures::lines(self, figures),
            Block::Table(table) | Block::Chart(Chart { table, .. }) => self.table(table),
            Block::Parts(parts) => parts::parts(self, parts),
            Block::Overlaps(overlaps) => parts::overlaps(self, overlaps),
            Block::Ranking(ranking) => parts::ranking(self, ranking),
            Block::Series(series) => series::lines(self, series),
            Block::Notes(notes) => notes.iter().flat_map(|it| notes::note(self, it)).collect(),
            Block::Entry(entry) => entry::lines(entry, self.width, self.palette),
            Block::Text(text) => self.sentence(Tone::Plain, text),
        }
    }

    fn table(&self, table: &Table) -> Vec<String> {
        let mut lines = self.sentence(Tone::Plain, &table.caption);
        lines.extend(self.sentence(Tone::Faint, &table.setting));
        lines.extend(columns::lines(self, table));
        lines.extend(self.sentence(Tone::Plain, &table.footnote));
        lines
    }
}
