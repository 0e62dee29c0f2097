//! The member `cost`. Amounts are decimal strings, because a JSON number would be read as a double.

use serde::Serialize;
use tidegate_figures::{Handler, Levels};
use tidegate_price::Money;
use tidegate_price::bill::Line;

use super::{LevelsOut, levels};
use crate::report::{Cost, CostLine};

#[derive(Serialize)]
pub(super) struct CostOut<'r> {
    currency: String,
    region: &'r str,
    architecture: String,
    memory_mb: u32,
    handler: HandlerOut,
    prices_as_of: Option<&'r str>,
    lines: Vec<LineOut<'r>>,
    lambda: SumOut,
    total: TotalOut,
    unchanged: Vec<UnchangedOut<'r>>,
    unpriced: &'r [String],
}

#[derive(Serialize)]
struct HandlerOut {
    per_invocation_us: u64,
    per_record_us: u64,
}

#[derive(Serialize)]
struct LineOut<'r> {
    name: &'static str,
    today: String,
    filtered: LevelsOut<String>,
    grade: String,
    modelled: bool,
    source: &'r str,
}

#[derive(Serialize)]
struct SumOut {
    today: String,
    filtered: LevelsOut<String>,
}

#[derive(Serialize)]
struct TotalOut {
    today: String,
    filtered: LevelsOut<String>,
    saved: LevelsOut<String>,
}

#[derive(Serialize)]
struct UnchangedOut<'r> {
    name: &'static str,
    quantity: String,
    unit: &'static str,
    amount: String,
    grade: String,
    modelled: bool,
    source: &'r str,
}

pub(super) fn cost(cost: &Cost, handler: Handler) -> CostOut<'_> {
    let (today, filtered) = cost.of_lambda();
    CostOut {
        currency: cost.currency.to_string(),
        region: &cost.region,
        architecture: cost.architecture.to_string(),
        memory_mb: cost.memory_mb,
        handler: HandlerOut {
            per_invocation_us: handler.per_invocation_us,
            per_record_us: handler.per_record_us,
        },
        prices_as_of: cost.as_of.as_deref(),
        lines: cost.lines.iter().map(line).collect(),
        lambda: SumOut {
            today: today.plain(),
            filtered: amounts(filtered),
        },
        total: TotalOut {
            today: cost.today().plain(),
            filtered: amounts(cost.filtered()),
            saved: amounts(cost.saved()),
        },
        unchanged: cost.unchanged.iter().map(unchanged).collect(),
        unpriced: &cost.unpriced,
    }
}

fn amounts(range: Levels<Money>) -> LevelsOut<String> {
    levels(range.map(Money::plain))
}

fn line(line: &CostLine) -> LineOut<'_> {
    LineOut {
        name: line.name,
        today: line.today.plain(),
        filtered: amounts(line.filtered),
        grade: line.grade.to_string(),
        modelled: line.is_modelled,
        source: &line.source,
    }
}

fn unchanged(line: &Line) -> UnchangedOut<'_> {
    UnchangedOut {
        name: line.name,
        quantity: line.quantity.normalize().to_string(),
        unit: line.unit,
        amount: line.amount.plain(),
        grade: line.grade.to_string(),
        modelled: line.is_modelled,
        source: &line.source,
    }
}
