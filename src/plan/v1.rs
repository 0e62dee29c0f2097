//! The documents of `tidegate plan --format json`, schema `tidegate.plan/v1`. Keys are only added, never renamed or
//! removed. The JSON Schema beside this file describes them, and tests validate every plan against it.

use serde::{Deserialize, Serialize};
use tidegate_figures::rounded;
use tidegate_report::json;

use crate::plan::{self, Figure as PlanFigure, Table as PlanTable};

/// The JSON Schema of the documents (draft 2020-12). Keys that it does not list are invalid.
///
/// ```
/// assert!(tidegate_plan::v1::SCHEMA.contains("tidegate.plan/v1"));
/// ```
pub const SCHEMA: &str = include_str!("schema/plan.v1.json");

/// A plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the schema describes each key")]
pub struct Plan {
    pub schema: String,
    pub plan: String,
    pub title: String,
    pub headline: String,
    pub figures: Vec<Figure>,
    pub tables: Vec<Table>,
    pub next: Vec<String>,
    pub warnings: Vec<String>,
    pub assumptions: Vec<String>,
}

/// A figure of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the schema describes each key")]
pub struct Figure {
    pub key: String,
    pub name: String,
    pub value: Value,
    pub unit: String,
    pub by_hand: String,
    pub source: String,
}

/// A table of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the schema describes each key")]
pub struct Table {
    pub key: String,
    pub caption: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Value>>,
}

/// A value of a figure or a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Whole(u64),
    /// Another number.
    Number(f64),
    /// Words; money and prices as decimals.
    Text(String),
    /// `null`: no value, or an infinite number.
    Absent,
}

impl Value {
    /// Returns the number, or `Absent` if it is infinite, which JSON can't hold.
    pub(crate) fn of(number: f64) -> Self {
        if number.is_finite() {
            Self::Number(number)
        } else {
            Self::Absent
        }
    }
}

impl plan::Plan {
    /// Returns the plan as indented JSON of the schema `tidegate.plan/v1`.
    #[must_use]
    pub fn json(&self) -> String {
        json(&Plan::from(self))
    }
}

impl From<&crate::Value> for Value {
    /// Converts a value. Money and prices become strings, because JSON numbers are read as doubles.
    fn from(value: &crate::Value) -> Self {
        match value {
            crate::Value::Count(number) => Self::Whole(*number),
            crate::Value::Number(number)
            | crate::Value::Share(number)
            | crate::Value::Bar(number, _) => Self::of(rounded(*number)),
            crate::Value::Money(amount, _) => Self::Text(amount.plain()),
            crate::Value::Exact(number) => Self::Text(number.normalize().to_string()),
            crate::Value::Text(text) => Self::Text(text.clone()),
            crate::Value::Absent => Self::Absent,
        }
    }
}

impl From<&plan::Plan> for Plan {
    fn from(plan: &plan::Plan) -> Self {
        Self {
            schema: "tidegate.plan/v1".to_owned(),
            plan: plan.kind.to_owned(),
            title: plan.title.clone(),
            headline: plan.headline.clone(),
            figures: plan.figures.iter().map(Figure::from).collect(),
            tables: plan.tables.iter().map(Table::from).collect(),
            next: plan.next.clone(),
            warnings: plan.warnings.clone(),
            assumptions: plan.assumptions.clone(),
        }
    }
}

impl From<&PlanFigure> for Figure {
    fn from(figure: &PlanFigure) -> Self {
        let unit = figure.value.own_unit();
        Self {
            key: figure.key.to_owned(),
            name: figure.rank.named(&figure.name),
            value: Value::from(&figure.value),
            unit: unit.unwrap_or_else(|| figure.unit.to_owned()),
            by_hand: figure.by_hand.clone(),
            source: figure.source.clone(),
        }
    }
}

impl From<&PlanTable> for Table {
    fn from(table: &PlanTable) -> Self {
        let rows = table.rows.iter();
        let written = |row: &Vec<crate::Value>| row.iter().map(Value::from).collect();
        Self {
            key: table.key.to_owned(),
            caption: table.caption.clone(),
            columns: table.head.clone(),
            rows: rows.map(written).collect(),
        }
    }
}
