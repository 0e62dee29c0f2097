//! Reads metrics of an account, as `aws cloudwatch get-metric-data` and `get-metric-statistics` print them, into one
//! series per metric.
//!
//! Source of the format: Amazon CloudWatch API reference, `GetMetricData` and `GetMetricStatistics`, read 2026-11-23.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;

use super::metric::Metric;
use super::time;

/// The metrics that were read.
///
/// ```
/// use tidegate_plan::reconcile::{Metric, Metrics};
/// let mut metrics = Metrics::default();
/// metrics.read(r#"{"MetricDataResults": [{"Id": "i", "Label": "Invocations", "StatusCode": "Complete",
///     "Timestamps": ["2026-10-05T08:00:00+00:00", "2026-10-05T09:00:00+00:00"], "Values": [3.0, 4.0]}]}"#)?;
/// assert_eq!(metrics.sum(Metric::Invocations).unwrap().normalize().to_string(), "7");
/// assert_eq!(metrics.seconds(None), Some(7200));
/// # Ok::<(), tidegate_plan::reconcile::MetricsError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metrics {
    series: BTreeMap<Metric, Series>,
    /// Labels of series that are not taken into account.
    pub ignored: Vec<String>,
    /// Reasons why the metrics may be incomplete.
    pub remarks: Vec<String>,
}

/// One metric over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Series {
    /// The values by time, in seconds since 1970.
    points: BTreeMap<i64, Decimal>,
    /// Whether the values are means of each period rather than sums.
    is_mean: bool,
}

/// Why metrics can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MetricsError {
    /// Not JSON: line, column and reason.
    Syntax(usize, usize, String),
    /// A member is not what AWS writes: its path, and what is accepted.
    Member(String, &'static str),
    /// A metric is given more than once.
    Twice(&'static str),
}

impl std::fmt::Display for MetricsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(line, column, reason) => {
                write!(f, "line {line}, column {column}: {reason}")
            }
            Self::Member(path, accepted) => write!(f, "`{path}` is not {accepted}"),
            Self::Twice(metric) => write!(
                f,
                "{metric} is given twice: keep the metrics of one mapping and one function, with one statistic each"
            ),
        }
    }
}

impl std::error::Error for MetricsError {}

type Outcome<T> = Result<T, MetricsError>;

