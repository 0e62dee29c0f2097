//! Writes the retry plan: headline, figures and tables.

use tidegate_figures::{Decimal, count, counted, span};
use tidegate_price::bill::{self, gb_seconds, total};

use super::invoker::Invoker;
use super::model::RetriesRequest;
use crate::{Figure, Plan, Table, Value};

/// Most rows of the table of attempts, and its rows if attempts have no limit.
const ROWS_MAX: u64 = 10;
const ROWS_UNBOUNDED: u64 = 5;

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
        plan(self)
    }
}

fn plan(request: &RetriesRequest) -> Plan {
    let mut plan = Plan::new("retries", title(request));
    plan.headline = headline(request);
    plan.figures = figures(request);
    plan.figures.extend(month(request));
    plan.tables.extend(attempts(request));
    plan.next = next(request);
    plan.warnings = warnings(request);
    plan.assumptions = assumptions(request);
    plan
}

fn title(request: &RetriesRequest) -> String {
    let failing = Value::Share(request.failing.value).shown();
    let poison = match request.poison.value {
        0.0 => String::new(),
        share => format!(", {} on every attempt", Value::Share(share).shown()),
    };
    format!(
        "{}, {failing} of the attempts fail{poison}",
        request.invoker.name()
    )
}

fn multiplier_of(request: &RetriesRequest) -> f64 {
    request.multiplier(request.failing.value, request.poison.value)
}

fn headline(request: &RetriesRequest) -> String {
    let multiplier = Value::Number(multiplier_of(request)).shown();
    let given_up = request.given_up(request.failing.value, request.poison.value);
    let given_up = Value::Share(given_up).shown();
    match request.attempts() {
        Some(1) => format!(
            "{} invocation per call; {given_up} fail, and Lambda does not retry.",
            1
        ),
        Some(attempts) => format!(
            "{multiplier} invocations on average for each first attempt, at most {}; {given_up} are given up.",
            count(attempts)
        ),
        None => format!(
            "{multiplier} invocations on average for each first attempt, limited only by the records' expiry; until then the shard waits."
        ),
    }
}

fn figures(request: &RetriesRequest) -> Vec<Figure> {
    let attempts = request.attempts();
    let rule = request.invoker.rule();
    let mut figures = vec![
        Figure::new(
            "failing",
            "attempts that fail",
            Value::Share(request.failing.value),
        )
        .by_hand(request.failing.by_hand()),
        Figure::new(
            "attempts",
            "most attempts",
            attempts.map_or(Value::Absent, Value::Count),
        )
        .by_hand(attempts_by_hand(request))
        .source(rule),
        Figure::new(
            "multiplier",
            "attempts on average",
            Value::Number(multiplier_of(request)),
        )
        .by_hand(multiplier_by_hand(request)),
        Figure::new(
            "given_up",
            "given up",
            Value::Share(given_up_at(request, request.failing.value)),
        )
        .by_hand(format!(
            "{}{}",
            if attempts.is_some() {
                "f^R, plus invocations that always fail"
            } else {
                "invocations that always fail, when they expire"
            },
            request
                .failing
                .ends(|f| Value::Share(given_up_at(request, f)).shown())
        )),
    ];
    figures.extend(ages(request));
    figures
}

fn given_up_at(request: &RetriesRequest, failing: f64) -> f64 {
    request.given_up(failing, request.poison.value)
}

fn attempts_by_hand(request: &RetriesRequest) -> String {
    let age = request.age_seconds.or(request.invoker.age_seconds());
    let age = age.map_or_else(String::new, |age| span(age.saturating_mul(1000)));
    match (request.invoker, request.retries) {
        (Invoker::Sync, _) => "one".to_owned(),
        (Invoker::Async, retries) => {
            format!("1 + {} retries, started within {age}", retries.unwrap_or(2))
        }
        (Invoker::Sqs, Some(receives)) => format!("maxReceiveCount {receives}, within {age}"),
        (Invoker::Sqs, None) => format!(
            "1 + {age} / {} s of visibility timeout: no maxReceiveCount",
            request.visibility_seconds
        ),
        (_, Some(retries)) => format!("1 + MaximumRetryAttempts {retries}, within {age}"),
        (_, None) => format!("until success or expiry, {age} by default"),
    }
}

fn multiplier_by_hand(request: &RetriesRequest) -> String {
    let f = Value::Number(request.failing.value).shown();
    let mut by_hand = match request.attempts() {
        Some(1) => "one".to_owned(),
        Some(attempts) => format!("(1 - {f}^{attempts}) / (1 - {f})"),
        None => format!("1 / (1 - {f})"),
    };
    if request.poison.value > 0.0 {
        let splits = match request.splits() {
            0.0 => String::new(),
            splits => format!(" + {splits} to split the batch"),
        };
        by_hand = format!(
            "(1 - q) x {by_hand} + q x (R{splits}), q = {}",
            Value::Number(request.poison.value).shown()
        );
    }
    let at = |f| Value::Number(request.multiplier(f, request.poison.value)).shown();
    by_hand + &request.failing.ends(at)
}

