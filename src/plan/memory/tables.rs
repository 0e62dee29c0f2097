//! The tables of a memory plan: the measured sizes, and the curve through them.

use tidegate_figures::{Decimal, count, float};
use tidegate_price::Money;

use super::choice::{Candidate, Choice};
use super::curve::CurvePoint;
use super::drawing;
use super::figures::money;
use super::model::{MemoryPlan, MemoryRequest, candidate};
use crate::{Table, Value};

pub(super) fn tables(request: &MemoryRequest, answer: &MemoryPlan) -> Vec<Table> {
    vec![measured(request, answer), curve(answer)]
}

fn measured(request: &MemoryRequest, answer: &MemoryPlan) -> Table {
    let mut table = Table::new(
        "sizes",
        "measured sizes, and which of them Power Tuning's rules choose",
        &[
            "MB",
            "runs",
            "cold",
            "ms",
            "billed ms",
            "per million",
            "used MB",
            "choice",
        ],
    );
    table.ends_in_words = true;
    for size in &answer.sizes {
        let it = candidate(&request.rates, size);
        let used = size
            .max_memory_mb
            .map_or(Value::Absent, |mb| Value::Count(mb.into()));
        table.push([
            Value::Count(size.memory_mb.into()),
            Value::Count(size.invocations),
            Value::Count(size.cold),
            Value::Number(float(size.duration_ms)),
            Value::Number(float(size.billed_ms)),
            money(answer, Money::from_decimal(it.cost)),
            used,
            Value::Text(
                answer
                    .choice
                    .map_or_else(String::new, |choice| marks(&choice, &it)),
            ),
        ]);
    }
    table
}

fn marks(choice: &Choice, it: &Candidate) -> String {
    let named = [
        ("cheapest", choice.cheapest),
        ("fastest", choice.fastest),
        ("balanced", choice.balanced),
    ];
    let names = named
        .iter()
        .filter(|(_, chosen)| chosen.memory_mb == it.memory_mb);
    let names: Vec<_> = names.map(|(name, _)| *name).collect();
    names.join(", ")
}

fn curve(answer: &MemoryPlan) -> Table {
    let most = answer.curve.iter().map(|point| point.cost.high).max();
    let most = float(most.unwrap_or_default().decimal()).max(f64::MIN_POSITIVE);
    let caption = match &answer.fit {
        Some(_) => {
            "the handler on the fitted curve; ~ is outside the measured sizes, low and high are the 95 % interval"
        }
        None => "the range that one size leaves open: no speed-up, or full speed-up by the CPU",
    };
    let mut table = Table::new(
        "curve",
        caption,
        &[
            "MB",
            "ms",
            "ms low",
            "ms high",
            "per million",
            "low",
            "high",
            "cost",
        ],
    );
    table.ends_in_words = true;
    table.plot = Some(drawing::plot(answer));
    for point in &answer.curve {
        table.push(row(answer, point, most));
    }
    table
}

fn row(answer: &MemoryPlan, point: &CurvePoint, most: f64) -> [Value; 8] {
    let (ms, cost) = (point.duration_ms, point.cost);
    let share = |amount: Money| float(amount.decimal()) / most;
    let (from, to) = match cost.expected {
        Some(expected) => (share(expected), share(cost.high)),
        None => (share(cost.low), share(cost.high)),
    };
    let of = |amount| money(answer, amount);
    let number = |ms: Decimal| Value::Number(float(ms));
    let end = |value| {
        if point.is_band_known {
            value
        } else {
            Value::Absent
        }
    };
    let mark = if point.is_extrapolated && answer.fit.is_some() {
        Value::Text(format!("~{}", count(point.memory_mb.into())))
    } else {
        Value::Count(point.memory_mb.into())
    };
    [
        mark,
        ms.expected.map_or(Value::Absent, number),
        end(number(ms.low)),
        end(number(ms.high)),
        cost.expected.map_or(Value::Absent, of),
        end(of(cost.low)),
        end(of(cost.high)),
        Value::Bar(from, to),
    ]
}
