//! A document for a terminal. It reads the same without colour: every colour repeats a word or a glyph.

mod brief;
mod columns;
mod entry;
mod figure_rows;
mod fit;
mod line;
mod notes;
mod page;
mod palette;
mod parts;
mod series;
mod standings;
mod tree;

pub(super) use entry::body;
pub use fit::{break_json, cut, wrap};
pub use palette::Palette;

use crate::document::{
    Block, Chart, Closing, Document, Opening, Section, Shown, Spacing, Table, Tone,
};
use page::{INDENT, Page, ROOMY, WIDTH_MAX, WIDTH_MIN};

impl Document {
    /// For a terminal of `width` columns.
    #[must_use]
    pub fn text(&self, width: usize, palette: &Palette) -> String {
        let page = Page {
            width: width.clamp(WIDTH_MIN, WIDTH_MAX),
            palette,
        };
        let mut groups = vec![page.heading(self)];
        match self.closing {
            Closing::FirstScreen => groups.extend(screens(&page, self)),
            Closing::Apart | Closing::Together => {
                groups.push(page.result(self));
                groups.extend(blocks(&page, self.sections.iter()));
                groups.extend(notes::closing(&page, self));
            }
        }
        if self.spacing == Spacing::Tightest {
            let rest = groups.split_off(1).concat();
            groups.push(rest);
        }
        groups.retain(|group| !group.is_empty());
        joined(&groups)
    }
}

/// The first screen, and what follows it.
fn screens(page: &Page<'_>, document: &Document) -> Vec<Vec<String>> {
    let (open, folded) = document.open_and_folded();
    let open = open.into_iter().flat_map(|section| &section.blocks);
    let shown = open.filter(|block| block.notes().is_none());
    let opening = document.opening().map(|part| match part {
        Opening::Result => page.result(document),
        Opening::Warnings => notes::warnings(page, document),
    });
    let mut groups: Vec<_> = opening.into_iter().collect();
    let shown: Vec<_> = shown.map(|it| block(page, it)).collect();
    let notes = notes::of_first_screen(page, document);
    match document.spacing {
        Spacing::Airy => groups.extend([shown, vec![notes]].concat()),
        Spacing::Close => groups.extend([shown.concat(), notes]),
        Spacing::Tight | Spacing::Tightest => groups.push([shown.concat(), notes].concat()),
    }
    groups.extend(blocks(page, folded.into_iter()));
    groups.push(notes::fine_print(page, document));
    groups
}

fn blocks<'s>(page: &Page<'_>, sections: impl Iterator<Item = &'s Section>) -> Vec<Vec<String>> {
    let shown = sections.filter(|section| section.shown == Shown::Everywhere);
    let shown = shown.flat_map(|section| &section.blocks);
    shown.map(|it| block(page, it)).collect()
}

/// Groups of lines with a blank line between them; no line ends in blanks.
fn joined(groups: &[Vec<String>]) -> String {
    let lines = |group: &Vec<String>| -> String {
        let lines = group.iter();
        lines.map(|line| format!("{}\n", line.trim_end())).collect()
    };
    groups.iter().map(lines).collect::<Vec<_>>().join("\n")
}

fn block(page: &Page<'_>, block: &Block) -> Vec<String> {
    match block {
        Block::Figures(figures) => figure_rows::lines(page, figures),
        Block::Table(table) | Block::Chart(Chart { table, .. }) => self::table(page, table),
        Block::Parts(parts) => parts::parts(page, parts),
        Block::Overlaps(overlaps) => parts::overlaps(page, overlaps),
        Block::Ranking(ranking) => parts::ranking(page, ranking),
        Block::Series(series) => series::lines(page, series),
        Block::Notes(notes) => notes.iter().flat_map(|it| notes::note(page, it)).collect(),
        Block::Entry(entry) => entry::lines(entry, page.width, page.palette),
        Block::Text(text) => page.sentence(Tone::Plain, text),
    }
}

fn table(page: &Page<'_>, table: &Table) -> Vec<String> {
    let mut lines = page.sentence(Tone::Plain, &table.caption);
    lines.extend(page.sentence(Tone::Faint, &table.setting));
    lines.extend(columns::lines(page, table));
    lines.extend(page.sentence(Tone::Plain, &table.footnote));
    lines
}
