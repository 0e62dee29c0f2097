//! Writes the reconciliation: headline, figures and tables.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use tidegate_figures::{count, float, span};
use tidegate_price::{Currency, Money};

use super::advice;
use super::correction::Corrected;
use super::model::ReconcileRequest;
use super::order;
use crate::{Figure, Plan, Table, Value};

const METRICS: &str = "PolledEventCount, FilteredOutEventCount, InvokedEventCount, Invocations, Duration (Lambda Developer Guide, \"Types of metrics for Lambda functions\", read 2026-11-23)";

impl ReconcileRequest {
    /// Returns the plan.
    ///
    /// ```
    /// use tidegate_plan::reconcile::{Metrics, Predicted, ReconcileRequest, Real};
    /// use tidegate_price::bill::FreeTier;
    /// let corpora = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpora/metrics");
    /// let estimate = std::fs::read_to_string(format!("{corpora}/estimate.json"))?;
    /// let mut metrics = Metrics::default();
    /// for (name, value) in [("PolledEventCount", 50_000), ("FilteredOutEventCount", 45_900), ("InvokedEventCount", 4_100),
    ///     ("Invocations", 100)] {
    ///     metrics.read(&format!(r#"{{"Label": "{name}", "Datapoints":
    ///         [{{"Timestamp": "2026-10-05T08:00:00Z", "Sum": {value}.0}}]}}"#))?;
    /// }
    /// let real = Real::of(&metrics, Some(3600))?;
    /// let request =
    ///     ReconcileRequest { predicted: Predicted::read(&estimate)?, real, rates: None, free: FreeTier::NONE, remarks: vec![] };
    /// // 41 records per invocation, as predicted for filtering first: 85,017,600 / 2,056,320.
    /// assert_eq!(request.answer().figure("order").unwrap().value.shown(), "filter, then batch");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn answer(&self) -> Plan {
        let covered = span(self.real.seconds.saturating_mul(1000));
        let mut plan = Plan::new(
            "reconcile",
            format!("an estimate compared with {covered} of metrics"),
        );
        let corrected = self.corrected();
        plan.headline = headline(self, corrected.as_ref());
        plan.figures = figures(self, corrected.as_ref());
        plan.tables.push(lines(self));
        if let Some(corrected) = corrected.as_ref().filter(|it| !it.lines.is_empty()) {
            plan.tables.push(bill(self, corrected));
        }
        plan.next = advice::next(self, corrected.as_ref());
        plan.warnings = advice::warnings(self);
        plan.assumptions = advice::assumptions(self);
        plan
    }
}

fn currency(request: &ReconcileRequest) -> Currency {
    let rates = request.rates.as_ref();
    rates.map_or(Currency::Usd, |rates| rates.currency())
}

fn headline(request: &ReconcileRequest, corrected: Option<&Corrected>) -> String {
    let share = Value::Share(request.real.share.value).shown();
    let predicted = Value::Share(request.predicted.share.value).shown();
    let mut headline = format!("{share} of the records are delivered; {predicted} was predicted");
    if let Some(corrected) = corrected.filter(|it| !it.lines.is_empty()) {
        let [today, filtered] = corrected.totals();
        let saved = |at: usize| Value::Money(today[at] - filtered[at], currency(request)).shown();
        headline.push_str(&format!(
            ". The filters save {} a month; {} was predicted",
            saved(1),
            saved(0)
        ));
    }
    headline + "."
}

fn figures(request: &ReconcileRequest, corrected: Option<&Corrected>) -> Vec<Figure> {
    let real = &request.real;
    let (first, last) = order::sizes(&request.predicted);
    let mut figures = vec![
        Figure::share("share", "delivered share", real.share.value)
            .by_hand(format!(
                "1 - {} / {}; {}",
                plain(real.filtered_out),
                plain(real.polled),
                real.share.by_hand()
            ))
            .source(METRICS),
        Figure::number("batch", "records per invocation", float(real.batch())).by_hand(format!(
            "{} / {}",
            plain(real.invoked),
            plain(real.invocations)
        )),
        Figure::new(
            "order",
            "batching order",
            Value::Text(request.order().name().to_owned()),
        )
        .by_hand(format!(
            "predicted records per invocation: {} if filtered first, {} if filtered last; real: {}",
            Value::Number(first).shown(),
            Value::Number(last).shown(),
            Value::Number(float(real.batch())).shown()
        )),
    ];
    if let Some(tries) = real.tries() {
        figures.push(
            Figure::number("tries", "attempts per delivered record", float(tries)).by_hand(
                format!(
                    "{} / ({} - {})",
                    plain(real.invoked),
                    plain(real.polled),
                    plain(real.filtered_out)
                ),
            ),
        );
    }
    figures.extend(corrected.into_iter().flat_map(|it| month(request, it)));
    figures
}

