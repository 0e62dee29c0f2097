//! Writes the recursion plan: headline, figures and tables.

use tidegate_batch::Tally;
use tidegate_figures::{Share, count, counted};

use super::advice;
use super::cascade::{Burn, DETECTED_AFTER};
use super::key::{KeyPattern, Overlap};
use super::model::{Path, RecursionRequest, Verdict, pair};
use super::notification::Trigger;
use crate::{Figure, Plan, Table, Value};

const DETECTION: &str = "Lambda Developer Guide, \"Use Lambda recursive loop detection to prevent infinite loops\", read 2026-11-23";

impl RecursionRequest {
    /// Returns the plan.
    ///
    /// ```
    /// use tidegate_plan::recursion::{Looping, Path, RecursionRequest, Trigger, Verdict};
    /// use tidegate_price::{Architecture, PriceBook};
    /// let trigger = Trigger { keys: "*.jpg".parse()?, is_for_writes: true, target: String::new() };
    /// let request = RecursionRequest {
    ///     path: Path::Bucket { triggers: vec![trigger], writes: vec!["*-thumb.jpg".parse()?] },
    ///     looping: Looping {
    ///         fan_out: 1,
    ///         duration_ms: 100.into(),
    ///         memory_mb: 128,
    ///         concurrency: 1000,
    ///         rates: PriceBook::built_in().rates("us-east-1", Architecture::X86_64).unwrap(),
    ///     },
    ///     is_allowed: false,
    /// };
    /// assert_eq!(request.verdict(), Verdict::Loop);
    /// assert!(request.answer().headline.starts_with("LOOP"));
    /// # Ok::<(), String>(())
    /// ```
    #[must_use]
    pub fn answer(&self) -> Plan {
        let verdict = self.verdict();
        let mut plan = Plan::new("recursion", title(self));
        plan.headline = format!("{verdict}: {}", reason(self, verdict));
        plan.figures.push(Figure::new(
            "verdict",
            "verdict",
            Value::Text(verdict.to_string()),
        ));
        match &self.path {
            Path::Bucket { triggers, writes } => plan.tables.push(pairs(triggers, writes)),
            Path::Samples { tally, .. } => plan.figures.extend(samples(self, tally)),
        }
        // A loop that can't start has no price.
        if verdict != Verdict::Guarded {
            plan.figures.extend(burn(self));
        }
        plan.next = advice::next(self, verdict);
        plan.warnings = advice::warnings(self, verdict);
        plan.assumptions = advice::assumptions(self, verdict);
        plan
    }
}

fn title(request: &RecursionRequest) -> String {
    match &request.path {
        Path::Bucket { triggers, writes } => format!(
            "S3, {} compared with {} of written keys",
            counted(triggers.len() as u64, "notification"),
            counted(writes.len() as u64, "pattern")
        ),
        Path::Samples { origin, tally, .. } => format!(
            "{}, {} through the function's own filter",
            origin.name(),
            counted(tally.read, "output")
        ),
    }
}

fn reason(request: &RecursionRequest, verdict: Verdict) -> String {
    match &request.path {
        Path::Bucket { triggers, writes } => match (verdict, example(triggers, writes)) {
            (Verdict::Loop, Some((keys, key))) => {
                format!("every key written as {keys} triggers the function again, such as {key}.")
            }
            (_, Some((keys, key))) => {
                format!("some keys written as {keys} trigger the function again, such as {key}.")
            }
            (Verdict::Guarded, None) => "no written key can trigger the function again.".to_owned(),
            (_, None) => "it is not known what triggers the function or what it writes.".to_owned(),
        },
        Path::Samples {
            tally, delivered, ..
        } => of_samples(verdict, tally, delivered),
    }
}

fn of_samples(verdict: Verdict, tally: &Tally, delivered: &[u64]) -> String {
    match verdict {
        Verdict::Loop => {
            let indexes: Vec<_> = delivered.iter().map(|index| count(*index)).collect();
            let more = if (tally.delivered as usize) > delivered.len() {
                ", ..."
            } else {
                ""
            };
            format!(
                "{} of {} pass the filter and trigger the function again (index {}{more}).",
                count(tally.delivered),
                counted(tally.read, "output"),
                indexes.join(", ")
            )
        }
        Verdict::Guarded => format!(
            "for these samples: none of {} passes the function's own filter.",
            counted(tally.read, "output")
        ),
        Verdict::Uncertain | Verdict::Likely => format!(
            "{} of {} can't be read as records of the source.",
            count(tally.unreadable_total()),
            counted(tally.read, "output")
        ),
    }
}

/// Returns a pattern of written keys with one of its keys that triggers again. A pattern whose keys all trigger again
/// is preferred.
fn example(triggers: &[Trigger], writes: &[KeyPattern]) -> Option<(String, String)> {
    let found = triggers.iter().filter(|trigger| trigger.is_for_writes);
    let pairs = found.flat_map(|trigger| writes.iter().map(move |keys| (trigger, keys)));
    let mut some = None;
    for (trigger, keys) in pairs {
        match trigger.keys.overlap(keys) {
            Overlap::All(key) => return Some((keys.to_string(), key)),
            Overlap::Some(key) => some = some.or(Some((keys.to_string(), key))),
            Overlap::None(_) => {}
        }
    }
    some
}

