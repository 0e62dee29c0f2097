//! Concurrency before and after the filter, from the replay in a document of `tidegate estimate --format json`.

use std::fmt;

use tidegate_estimate::v1::{Estimate, ReadError};
use tidegate_estimate::{Concurrency, Load};
use tidegate_figures::{Decimal, count, counted, float, servers_for, significant, span};

use super::document::ERLANG;
use super::model::{RPS_PER_ENVIRONMENT, whole};
use crate::{Figure, Plan, Table, Value};

/// An estimate that holds a replay.
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

/// Why a text is not an estimate with a replay.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EstimateFileError {
    /// It can't be read as an estimate.
    Unread(ReadError),
    /// It holds no replay.
    NoReplay,
}

impl fmt::Display for EstimateFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(error) => error.fmt(f),
            Self::NoReplay => f.write_str(
                "the estimate holds no replay; expected the output of `tidegate estimate --format json` for a month",
            ),
        }
    }
}

impl std::error::Error for EstimateFileError {}

impl EstimateFile {
    /// Reads the document.
    ///
    /// # Errors
    /// The text is not JSON (the error has line and column), is another document, or is an estimate without a replay.
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

    /// Returns the plan. `target` is the share of the invocations that may be throttled, 0 to 1.
    #[must_use]
    pub fn answer(&self, target: Decimal) -> Plan {
        let (before, after) = (&self.unfiltered, &self.filtered);
        let title = format!(
            "before and after the filter, {} replayed",
            span(self.span_ms())
        );
        let mut plan = Plan::new("concurrency", title);
        plan.headline = format!(
            "With the filter, {} environments are busy on average instead of {}, and at most {} at once instead of {}.",
            significant(after.mean),
            significant(before.mean),
            count(after.at_once),
            count(before.at_once),
        );
        plan.figures = self.figures(float(target));
        plan.tables.push(self.sides(float(target)));
        plan.next.push(advice(before, after, float(target)));
        plan.assumptions.push(
            "the busiest part is one of 60 equal parts of the time replayed; \"most at once\" is the most at any instant \
             of it; a longer record of the stream may hold a higher peak"
                .to_owned(),
        );
        plan.assumptions.push(
            "a stream starts at most shards x parallelization factor invocations at once, and a queue its maximum \
             concurrency; a reservation above that is not used"
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
            Figure::number("mean", "mean concurrency, filtered", after.mean)
            .unit("environments")
            .by_hand("time the function ran / time replayed"),
            Figure::number("busiest", "mean in the busiest part", after.busiest)
            .unit("environments")
            .by_hand(format!("time the function ran in that part / {width} s")),
            Figure::count("at_once", "most at once", after.at_once)
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
            Figure::count("reserve", "concurrency to reserve", to_reserve(after, target))
            .unit("environments")
            .by_hand("the largest of: most at once, needed by Erlang B, needed for the limit on requests"),
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
            table.named(name, [before, after].map(of));
        };
        row("mean concurrency", &|side| Value::Number(side.mean));
        row("mean in the busiest part", &|side| {
            Value::Number(side.busiest)
        });
        row("most at once", &|side| Value::Count(side.at_once));
        row("invocations a second", &|side| {
            Value::Number(side.per_second)
        });
        row("most a second in any part", &|side| {
            Value::Number(side.per_second_busiest)
        });
        row("needed by Erlang B", &|side| {
            servers_for(side.busiest, target).map_or(Value::Absent, Value::Count)
        });
        row("needed for the limit on requests", &|side| {
            Value::Count(by_requests(side))
        });
        row("to reserve", &|side| Value::Count(to_reserve(side, target)));
        table
    }
}

fn by_requests(side: &Concurrency) -> u64 {
    whole(side.per_second_busiest / f64::from(RPS_PER_ENVIRONMENT))
}

/// Returns the largest of the three needs: the most at once in the replay, chance, and the limit on requests.
fn to_reserve(side: &Concurrency, target: f64) -> u64 {
    let by_chance = servers_for(side.busiest, target).unwrap_or(0);
    side.at_once.max(by_chance).max(by_requests(side))
}

fn advice(before: &Concurrency, after: &Concurrency, target: f64) -> String {
    let [was, is] = [before, after].map(|side| to_reserve(side, target));
    match was.cmp(&is) {
        std::cmp::Ordering::Greater => format!(
            "reserve {} instead of {}: the filter frees {} of the account for other functions",
            count(is),
            count(was),
            counted(was - is, "environment")
        ),
        std::cmp::Ordering::Equal => format!(
            "keep a reservation of {}: the filter shortens how long environments are busy, not how many are",
            count(is)
        ),
        std::cmp::Ordering::Less => format!(
            "reserve {} instead of {}: smaller batches cause more invocations at once",
            count(is),
            count(was)
        ),
    }
}
