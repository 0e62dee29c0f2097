//! An estimate, as `tidegate estimate --format json` wrote it: JSON text in, what it predicts out.

use rust_decimal::Decimal;
use serde_json::Value;
use tidegate_figures::{Levels, Share};
use tidegate_price::{Architecture, Money};

/// What an estimate predicts.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicted {
    /// Records of a month; `None` if the estimate is for its sample alone.
    pub month_records: Option<u64>,
    /// The delivered share.
    pub share: Share,
    /// Invocations without filters.
    pub unfiltered: Levels<u64>,
    /// Invocations with them.
    pub filtered: Levels<u64>,
    /// Records delivered over the same time as the invocations.
    pub delivered: Decimal,
    /// Time of every invocation and of each record, in microseconds; `None` without prices.
    pub handler_us: Option<(u64, u64)>,
    /// `None` without prices.
    pub cost: Option<PredictedCost>,
}

/// What it says of money.
#[derive(Clone, Debug, PartialEq)]
pub struct PredictedCost {
    /// AWS's name of the region.
    pub region: String,
    /// Of the function.
    pub architecture: Architecture,
    /// Of the function, in MB.
    pub memory_mb: u32,
    /// Name, amount without filters, amounts with them.
    pub lines: Vec<(String, Money, Levels<Money>)>,
}

/// An estimate that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PredictedError {
    /// Not JSON: line, column and reason.
    Syntax(usize, usize, String),
    /// Another document, or a member that an estimate has otherwise: its path, and what is accepted.
    Member(String, &'static str),
    /// Nothing was read when the estimate was made.
    Empty,
}

impl std::fmt::Display for PredictedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(line, column, reason) => {
                write!(f, "line {line}, column {column}: {reason}")
            }
            Self::Member(path, accepted) => write!(f, "`{path}` is not {accepted}"),
            Self::Empty => f.write_str("the estimate was made of no record"),
        }
    }
}

impl std::error::Error for PredictedError {}

type Outcome<T> = Result<T, PredictedError>;

const SCHEMA: &str = "tidegate.estimate/v1";

impl Predicted {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// Text that is no JSON, and any other document than an estimate.
    pub fn read(text: &str) -> Outcome<Self> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let told = error.to_string();
            let reason = told.split(" at line ").next().unwrap_or_default();
            PredictedError::Syntax(error.line(), error.column(), reason.to_owned())
        })?;
        if value.get("schema").and_then(Value::as_str) != Some(SCHEMA) {
            return Err(wrong(
                "schema",
                "tidegate.estimate/v1, as `estimate --format json` writes",
            ));
        }
        let read = whole(&value, "/records/read")?;
        let share = Share {
            value: fraction(&value, "value")?,
            low: fraction(&value, "low")?,
            high: fraction(&value, "high")?,
        };
        let month_records = month_records(&value)?;
        // The share that was computed with: of none delivered, the most that the sample leaves possible.
        let hits = match value.pointer("/invocations/filtered_is_at_most") {
            Some(Value::Bool(true)) => 3.min(read),
            _ => whole(&value, "/records/delivered")?,
        };
        let records = Decimal::from(month_records.unwrap_or(read));
        let hit_share = Decimal::from(hits).checked_div(Decimal::from(read));
        Ok(Self {
            month_records,
            share,
            unfiltered: counts(&value, "/invocations/unfiltered")?,
            filtered: counts(&value, "/invocations/filtered")?,
            delivered: records.saturating_mul(hit_share.ok_or(PredictedError::Empty)?),
            handler_us: handler(&value)?,
            cost: cost(&value)?,
        })
    }
}

fn wrong(path: &str, accepted: &'static str) -> PredictedError {
    let path = path.trim_start_matches('/').replace('/', ".");
    PredictedError::Member(path, accepted)
}

fn whole(value: &Value, path: &str) -> Outcome<u64> {
    let found = value.pointer(path).and_then(Value::as_u64);
    found.ok_or_else(|| wrong(path, "a whole number"))
}

fn fraction(value: &Value, name: &str) -> Outcome<f64> {
    let path = format!("/delivered_share/{name}");
    let found = value.pointer(&path);
    if found.is_some_and(Value::is_null) {
        return Err(PredictedError::Empty);
    }
    let number = found.and_then(Value::as_f64);
    number.ok_or_else(|| wrong(&path, "a number"))
}

/// Of a replay or a backlog; a sample has no month, and neither have matches of a bus unless they were told as one.
fn month_records(value: &Value) -> Outcome<Option<u64>> {
    if value.pointer("/invocations/period").and_then(Value::as_str) != Some("month") {
        return Ok(None);
    }
    match value.pointer("/basis/kind").and_then(Value::as_str) {
        Some("replay") => whole(value, "/basis/month_records").map(Some),
        Some("backlog") => whole(value, "/basis/records").map(Some),
        _ => Ok(None),
    }
}

fn levels<T>(
    value: &Value,
    path: &str,
    read: impl Fn(&Value, &str) -> Outcome<T>,
) -> Outcome<Levels<T>> {
    let level = |name: &str| read(value, &format!("{path}/{name}"));
    Ok(Levels {
        low: level("low")?,
        expected: level("expected")?,
        conservative: level("conservative")?,
        high: level("high")?,
    })
}

fn counts(value: &Value, path: &str) -> Outcome<Levels<u64>> {
    levels(value, path, whole)
}

fn handler(value: &Value) -> Outcome<Option<(u64, u64)>> {
    if value.get("cost").is_none_or(Value::is_null) {
        return Ok(None);
    }
    let each = |name: &str| whole(value, &format!("/cost/handler/{name}"));
    Ok(Some((each("per_invocation_us")?, each("per_record_us")?)))
}

fn cost(value: &Value) -> Outcome<Option<PredictedCost>> {
    if value.get("cost").is_none_or(Value::is_null) {
        return Ok(None);
    }
    let text = |path: &str| {
        let found = value.pointer(path).and_then(Value::as_str);
        found.ok_or_else(|| wrong(path, "a string"))
    };
    let lines = value.pointer("/cost/lines").and_then(Value::as_array);
    let lines = lines.ok_or_else(|| wrong("/cost/lines", "a list"))?;
    let lines = (0..lines.len()).map(|at| line(value, &format!("/cost/lines/{at}")));
    let architecture = text("/cost/architecture")?.parse();
    Ok(Some(PredictedCost {
        region: text("/cost/region")?.to_owned(),
        architecture: architecture.map_err(|_| wrong("/cost/architecture", "x86_64 or arm64"))?,
        memory_mb: u32::try_from(whole(value, "/cost/memory_mb")?)
            .map_err(|_| wrong("/cost/memory_mb", "a memory size"))?,
        lines: lines.collect::<Outcome<_>>()?,
    }))
}

fn line(value: &Value, path: &str) -> Outcome<(String, Money, Levels<Money>)> {
    let name_path = format!("{path}/name");
    let name = value.pointer(&name_path).and_then(Value::as_str);
    Ok((
        name.ok_or_else(|| wrong(&name_path, "a string"))?
            .to_owned(),
        money(value, &format!("{path}/today"))?,
        levels(value, &format!("{path}/filtered"), money)?,
    ))
}

fn money(value: &Value, path: &str) -> Outcome<Money> {
    let text = value.pointer(path).and_then(Value::as_str);
    let amount = text.and_then(|text| text.parse::<Decimal>().ok());
    amount
        .map(Money::from_decimal)
        .ok_or_else(|| wrong(path, "an amount as a string, such as \"1.25\""))
}