fn pairs(triggers: &[Trigger], writes: &[KeyPattern]) -> Table {
    let mut table = Table::new(
        "pairs",
        "each notification compared with each pattern of written keys",
        &["triggers on", "written", "verdict", "why"],
    );
    table.ends_in_words = true;
    for trigger in triggers {
        for keys in writes {
            table.push([
                Value::Text(trigger.keys.to_string()),
                Value::Text(keys.to_string()),
                Value::Text(pair(trigger, keys).to_string()),
                Value::Text(why(trigger, keys)),
            ]);
        }
    }
    table
}

fn why(trigger: &Trigger, keys: &KeyPattern) -> String {
    let mut why = if trigger.is_for_writes {
        match trigger.keys.overlap(keys) {
            Overlap::None(why) => why.to_owned(),
            Overlap::Some(key) => format!("{key} matches both"),
            Overlap::All(key) => format!("every key does, such as {key}"),
        }
    } else {
        "it is not triggered by writing".to_owned()
    };
    if !trigger.target.is_empty() {
        // Only the name at the end of an ARN is shown.
        let name = trigger.target.rsplit(':').next().unwrap_or_default();
        why.push_str(&format!("; to {name}"));
    }
    why
}

/// Returns the share of the outputs that loop, and whether the loop grows or dies out.
fn samples(request: &RecursionRequest, tally: &Tally) -> Vec<Figure> {
    let Some(share) = Share::of(tally.delivered, tally.read) else {
        return Vec::new();
    };
    let fan_out = f64::from(request.looping.fan_out);
    let growth = |share: f64| Value::Number(share * fan_out);
    vec![
        Figure::share("delivered", "outputs that trigger again", share.value)
            .by_hand(share.by_hand()),
        Figure::new("growth", "invocations that one causes", growth(share.value)).by_hand(format!(
            "{} per run x the share{}{}",
            counted(request.looping.fan_out.into(), "output"),
            share.ends(|share| growth(share).shown()),
            match share.value * fan_out >= 1.0 {
                true => "",
                false =>
                    "; below 1 most loops die out, and the figures below are of one that does not",
            }
        )),
    ]
}

/// Returns the cost of a loop, whether or not AWS stops it.
fn burn(request: &RecursionRequest) -> Vec<Figure> {
    let looping = &request.looping;
    let detected = if request.is_detected() { "yes" } else { "no" };
    let mut figures = vec![
        Figure::new(
            "detected",
            "stopped by AWS",
            Value::Text(detected.to_owned()),
        )
        .by_hand(match (request.is_detected(), request.is_allowed) {
            (true, _) => "AWS stops loops through SQS, SNS and S3, if the SDK is recent",
            (false, true) => "RecursiveLoop is set to Allow",
            (false, false) => "AWS stops only loops through SQS, SNS and S3",
        })
        .source(DETECTION),
    ];
    if request.is_detected() {
        let k = looping.fan_out;
        figures.extend(both(
            request,
            ("stopped", "stopped_cost", "until stopped"),
            &looping.until_stopped(),
            &format!("1 + {k} + ... + {k}^{DETECTED_AFTER}"),
            DETECTION,
        ));
    }
    let ms = looping.duration_ms.normalize();
    figures.extend(both(
        request,
        ("hour_one", "hour_one_cost", "an hour of one loop"),
        &looping.hour_of_one(),
        &format!("3,600,000 ms / {ms} ms"),
        "",
    ));
    figures.extend(both(
        request,
        ("hour_all", "hour_all_cost", "an hour at full concurrency"),
        &looping.hour_of_all(),
        &format!(
            "{} at once x 3,600,000 ms / {ms} ms",
            count(looping.concurrency.into())
        ),
        "",
    ));
    figures
}

fn both(
    request: &RecursionRequest,
    (key, cost_key, name): (&'static str, &'static str, &str),
    burn: &Burn,
    by_hand: &str,
    source: &str,
) -> [Figure; 2] {
    let currency = request.looping.rates.currency();
    let amounts: Vec<_> = burn
        .lines
        .iter()
        .map(|line| line.amount.to_string())
        .collect();
    [
        Figure::new(
            key,
            name,
            burn.invocations.map_or(Value::Absent, Value::Count),
        )
        .unit("invocations")
        .by_hand(by_hand)
        .source(source),
        Figure::new(
            cost_key,
            format!("{name}, cost"),
            burn.cost
                .map_or(Value::Absent, |cost| Value::Money(cost, currency)),
        )
        .by_hand(match &amounts[..] {
            [requests, duration] => format!(
                "{requests} requests + {duration} for {} ms at {} MB",
                request.looping.duration_ms.ceil(),
                count(request.looping.memory_mb.into())
            ),
            _ => String::new(),
        }),
    ]
}
