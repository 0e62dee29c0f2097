//! A document in as few lines as possible, for the end of a run and for output that is searched rather than read.
//! Nothing is wrapped, drawn or coloured.

use tidegate_figures::{count, counted};

use crate::document::{Block, Chart, Document, Figure, Note, Overlaps, Parts, Ranking, Table};
use crate::safe::safe;

impl Document {
    /// Returns a line for each fact, without warnings and next steps, which the caller prints.
    ///
    /// ```
    /// use tidegate_report::{Block, Document, Part, Parts, PartsLayout, Section, Tone};
    /// let part = |name, count| Part { name, count, note: String::new(), tone: Tone::Plain };
    /// let parts = vec![part("delivered", 2), part("filtered", 1)];
    /// let layout = PartsLayout::Line;
    /// let records = Block::Parts(Parts { noun: "record", whole_name: "read", whole: 3, parts, layout });
    /// let document =
    ///     Document { sections: vec![Section::new("records", "Records", vec![records])], ..Document::default() };
    /// assert_eq!(document.brief(), ["3 records read: 2 delivered, 1 filtered"]);
    /// ```
    #[must_use]
    pub fn brief(&self) -> Vec<String> {
        let headline = self.headline.iter();
        let headline = headline.map(|it| format!("{} {}", it.lead, it.rest).trim_end().to_owned());
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        let lines = headline.chain(blocks.flat_map(block));
        lines.map(|line| safe(&line)).collect()
    }
}

fn block(block: &Block) -> Vec<String> {
    match block {
        Block::Figures(list) => vec![figures(list)],
        Block::Table(shown) | Block::Chart(Chart { table: shown, .. }) => table(shown),
        Block::Parts(shown) => vec![parts(shown)],
        Block::Overlaps(shown) => overlaps(shown),
        Block::Ranking(shown) => ranking(shown),
        // Its figures say little without their drawing.
        Block::Series(_) => Vec::new(),
        Block::Notes(notes) => notes.iter().flat_map(note).collect(),
        Block::Entry(entry) => {
            let number = entry.number.map(|number| format!("#{number}  "));
            let (number, seal) = (number.unwrap_or_default(), &entry.seal.text);
            vec![format!("{number}{seal} - {}", entry.sentence)]
        }
        Block::Text(text) => vec![text.clone()],
    }
}

/// `terms 3, states 12`
fn figures(figures: &[Figure]) -> String {
    let figures = figures.iter();
    let figures = figures.map(|figure| format!("{} {}", figure.name, figure.value));
    figures.collect::<Vec<_>>().join(", ")
}

/// `  data.kind: exact hash (2), 120 bytes`
fn table(table: &Table) -> Vec<String> {
    let rows = table.rows.iter();
    rows.map(|row| format!("  {}: {}", row.name, row.cells.join(", ")))
        .collect()
}

/// `3 records read: 2 delivered, 0 filtered, 1 dropped (not-json 1)`
fn parts(parts: &Parts) -> String {
    let named = parts.parts.iter().map(|part| {
        let note = if part.note.is_empty() {
            String::new()
        } else {
            format!(" ({})", part.note)
        };
        format!("{} {}{note}", count(part.count), part.name)
    });
    let whole = counted(parts.whole, parts.noun);
    let named = named.collect::<Vec<_>>().join(", ");
    format!("{whole} {}: {named}", parts.whole_name)
}

/// `filter 1: 41 delivered (40 of them matched no other filter)`. A single row has no other.
fn overlaps(overlaps: &Overlaps) -> Vec<String> {
    let is_single = overlaps.rows.len() == 1;
    let rows = overlaps.rows.iter().map(|row| {
        let [covered, alone] = [row.covered, row.alone].map(count);
        let (covers, noun) = (overlaps.covers[1], overlaps.noun);
        let name = &row.name;
        if is_single || row.covered == 0 {
            return format!("{name}: {covered} {covers}");
        }
        format!("{name}: {covered} {covers} ({alone} of them matched no other {noun})")
    });
    rows.collect()
}

fn ranking(ranking: &Ranking) -> Vec<String> {
    let rows = ranking.rows.iter();
    let rows = rows.map(|row| format!("  {} {}", count(row.count), row.name));
    std::iter::once(ranking.title()).chain(rows).collect()
}

/// `FAIL a.b: expected match, got no_match`
fn note(note: &Note) -> Vec<String> {
    let statements = note.statements.iter();
    statements.map(|it| format!("{} {it}", note.word)).collect()
}
