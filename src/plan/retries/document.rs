//! Writes the retry plan: headline, figures and tables.

use tidegate_figures::{Decimal, MONTH_SECONDS, count, significant, span};
use tidegate_price::bill::total;

use super::advice;
use super::by_hand::{attempts_by_hand, given_up_by_hand, multiplier_by_hand};
use super::invoker::Invoker;
use super::model::RetriesRequest;
use super::tables;
use crate::{Figure, Plan, Runs, Value};

/// First and longest wait before a throttled event is retried, in seconds (Lambda Developer Guide, "Capturing records
/// of Lambda asynchronous invocations", read 2026-11-23).
const BACKOFF_FIRST: u64 = 1;
const BACKOFF_LAST: u64 = 300;

impl RetriesRequest {
    /// Returns the plan.
    ///
    /// ```
    /// use tidegate_figures::Share;
    /// use tidegate_plan::Value;
    /// use tidegate_plan::retries::{Invoker, RetriesRequest};
    /// use tidegate_price::bill::FreeTier;
    /// use tidegate_price::{Architecture, PriceBook};
    /// let request = RetriesRequest {
    ///     invoker: Invoker::Async,
    ///     failing: "10%".parse()?,
    ///     poison: Share::NEVER,
    ///     retries: None,
    ///     age_seconds: None,
    ///     visibility_seconds: 30,
    ///     batch_size: 1,
    ///     is_bisecting: false,
    ///     is_partial: false,
    ///     rate: None,
    ///     reserved: None,
    ///     duration_ms: 100.into(),
    ///     memory_mb: 128,
    ///     rates: PriceBook::built_in().rates("us-east-1", Architecture::X86_64).unwrap(),
    ///     free: FreeTier::NONE,
    /// };
    /// // 1 + 0.1 + 0.01.
    /// assert_eq!(request.answer().figure("multiplier").unwrap().value.shown(), "1.11");
    /// # Ok::<(), String>(())
    /// ```
    #[must_use]
    pub fn answer(&self) -> Plan {
        let mut plan = Plan::new("retries", title(self));
        plan.headline = headline(self);
        plan.figures = figures(self);
        plan.figures.extend(month(self));
        plan.tables.extend(tables::handlings(self));
        plan.tables.extend(tables::attempts(self));
        plan.next = advice::next(self);
        plan.warnings = advice::warnings(self);
        plan.assumptions = advice::assumptions(self);
        plan
    }
}

fn title(request: &RetriesRequest) -> String {
    let failing = Value::Share(request.failing.value).shown();
    let poison = match request.poison.value {
        0.0 => String::new(),
        share => format!(", {} on every attempt", Value::Share(share).shown()),
    };
    let batch = match request.records() {
        1 => String::new(),
        records => format!(", batches of {}", count(records.into())),
    };
    format!(
        "{}{batch}, {failing} of the attempts fail{poison}",
        request.invoker.name()
    )
}

fn headline(request: &RetriesRequest) -> String {
    let multiplier = Value::Number(request.multiplier(request.failing.value)).shown();
    let given_up = Value::Share(request.given_up(request.failing.value)).shown();
    let one = request.invoker.one();
    match request.attempts() {
        Some(1) => once(request, &given_up),
        Some(attempts) => format!(
            "{multiplier} invocations on average for each first attempt, at most {} attempts of each {one}; {given_up} of the \
             {one}s are given up.",
            count(attempts)
        ),
        None => format!(
            "{multiplier} invocations on average for each first attempt, limited only by the records' expiry; until then the shard waits."
        ),
    }
}

/// Returns the headline if there is a single attempt.
fn once(request: &RetriesRequest, given_up: &str) -> String {
    match request.invoker {
        Invoker::Sync => {
            format!("1 invocation per call; {given_up} fail, and Lambda does not retry.")
        }
        Invoker::Sqs => format!(
            "Each message is received once: {given_up} go to the dead-letter queue after their first failure. \
             maxReceiveCount counts all receives, the first one too."
        ),
        Invoker::Async | Invoker::Kinesis | Invoker::DynamoDb | Invoker::Kafka | Invoker::Mq => {
            format!(
                "Each {} gets one attempt and no retry; {given_up} are given up.",
                request.invoker.one()
            )
        }
    }
}

fn figures(request: &RetriesRequest) -> Vec<Figure> {
    let attempts = request.attempts();
    let rule = request.invoker.rule();
    let mut figures = vec![
        Figure::share("failing", "attempts that fail", request.failing.value)
            .by_hand(request.failing.by_hand()),
        Figure::new(
            "attempts",
            "most attempts",
            attempts.map_or(Value::Absent, Value::Count),
        )
        .by_hand(attempts_by_hand(request))
        .source(rule),
        Figure::number(
            "multiplier",
            "attempts on average",
            request.multiplier(request.failing.value),
        )
        .by_hand(multiplier_by_hand(request)),
        Figure::share(
            "given_up",
            "given up",
            request.given_up(request.failing.value),
        )
        .by_hand(format!(
            "{}{}",
            given_up_by_hand(request),
            request
                .failing
                .ends(|f| Value::Share(request.given_up(f)).shown())
        )),
    ];
    figures.extend(ages(request));
    figures
}