/// Returns the figures of the corrected estimate.
fn month(request: &ReconcileRequest, corrected: &Corrected) -> Vec<Figure> {
    let real = &request.real;
    let by_span = |sum: Decimal| {
        format!(
            "{} x 30 d / {}",
            plain(sum),
            span(real.seconds.saturating_mul(1000))
        )
    };
    let mut figures = vec![
        Figure::count("records", "records a month", corrected.records)
            .by_hand(by_span(real.polled)),
        Figure::count("filtered", "invocations a month", corrected.filtered)
            .by_hand(by_span(real.invocations)),
        Figure::count(
            "unfiltered",
            "invocations without filters",
            corrected.unfiltered,
        )
        .by_hand(format!(
            "{} predicted x {} / {} records",
            count(request.predicted.unfiltered.expected),
            count(corrected.records),
            count(request.predicted.month_records.unwrap_or_default())
        )),
    ];
    if let Some(slower) = corrected.slower {
        figures.push(
            Figure::number("slower", "real / predicted duration", float(slower))
                .by_hand("for an invocation with the same number of records"),
        );
    }
    if !corrected.lines.is_empty() {
        let [today, filtered] = corrected.totals();
        let money = |amount: Money| Value::Money(amount, currency(request));
        figures.extend([
            Figure::new(
                "saved_predicted",
                "saved, as predicted",
                money(today[0] - filtered[0]),
            )
            .by_hand(format!("{} - {}", today[0], filtered[0])),
            Figure::new("saved", "saved, corrected", money(today[1] - filtered[1]))
                .by_hand(format!("{} - {}", today[1], filtered[1])),
        ]);
    }
    figures
}

/// Returns the table of predicted and real figures.
fn lines(request: &ReconcileRequest) -> Table {
    let (predicted, real) = (&request.predicted, &request.real);
    let mut table = Table::new(
        "lines",
        "predicted and real: records a month, their delivered share, invocations a month, records and milliseconds per invocation",
        &["", "predicted", "from", "to", "real", "real is"],
    );
    table.ends_in_words = true;
    if let Some(records) = predicted.month_records {
        let polled = whole(real.month(real.polled));
        let mut row = row(
            "records",
            [records, records, records].map(Value::Count),
            Value::Count(polled),
        );
        // The rate was given, so it has no range.
        row[2] = Value::Absent;
        row[3] = Value::Absent;
        table.push(row);
    }
    let share = predicted.share;
    table.push(row(
        "delivered",
        [share.value, share.low, share.high].map(Value::Share),
        Value::Share(real.share.value),
    ));
    let filtered = predicted.filtered;
    if predicted.month_records.is_some() {
        let invocations = whole(real.month(real.invocations));
        let levels = [filtered.expected, filtered.low, filtered.high];
        table.push(row(
            "invocations",
            levels.map(Value::Count),
            Value::Count(invocations),
        ));
    }
    let size = |invocations: u64| {
        Value::Number(float(predicted.delivered) / (invocations as f64).max(1.0))
    };
    table.push(row(
        "batch size",
        [filtered.expected, filtered.high, filtered.low].map(size),
        Value::Number(float(real.batch())),
    ));
    table.rows.extend(duration(request));
    table
}

fn duration(request: &ReconcileRequest) -> Option<Vec<Value>> {
    let handler = request.predicted.handler?;
    let (fixed, each) = (handler.per_invocation_us, handler.per_record_us);
    let real = request.real.mean_ms()?;
    let (first, last) = order::sizes(&request.predicted);
    let ms = |records: f64| Value::Number((fixed as f64 + each as f64 * records) / 1000.0);
    let values = [ms(first), ms(first.min(last)), ms(first.max(last))];
    Some(row("duration, ms", values, Value::Number(float(real))).into())
}

fn row(name: &str, [value, low, high]: [Value; 3], real: Value) -> [Value; 6] {
    let verdict = match (number(&low), number(&high), number(&real)) {
        (Some(low), Some(_), Some(real)) if real < low => times(real, low, "below"),
        (Some(_), Some(high), Some(real)) if real > high => times(real, high, "above"),
        _ => "within".to_owned(),
    };
    [
        Value::Text(name.to_owned()),
        value,
        low,
        high,
        real,
        Value::Text(verdict),
    ]
}

/// Returns by how much the real figure lies outside the range.
fn times(real: f64, end: f64, side: &str) -> String {
    let off = (real / end - 1.0).abs() * 100.0;
    if off.is_finite() {
        format!("{side} by {off:.1} %")
    } else {
        side.to_owned()
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Count(number) => Some(*number as f64),
        Value::Number(number) | Value::Share(number) => Some(*number),
        Value::Money(..) | Value::Exact(_) | Value::Bar(..) | Value::Text(_) | Value::Absent => {
            None
        }
    }
}

fn bill(request: &ReconcileRequest, corrected: &Corrected) -> Table {
    let mut table = Table::new(
        "bill",
        "the bill per month, as estimated and as corrected: without filters (today) and with filters",
        &["", "today", "corrected", "filtered", "corrected"],
    );
    let money = |amount| Value::Money(amount, currency(request));
    let mut push = |name: &str, today: [Money; 2], filtered: [Money; 2]| {
        let amounts = [today[0], today[1], filtered[0], filtered[1]];
        table.named(name, amounts.map(money));
    };
    for line in &corrected.lines {
        push(&line.name, line.today, line.filtered);
    }
    let [today, filtered] = corrected.totals();
    push("total", today, filtered);
    table
}

fn plain(number: Decimal) -> String {
    let number = number.round_dp(2).normalize();
    number
        .to_u64()
        .filter(|whole| Decimal::from(*whole) == number)
        .map_or_else(|| number.to_string(), count)
}

fn whole(number: Decimal) -> u64 {
    number.round().to_u64().unwrap_or(u64::MAX)
}
