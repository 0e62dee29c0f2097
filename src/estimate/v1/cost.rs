//! The member `cost`. Amounts are decimal strings, because a JSON number would be read as a double.

use serde::{Deserialize, Serialize};
use tidegate_figures::{HandlerDuration, Levels};
use tidegate_price::bill::Line;
use tidegate_price::{Architecture, Currency, Grade, Money, NoPrice};

use crate::model::{self, Sum};

/// The cost of a month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the schema describes each key")]
pub struct Cost {
    pub currency: Currency,
    pub region: String,
    pub architecture: Architecture,
    pub memory_mb: u32,
    pub handler: HandlerDuration,
    pub prices_as_of: Option<String>,
    pub lines: Vec<CostLine>,
    pub lambda: FunctionCost,
    pub total: TotalCost,
    pub unchanged: Vec<Unchanged>,
    /// Added later than the other keys.
    #[serde(default)]
    pub pollers_most: Option<Unchanged>,
    pub unpriced: Vec<String>,
}

/// A line that the filter changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the schema describes each key")]
pub struct CostLine {
    pub name: String,
    pub today: Money,
    /// Added later than the other keys.
    #[serde(default)]
    pub unfiltered: Levels<Money>,
    pub filtered: Levels<Money>,
    pub grade: Grade,
    pub modelled: bool,
    pub source: String,
}

/// The lines of the function itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the schema describes each key")]
pub struct FunctionCost {
    pub today: Money,
    pub filtered: Levels<Money>,
}

/// All lines that the filter changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the schema describes each key")]
pub struct TotalCost {
    pub today: Money,
    /// Added later than the other keys.
    #[serde(default)]
    pub unfiltered: Levels<Money>,
    pub filtered: Levels<Money>,
    pub saved: Levels<Money>,
}

/// A line that the filter leaves as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the schema describes each key")]
pub struct Unchanged {
    pub name: String,
    pub quantity: String,
    pub unit: String,
    pub amount: Money,
    pub grade: Grade,
    pub modelled: bool,
    pub source: String,
}

impl Cost {
    pub(super) fn of(cost: &model::Cost, handler: HandlerDuration) -> Self {
        let Sum {
            today, filtered, ..
        } = cost.of_function();
        Self {
            currency: cost.currency,
            region: cost.region.clone(),
            architecture: cost.architecture,
            memory_mb: cost.memory_mb,
            handler,
            prices_as_of: cost.as_of.clone(),
            lines: cost.lines.iter().map(CostLine::from).collect(),
            lambda: FunctionCost { today, filtered },
            total: TotalCost {
                today: cost.today(),
                unfiltered: cost.total().unfiltered,
                filtered: cost.filtered(),
                saved: cost.saved(),
            },
            unchanged: cost.unchanged.iter().map(Unchanged::from).collect(),
            pollers_most: cost.pollers_most.as_ref().map(Unchanged::from),
            unpriced: cost.unpriced.iter().map(NoPrice::to_string).collect(),
        }
    }
}

impl From<&model::CostLine> for CostLine {
    fn from(line: &model::CostLine) -> Self {
        Self {
            name: line.name.to_owned(),
            today: line.today,
            unfiltered: line.unfiltered,
            filtered: line.filtered,
            grade: line.grade,
            modelled: line.is_modelled,
            source: line.source.clone(),
        }
    }
}

impl From<&Line> for Unchanged {
    fn from(line: &Line) -> Self {
        Self {
            name: line.name.to_owned(),
            quantity: line.quantity.normalize().to_string(),
            unit: line.unit.to_owned(),
            amount: line.amount,
            grade: line.grade,
            modelled: line.is_modelled,
            source: line.source.to_string(),
        }
    }
}