/// Returns the age at the last attempt and, for events, the attempts while throttled.
fn ages(request: &RetriesRequest) -> Vec<Figure> {
    let mut figures = Vec::new();
    let last = request.attempts().and_then(|last| request.age_at(last));
    if let Some(last) = last.filter(|last| *last > 0) {
        let by_hand = match request.invoker {
            Invoker::Async => "waits of 1 and 2 minutes".to_owned(),
            Invoker::Sync
            | Invoker::Sqs
            | Invoker::Kinesis
            | Invoker::DynamoDb
            | Invoker::Kafka
            | Invoker::Mq => format!(
                "{} s of visibility timeout for each earlier attempt",
                request.visibility_seconds
            ),
        };
        figures.push(
            Figure::count("last_age_s", "age at the last attempt", last)
                .unit("s")
                .by_hand(by_hand),
        );
    }
    if request.invoker == Invoker::Async {
        let age = request
            .age_seconds
            .or(request.invoker.age_seconds())
            .unwrap_or(0);
        figures.push(
            Figure::count(
                "throttled_tries",
                "attempts of a throttled event",
                throttled(age),
            )
            .by_hand(format!(
                "waits of 1 s, doubled up to 5 min, within {}; these do not count as attempts",
                span(age.saturating_mul(1000))
            ))
            .source(request.invoker.rule()),
        );
    }
    figures
}

/// Returns the attempts of an event that is throttled each time.
fn throttled(age_seconds: u64) -> u64 {
    let (mut tries, mut at, mut wait) = (1, 0, BACKOFF_FIRST);
    while at + wait <= age_seconds {
        at += wait;
        tries += 1;
        wait = (wait * 2).min(BACKOFF_LAST);
    }
    tries
}

/// Returns the counts and cost of a month.
fn month(request: &RetriesRequest) -> Vec<Figure> {
    let Some(rate) = request.rate else {
        return Vec::new();
    };
    let first = rate.per_month();
    let extra = |f: f64| first as f64 * (request.multiplier(f) - 1.0);
    let more = extra(request.failing.value);
    if !more.is_finite() {
        return Vec::new();
    }
    // Whole invocations: the cost below is exact for this number.
    let more = more.round() as u64;
    let runs = Runs {
        invocations: more,
        duration_ms: request.duration_ms,
    };
    let lines = runs.lines(request.memory_mb, &request.rates, &request.free);
    let given_up =
        first as f64 * f64::from(request.records()) * request.given_up(request.failing.value);
    let mut figures = vec![
        first_attempts(request, first),
        Figure::count("extra", "further attempts a month", more).by_hand(format!(
            "{} x ({} - 1){}",
            count(first),
            Value::Number(request.multiplier(request.failing.value)).shown(),
            request
                .failing
                .ends(|f| Value::Count(extra(f).round() as u64).shown())
        )),
        Figure::new(
            "extra_cost",
            "cost of further attempts",
            Value::Money(total(&lines), request.rates.currency()),
        )
        .by_hand(format!(
            "{} requests + {} for {} ms at {} MB",
            lines[0].amount,
            lines[1].amount,
            request.duration_ms.ceil(),
            count(request.memory_mb.into())
        ))
        .source(lines[1].source.to_string()),
        Figure::count(
            "given_up_month",
            "given up a month",
            given_up.round() as u64,
        )
        .unit(of_given_up(request))
        .by_hand(match request.records() {
            1 => "first attempts x share given up".to_owned(),
            records => format!(
                "first attempts x {} x share given up",
                count(records.into())
            ),
        }),
    ];
    figures.extend(at_once(request, first));
    figures
}

/// Returns the first attempts of a month, and what a rate counts: an attempt takes a batch.
fn first_attempts(request: &RetriesRequest, first: u64) -> Figure {
    let figure = Figure::count("first", "first attempts a month", first);
    match request.records() {
        1 => figure,
        records => {
            let (records, what) = (count(records.into()), of_given_up(request));
            figure.by_hand(format!(
                "--rate counts batches, of up to {records} {what}: for a rate of {what}, divide it by {records}"
            ))
        }
    }
}

/// Returns the mean number of attempts that run at once.
fn at_once(request: &RetriesRequest, first: u64) -> Option<Figure> {
    let at_once = request.at_once()?;
    let by_hand = format!(
        "{} first attempts a second x {} attempts x {} s",
        significant(first as f64 / MONTH_SECONDS as f64),
        Value::Number(request.multiplier(request.failing.value)).shown(),
        (request.duration_ms / Decimal::ONE_THOUSAND).normalize()
    );
    let name = "attempts at once on average";
    Some(Figure::number("at_once", name, at_once).by_hand(by_hand))
}

fn of_given_up(request: &RetriesRequest) -> &'static str {
    match request.invoker {
        Invoker::Sync => "calls",
        Invoker::Async => "events",
        Invoker::Sqs | Invoker::Mq => "messages",
        Invoker::Kinesis | Invoker::DynamoDb | Invoker::Kafka => "records",
    }
}
