//! Tables, figures and statements on a page.

use super::drawings;
use crate::document::{
    Block, Entry, LastColumn, Note, NoteKind, Row, Statement, Table, Weight, as_table,
};
use crate::render::markup::{Element, Markup};
use crate::render::text;

/// The elements of a block, in their order.
pub(super) fn block(block: &Block) -> Vec<Markup> {
    match block {
        Block::Figures(figures) => table(&as_table(figures)),
        Block::Table(shown) => table(shown),
        Block::Chart(chart) => drawings::chart(chart),
        Block::Parts(parts) => drawings::parts(parts),
        Block::Overlaps(overlaps) => drawings::overlaps(overlaps),
        Block::Ranking(ranking) => drawings::ranking(ranking),
        Block::Series(series) => drawings::series(series),
        Block::Notes(notes) => statements(notes),
        Block::Entry(entry) => self::entry(entry),
        Block::Text(text) => vec![sentence(text)],
    }
}

/// Columns of the lines below an entry's heading.
const ENTRY_COLUMNS: usize = 110;

/// A heading, and the rest as on a terminal.
fn entry(entry: &Entry) -> Vec<Markup> {
    let id = entry.id.as_deref().unwrap_or_default();
    let heading = format!("#{} {id}", entry.number);
    let decided = format!("{} - {}", entry.seal.text, entry.sentence);
    let lines = text::body(entry, ENTRY_COLUMNS).into_iter();
    let lines = lines.flat_map(|line| [Markup::text(&line), Markup::constant("\n")]);
    vec![
        Element::new("h3").text(heading.trim_end()).into(),
        Element::new("p").text(decided).into(),
        Element::new("pre").children(lines).into(),
    ]
}

/// A table with the conditions that it holds under above it, and what qualifies it below.
pub(super) fn table(table: &Table) -> Vec<Markup> {
    let about = |text: &String| (!text.is_empty()).then(|| Element::new("p").text(text).into());
    let mut parts: Vec<_> = about(&table.setting).into_iter().collect();
    let scroll = Element::new("div").class("scroll").child(cells(table));
    parts.push(scroll.into());
    parts.extend((!table.footnote.is_empty()).then(|| sentence(&table.footnote)));
    parts
}

fn cells(table: &Table) -> Element {
    let class = match table.last {
        LastColumn::Figures => "",
        LastColumn::Words => "wordy",
    };
    let column = |name: &String| Element::new("th").with("scope", "col").text(name);
    let caption = Some(&table.caption).filter(|caption| !caption.is_empty());
    let head = Element::new("tr").children(table.head.iter().map(column));
    let rows = table.rows.iter().map(|it| row(table, it));
    Element::new("table")
        .class(class)
        .children(caption.map(|caption| Element::new("caption").text(caption)))
        .child(Element::new("thead").child(head))
        .child(Element::new("tbody").children(rows))
}

fn row(table: &Table, row: &Row) -> Element {
    let class = match row.weight {
        Weight::Plain => "",
        Weight::Sum => "sum",
        Weight::Saved => "saved",
        Weight::Faint => "faint",
    };
    let name = Element::new("th").with("scope", "row").text(&row.name);
    let cells = table.head[1..].iter().zip(&row.cells);
    let cells = cells.map(|(head, cell)| Element::new("td").with("data-label", head).text(cell));
    Element::new("tr").class(class).child(name).children(cells)
}

/// Notes of a section; one that has the section to itself needs no word. Remarks stand at the top of the page.
fn statements(notes: &[Note]) -> Vec<Markup> {
    let is_alone = notes.len() == 1;
    let listed = notes.iter().filter(|note| note.kind != NoteKind::Remark);
    let listed = listed.flat_map(|note| match note.kind {
        NoteKind::Named if !is_alone => named(note),
        NoteKind::Named | NoteKind::List | NoteKind::Remark => vec![lettered(&note.statements)],
    });
    listed.collect()
}

fn named(note: &Note) -> Vec<Markup> {
    let statements = note.statements.iter();
    statements
        .map(|it| sentence(&format!("{}: {it}", note.word)))
        .collect()
}

/// A list, each sentence beside its letter.
fn lettered(statements: &[Statement]) -> Markup {
    if statements.iter().all(|it| it.letter.is_none()) {
        let texts: Vec<_> = statements.iter().map(|it| it.text.as_str()).collect();
        return list(&texts).into();
    }
    let items = statements.iter().map(|it| {
        let letter = Element::new("span").class("letter");
        Element::new("li")
            .child(letter.text(it.letter.unwrap_or_default()))
            .child(Element::new("span").text(&it.text))
    });
    Element::new("ul")
        .class("statements")
        .children(items)
        .into()
}

/// A plain list.
pub(super) fn list(texts: &[&str]) -> Element {
    let items = texts.iter().map(|text| Element::new("li").text(text));
    Element::new("ul").class("list").children(items)
}

/// A paragraph that begins with a capital and ends with a full stop.
pub(super) fn sentence(text: &str) -> Markup {
    let paragraph = Element::new("p").class("capital");
    paragraph.text(format!("{text}.")).into()
}