/// Returns the age at the last attempt and, for events, the attempts while throttled.
fn ages(request: &RetriesRequest) -> Vec<Figure> {
    let mut figures = Vec::new();
    let last = request.attempts().and_then(|last| request.age_at(last));
    if let Some(last) = last.filter(|last| *last > 0) {
        let by_hand = match request.invoker {
            Invoker::Async => "waits of 1 and 2 minutes".to_owned(),
            _ => format!(
                "{} s of visibility timeout for each earlier attempt",
                request.visibility_seconds
            ),
        };
        figures.push(
            Figure::new("last_age_s", "age at the last attempt", Value::Count(last))
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
            Figure::new(
                "throttled_tries",
                "attempts of a throttled event",
                Value::Count(throttled(age)),
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
    let extra = |f: f64| first as f64 * (request.multiplier(f, request.poison.value) - 1.0);
    let more = extra(request.failing.value);
    if !more.is_finite() {
        return Vec::new();
    }
    // Whole invocations: the cost below is exact for this number.
    let more = more.round() as u64;
    let seconds = request.duration_ms.ceil() * Decimal::from(more) / Decimal::ONE_THOUSAND;
    let lines = [
        bill::requests(&request.rates, more, &request.free),
        bill::duration(
            &request.rates,
            gb_seconds(seconds, request.memory_mb),
            &request.free,
        ),
    ];
    let given_up = first as f64 * given_up_at(request, request.failing.value);
    vec![
        Figure::new("first", "first attempts a month", Value::Count(first)),
        Figure::new("extra", "further attempts a month", Value::Count(more)).by_hand(format!(
            "{} x ({} - 1){}",
            count(first),
            Value::Number(multiplier_of(request)).shown(),
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
        Figure::new(
            "given_up_month",
            "given up a month",
            Value::Count(given_up.round() as u64),
        )
        .by_hand("first attempts x share given up"),
    ]
}

/// Returns the table of attempts: when each starts, and how many events need it.
fn attempts(request: &RetriesRequest) -> Option<Table> {
    let most = request.attempts().unwrap_or(ROWS_UNBOUNDED).min(ROWS_MAX);
    if most < 2 {
        return None;
    }
    let mut table = Table::new(
        "attempts",
        "share that needs each attempt, and its age then",
        &["attempt", "age in s", "needed by"],
    );
    let (f, q) = (request.failing.value, request.poison.value);
    for nth in 1..=most {
        let before = i32::try_from(nth - 1).unwrap_or(i32::MAX);
        table.push([
            Value::Count(nth),
            request.age_at(nth).map_or(Value::Absent, Value::Count),
            Value::Share((1.0 - q) * f.powi(before) + q),
        ]);
    }
    Some(table)
}

fn next(request: &RetriesRequest) -> Vec<String> {
    let advice = match request.invoker {
        Invoker::Sync => {
            "let the caller retry with backoff and a limit: AWS's SDKs do so for throttling and service faults, not for errors of the function"
        }
        Invoker::Async => {
            "give the function an on-failure destination or a dead-letter queue: otherwise events that are given up are lost"
        }
        Invoker::Sqs if request.retries.is_none() => {
            "give the queue a redrive policy with maxReceiveCount 5 or more: without one a bad message is retried until it expires"
        }
        Invoker::Sqs => {
            "keep the visibility timeout at six times the function's timeout or more; set the dead-letter queue on the source queue, not on the function"
        }
        _ if request.retries.is_none() => {
            "set MaximumRetryAttempts, split failed batches, and set an on-failure destination: by default one bad record stops its shard until it expires"
        }
        _ => "set an on-failure destination: otherwise records that are given up are lost",
    };
    let mut next = vec![advice.to_owned()];
    if !request.is_partial && request.batch_size > 1 && request.invoker != Invoker::Async {
        next.push(format!(
            "report batch item failures: without it all {} of a failed batch run again",
            counted(request.batch_size.into(), "record")
        ));
    }
    next
}

fn warnings(request: &RetriesRequest) -> Vec<String> {
    let mut warnings = Vec::new();
    if request.poison.value > 0.0 && request.attempts().is_none() {
        let age = request
            .age_seconds
            .or(request.invoker.age_seconds())
            .unwrap_or(0);
        warnings.push(format!(
            "a batch that always fails blocks its shard until its records expire, {} by default; the number of attempts until then has no limit",
            span(age.saturating_mul(1000))
        ));
    }
    if request.invoker == Invoker::Sqs {
        warnings.push(
            "messages that do not match the filter are deleted at once and never reach the dead-letter queue".to_owned(),
        );
    }
    warnings
}

fn assumptions(request: &RetriesRequest) -> Vec<String> {
    let mut assumptions = vec![
        "each attempt fails by chance, independently of the previous one; lasting faults make more attempts fail".to_owned(),
        "a failing attempt takes as long as a successful one".to_owned(),
    ];
    if request.invoker == Invoker::Sqs {
        assumptions.push(
            "throttled batches raise the receive count too; they are not counted here".to_owned(),
        );
    }
    if request.is_bisecting && request.invoker.is_stream() {
        assumptions.push(
            "splitting costs two invocations for each halving, and does not use up retries (Lambda Developer Guide, 2022-11-14)".to_owned(),
        );
    }
    assumptions
}
