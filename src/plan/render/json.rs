//! The schema `tidegate.plan/v1`. Keys are never renamed or removed, only added.

use serde::Serialize;

use crate::value::Written;
use crate::{Figure, Plan, Table, Value};

/// The documents as a JSON Schema of draft 2020-12.
pub(crate) const SCHEMA: &str = include_str!("../schema/plan.v1.json");

#[derive(Serialize)]
struct Document<'p> {
    schema: &'static str,
    plan: &'static str,
    title: &'p str,
    headline: &'p str,
    figures: Vec<FigureOut<'p>>,
    tables: Vec<TableOut<'p>>,
    next: &'p [String],
    warnings: &'p [String],
    assumptions: &'p [String],
}

#[derive(Serialize)]
struct FigureOut<'p> {
    key: &'static str,
    name: &'p str,
    value: Written<'p>,
    unit: String,
    by_hand: &'p str,
    source: &'p str,
}

#[derive(Serialize)]
struct TableOut<'p> {
    key: &'static str,
    caption: &'p str,
    columns: &'p [String],
    rows: Vec<Vec<Written<'p>>>,
}

pub(crate) fn render(plan: &Plan) -> String {
    let document = Document {
        schema: "tidegate.plan/v1",
        plan: plan.kind,
        title: &plan.title,
        headline: &plan.headline,
        figures: plan.figures.iter().map(figure).collect(),
        tables: plan.tables.iter().map(table).collect(),
        next: &plan.next,
        warnings: &plan.warnings,
        assumptions: &plan.assumptions,
    };
    let text = serde_json::to_string_pretty(&document);
    text.expect("a document of numbers, strings and string keys can always be written") + "\n"
}

fn figure(figure: &Figure) -> FigureOut<'_> {
    FigureOut {
        key: figure.key,
        name: &figure.name,
        value: figure.value.written(),
        unit: figure
            .value
            .own_unit()
            .unwrap_or_else(|| figure.unit.to_owned()),
        by_hand: &figure.by_hand,
        source: &figure.source,
    }
}

fn table(table: &Table) -> TableOut<'_> {
    TableOut {
        key: table.key,
        caption: &table.caption,
        columns: &table.head,
        rows: table.rows.iter().map(|values| row(values)).collect(),
    }
}

fn row(values: &[Value]) -> Vec<Written<'_>> {
    values.iter().map(Value::written).collect()
}
