//! One renderer for each format; a plan in, text out.

mod json;
mod markdown;
mod text;

use tidegate_report::{Row, Table as Cells, Weight};

pub(super) use json::{SCHEMA, render as json};
pub(super) use markdown::render as markdown;
pub(super) use text::render as text;

use super::{Figure, Plan, Table};

/// A figure with its unit: `128 environments`, `$27.00`.
fn shown(figure: &Figure) -> String {
    format!("{} {}", figure.value.shown(), figure.unit)
        .trim_end()
        .to_owned()
}

/// Sources, and which figures rest on each, in the order of the figures.
fn sources(plan: &Plan) -> Vec<(String, &str)> {
    let mut found: Vec<(String, &str)> = Vec::new();
    let figures = plan.figures.iter();
    for figure in figures.filter(|figure| !figure.source.is_empty()) {
        let name = figure.name.trim_start_matches("- ");
        let known = found
            .iter_mut()
            .find(|(_, source)| *source == figure.source);
        match known {
            Some((names, _)) => {
                names.push_str(", ");
                names.push_str(name);
            }
            None => found.push((name.to_owned(), &figure.source)),
        }
    }
    found
}

fn cells(table: &Table) -> Cells {
    let row = |values: &Vec<super::Value>| {
        let mut cells = values.iter().map(super::Value::shown);
        Row {
            name: cells.next().unwrap_or_default(),
            cells: cells.collect(),
            weight: Weight::Plain,
        }
    };
    Cells {
        caption: table.caption.clone(),
        head: table.head.clone(),
        rows: table.rows.iter().map(row).collect(),
        ends_in_words: table.ends_in_words,
    }
}