impl Metrics {
    /// Adds the metrics in the text of a file.
    ///
    /// # Errors
    /// The text is not JSON, a member has the wrong type, or a metric was read before.
    pub fn read(&mut self, text: &str) -> Outcome<()> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let text = error.to_string();
            let reason = text.split(" at line ").next().unwrap_or_default();
            MetricsError::Syntax(error.line(), error.column(), reason.to_owned())
        })?;
        match (value.get("MetricDataResults"), value.get("Datapoints")) {
            (Some(Value::Array(results)), _) => {
                if value.get("NextToken").is_some_and(Value::is_string) {
                    self.remarks.push(
                        "the metrics continue on another page (NextToken): read all pages"
                            .to_owned(),
                    );
                }
                for (at, result) in results.iter().enumerate() {
                    self.result(result, &format!("MetricDataResults[{at}]"))?;
                }
                Ok(())
            }
            (None, Some(Value::Array(points))) => self.datapoints(&value, points),
            _ => Err(wrong(
                "the file",
                "the output of `aws cloudwatch get-metric-data` or `get-metric-statistics`",
            )),
        }
    }

    fn result(&mut self, result: &Value, path: &str) -> Outcome<()> {
        let text = |name: &str| result.get(name).and_then(Value::as_str).unwrap_or_default();
        let (label, id) = (text("Label"), text("Id"));
        let Some(metric) = Metric::named_in(label).or_else(|| Metric::named_in(id)) else {
            let name = if label.is_empty() { id } else { label };
            self.ignored.push(name.to_owned());
            return Ok(());
        };
        let list = |name: &str| {
            let list = result.get(name).and_then(Value::as_array);
            list.ok_or_else(|| wrong(&format!("{path}.{name}"), "a list"))
        };
        let (times, values) = (list("Timestamps")?, list("Values")?);
        if times.len() != values.len() {
            return Err(wrong(&format!("{path}.Values"), "as long as Timestamps"));
        }
        let mut series = Series {
            is_mean: is_mean(label) || is_mean(id),
            ..Series::default()
        };
        for (at, (time, value)) in times.iter().zip(values).enumerate() {
            let (time, value) = (read_time(time, path, at)?, read_value(value, path, at)?);
            series.points.insert(time, value);
        }
        match text("StatusCode") {
            "" | "Complete" => {}
            status => self
                .remarks
                .push(format!("{} is not complete: {status}", metric.name())),
        }
        self.add(metric, series)
    }

    fn datapoints(&mut self, value: &Value, points: &[Value]) -> Outcome<()> {
        let label = value
            .get("Label")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let Some(metric) = Metric::named_in(label) else {
            self.ignored.push(label.to_owned());
            return Ok(());
        };
        let is_mean = points.iter().all(|point| point.get("Sum").is_none());
        let name = if is_mean { "Average" } else { "Sum" };
        let mut series = Series {
            is_mean,
            ..Series::default()
        };
        for (at, point) in points.iter().enumerate() {
            let member = |name: &str| point.get(name).unwrap_or(&Value::Null);
            let time = read_time(member("Timestamp"), "Datapoints", at)?;
            series
                .points
                .insert(time, read_value(member(name), "Datapoints", at)?);
        }
        self.add(metric, series)
    }

    fn add(&mut self, metric: Metric, series: Series) -> Outcome<()> {
        if self.series.contains_key(&metric) {
            return Err(MetricsError::Twice(metric.name()));
        }
        self.series.insert(metric, series);
        Ok(())
    }

    /// Returns the sum over all periods, or `None` if the metric was not read. Mean durations are weighted by the
    /// invocations of their period.
    #[must_use]
    pub fn sum(&self, metric: Metric) -> Option<Decimal> {
        let series = self.series.get(&metric)?;
        if !series.is_mean {
            return Some(
                series
                    .points
                    .values()
                    .copied()
                    .fold(Decimal::ZERO, Decimal::saturating_add),
            );
        }
        let weights = self.series.get(&Metric::Invocations)?;
        let weighed = series.points.iter().map(|(time, mean)| {
            let weight = weights.points.get(time).copied().unwrap_or_default();
            mean.saturating_mul(weight)
        });
        Some(weighed.fold(Decimal::ZERO, Decimal::saturating_add))
    }

    /// Returns how much time the metrics cover, in seconds: from the first period to the end of the last. `period` is
    /// the length of a period; without it, the shortest gap between two points is used. `None` if the length is
    /// unknown.
    #[must_use]
    pub fn seconds(&self, period: Option<u64>) -> Option<u64> {
        let mut times: Vec<i64> = self
            .series
            .values()
            .flat_map(|series| series.points.keys().copied())
            .collect();
        times.sort_unstable();
        times.dedup();
        let (first, last) = (*times.first()?, *times.last()?);
        let gaps = times.windows(2).map(|pair| pair[1] - pair[0]);
        let period = period.or_else(|| gaps.min().and_then(|gap| u64::try_from(gap).ok()))?;
        Some(u64::try_from(last - first).ok()? + period)
    }
}

fn wrong(path: &str, accepted: &'static str) -> MetricsError {
    MetricsError::Member(path.to_owned(), accepted)
}

fn is_mean(label: &str) -> bool {
    let words = label.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .map(str::to_ascii_lowercase)
        .any(|word| matches!(word.as_str(), "average" | "avg" | "mean"))
}

fn read_time(value: &Value, path: &str, at: usize) -> Outcome<i64> {
    time::seconds(value).ok_or_else(|| wrong(&format!("{path}: time {at}"), "a time"))
}

/// Largest value that is accepted.
const VALUE_MAX: u64 = 1_000_000_000_000_000_000;

/// Reads a value; counts and milliseconds are never negative.
fn read_value(value: &Value, path: &str, at: usize) -> Outcome<Decimal> {
    let number = value.is_number().then(|| value.to_string());
    let number = number.and_then(|text| {
        let exact = text.parse::<Decimal>().ok();
        exact.or_else(|| Decimal::from_scientific(&text).ok())
    });
    number
        .filter(|number| (Decimal::ZERO..=Decimal::from(VALUE_MAX)).contains(number))
        .ok_or_else(|| wrong(&format!("{path}: value {at}"), "a number from 0 to 10^18"))
}
