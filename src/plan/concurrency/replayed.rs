//! Before and after the filter, from a replay: the document of `estimate --format json` in, both sides of its load out.

use std::fmt;

use tidegate_estimate::v1::{Estimate, ReadError};
use tidegate_estimate::{Concurrency, Load};
use tidegate_figures::{Decimal, count, float, servers_for, significant, span};

use super::document::ERLANG;
use super::model::{RPS_PER_ENVIRONMENT, whole};
use crate::{Figure, Plan, Table, Value};

/// An estimate that was made by a replay.
///
/// ```
/// use tidegate_plan::concurrency::EstimateFile;
/// let error = EstimateFile::read("{\"schema\": \"tidegate.match/v1\"}").unwrap_err();
/// assert!(error.to_string().contains("tidegate estimate --format json"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct EstimateFile {
    load: Load,
    unfiltered: Concurrency,
    filtered: Concurrency,
}

/// Why a text is no such estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EstimateFileError {
    /// It can't be read.
    Unread(ReadError),
    /// It was not made by a replay.
    NoReplay,
}

impl fmt::Display for EstimateFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(error) => error.fmt(f),
            Self::NoReplay => f.write_str(
                "it holds no replay; expected what `tidegate estimate --format json` writes for a month",
            ),
        }
    }
}

impl std::error::Error for EstimateFileError {}

impl EstimateFile {
    /// Reads the document.
    ///
    /// # Errors
    /// Text that is not JSON (with line and column), another document, or an estimate without a replay.
    pub fn read(text: &str) -> Result<Self, EstimateFileError> {
        let estimate = Estimate::read(text).map_err(EstimateFileError::Unread)?;
        let replayed = estimate.load.zip(estimate.basis.replay());
        let (load, basis) = replayed.ok_or(EstimateFileError::NoReplay)?;
        let (before, after) = (basis.concurrency_unfiltered, basis.concurrency_filtered);
        let sides = load.concurrency(before, after);
        let [unfiltered, filtered] = sides.ok_or(EstimateFileError::NoReplay)?;
        Ok(Self {
            load,
            unfiltered,
            filtered,
        })
    }

    /// The plan. `target` is the share of the invocations that may be throttled, 0 to 1.
    #[must_use]
    pub fn answer(&self, target: Decimal) -> Plan {
        let (before, after) = (&self.unfiltered, &self.filtered);
        let title = format!(
            "before and after the filter, {} replayed",
            span(self.span_ms())
        );
        let mut plan = Plan::new("concurrency", title);
        plan.headline = format!(
            "The filter takes the function from {} environments busy on average to {}, and from {} at once to {}.",
            significant(before.mean),
            significant(after.mean),
            count(before.at_once),
            count(after.at_once),
        );
        plan.figures = self.figures(float(target));
        plan.tables.push(self.sides(float(target)));
        plan.next.extend(advice(before, after));
        plan.assumptions.push(
            "the busiest part is one of 60 that the replayed stretch is cut into; at once is the most at any instant of \
             it; a longer record of the stream may hold a higher peak"
                .to_owned(),
        );
        plan
    }

    fn span_ms(&self) -> u64 {
        self.load.width_ms * self.load.unfiltered.len() as u64
    }

    fn figures(&self, target: f64) -> Vec<Figure> {
        let after = &self.filtered;
        let width = significant(self.load.width_ms as f64 / 1_000.0);
        let needed = servers_for(after.busiest, target);
        vec![
            Figure::new(
                "mean",
                "mean concurrency, filtered",
                Value::Number(after.mean),
            )
            .unit("environments")
            .by_hand("time the function ran / time replayed"),
            Figure::new(
                "busiest",
                "in the busiest part",
                Value::Number(after.busiest),
            )
            .unit("environments")
            .by_hand(format!("time the function ran in it / {width} s")),
            Figure::new("at_once", "most at once", Value::Count(after.at_once))
                .unit("environments")
                .by_hand("counted in the replay"),
            Figure::new(
                "needed",
                "needed for the busiest part",
                needed.map_or(Value::Absent, Value::Count),
            )
            .unit("environments")
            .by_hand(format!(
                "the first k with B(k) <= {} at {}",
                Value::Share(target).shown(),
                significant(after.busiest)
            ))
            .source(ERLANG),
        ]
    }

    fn sides(&self, target: f64) -> Table {
        let (before, after) = (&self.unfiltered, &self.filtered);
        let mut table = Table::new(
            "filter",
            "before and after the filter",
            &["", "unfiltered", "filtered"],
        );
        let mut row = |name: &str, of: &dyn Fn(&Concurrency) -> Value| {
            table.push([Value::Text(name.to_owned()), of(before), of(after)]);
        };
        row("mean concurrency", &|side| Value::Number(side.mean));
        row("in the busiest part", &|side| Value::Number(side.busiest));
        row("most at once", &|side| Value::Count(side.at_once));
        row("invocations a second", &|side| {
            Value::Number(side.per_second)
        });
        row("the same in the part with the most", &|side| {
            Value::Number(side.per_second_busiest)
        });
        row("needed by Erlang B", &|side| {
            servers_for(side.busiest, target).map_or(Value::Absent, Value::Count)
        });
        row("needed for the cap on requests", &|side| {
            Value::Count(whole(
                side.per_second_busiest / f64::from(RPS_PER_ENVIRONMENT),
            ))
        });
        table
    }
}

fn advice(before: &Concurrency, after: &Concurrency) -> [String; 1] {
    let (was, is) = (before.at_once, after.at_once);
    let text = match was.cmp(&is) {
        std::cmp::Ordering::Greater => format!(
            "reserve {} instead of {}: the filter leaves {} environments of the account to others",
            count(is),
            count(was),
            count(was - is)
        ),
        std::cmp::Ordering::Equal => format!(
            "keep a reservation of {}: the filter shortens how long environments are busy, not how many are",
            count(is)
        ),
        std::cmp::Ordering::Less => format!(
            "reserve {} instead of {}: smaller batches bring more invocations at once",
            count(is),
            count(was)
        ),
    };
    [text]
}
