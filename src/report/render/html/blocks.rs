//! Tables, figures and statements on a page.

use super::drawings;
use super::table::{sentence, table};
use crate::document::{Block, Entry, Note, NoteKind, Statement, as_table};
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
    let decided = format!("{} - {}", entry.seal.text, entry.sentence);
    let lines = text::body(entry, ENTRY_COLUMNS).into_iter();
    let lines = lines.flat_map(|line| [Markup::text(&line), Markup::constant("\n")]);
    vec![
        Element::new("h3").text(entry.label()).into(),
        Element::new("p").text(decided).into(),
        Element::new("pre").children(lines).into(),
    ]
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
            .child(Element::new("span").prose(&it.text))
    });
    Element::new("ul")
        .class("statements")
        .children(items)
        .into()
}

/// A plain list.
pub(super) fn list(texts: &[&str]) -> Element {
    // An option is typed as it is written, so it begins with no capital.
    let class = |text: &str| if text.starts_with('-') { "option" } else { "" };
    let items = texts
        .iter()
        .map(|text| Element::new("li").class(class(text)).prose(text));
    Element::new("ul").class("list").children(items)
}
