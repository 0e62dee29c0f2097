//! How to calculate the figures of a retry plan by hand.

use tidegate_figures::span;

use super::handling::{Batch, Handling};
use super::invoker::Invoker;
use super::model::RetriesRequest;
use crate::Value;

pub(super) fn given_up_by_hand(request: &RetriesRequest) -> &'static str {
    if request.attempts().is_none() {
        return "those that always fail, when they expire";
    }
    match request.handling() {
        Handling::Whole => "f^R, plus those that always fail",
        Handling::Split | Handling::Messages | Handling::CutRest => {
            "p^R, p = 1 - (1 - f)^(1/B) of a single record, plus the records that always fail"
        }
        Handling::Rest => {
            "p^R, p = 1 - (1 - f)^(1/B), plus records that always fail; times (B + 1) / 2"
        }
    }
}

pub(super) fn attempts_by_hand(request: &RetriesRequest) -> String {
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
        (Invoker::Mq, _) => "1 + 6 redeliveries, ActiveMQ's default".to_owned(),
        (Invoker::Kinesis | Invoker::DynamoDb | Invoker::Kafka, Some(retries)) => {
            format!("1 + MaximumRetryAttempts {retries}, within {age}")
        }
        (Invoker::Kinesis | Invoker::DynamoDb | Invoker::Kafka, None) => {
            format!("until success or expiry, {age} by default")
        }
    }
}

pub(super) fn multiplier_by_hand(request: &RetriesRequest) -> String {
    let batch = Batch::of(request, request.failing.value);
    let (f, p) = (
        Value::Number(batch.failing).shown(),
        Value::Number(batch.by_record()).shown(),
    );
    let sum = |share: &str| match request.attempts() {
        Some(1) => "one".to_owned(),
        Some(attempts) => format!("(1 - {share}^{attempts}) / (1 - {share})"),
        None => format!("1 / (1 - {share})"),
    };
    let records = batch.records;
    let by_hand = match request.handling() {
        Handling::Whole => sum(&f),
        Handling::Split => format!(
            "E({records}), with E(n) = 1 + (1 - (1 - p)^n) x 2 E(n / 2), E(1) = {}, p = {p}",
            sum("p")
        ),
        Handling::Messages => format!("{}, p = {p} of a single message", sum("p")),
        Handling::Rest | Handling::CutRest => {
            format!(
                "1 + {records} x ({} - 1), p = {p} of a single record",
                sum("p")
            )
        }
    };
    let at = |f| Value::Number(request.multiplier(f)).shown();
    with_poison(request, by_hand) + &request.failing.ends(at)
}

/// Adds the attempts of records that always fail.
fn with_poison(request: &RetriesRequest, by_hand: String) -> String {
    let q = Value::Number(request.poison.value).shown();
    if request.poison.value == 0.0 {
        return by_hand;
    }
    match request.handling() {
        Handling::Whole => format!("(1 - q) x {by_hand} + q x R, q = {q}"),
        Handling::Split => {
            format!("{by_hand}; a share q = {q} of the batches has a record that takes R attempts")
        }
        Handling::Messages | Handling::Rest | Handling::CutRest => {
            format!("{by_hand}; a share q / B of the records takes R attempts, q = {q}")
        }
    }
}
