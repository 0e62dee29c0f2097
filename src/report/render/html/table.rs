//! Tables of a page, and the sentences around them.

use crate::document::{LastColumn, Row, Table, Weight};
use crate::render::markup::{Element, Markup};

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

/// A paragraph that begins with a capital and ends with a full stop.
pub(super) fn sentence(text: &str) -> Markup {
    let paragraph = Element::new("p").class("capital");
    paragraph.prose(ended(text)).into()
}

/// The text with a full stop, unless it ends in a mark of its own.
pub(super) fn ended(text: &str) -> String {
    match text.ends_with(['.', '?', '!']) {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}
