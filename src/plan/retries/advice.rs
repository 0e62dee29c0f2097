//! The next steps, warnings and assumptions of a retry plan.

use tidegate_figures::{count, counted, significant, span};

use super::handling::Handling;
use super::invoker::Invoker;
use super::model::RetriesRequest;

pub(super) fn next(request: &RetriesRequest) -> Vec<String> {
    let mut next = vec![for_given_up(request).to_owned()];
    let offered = Handling::of(request.invoker);
    if request.records() > 1 && request.handling() == Handling::Whole && offered.len() > 1 {
        next.push(format!(
            "report batch item failures: without it all {} of a failed batch run again, and all are given up together",
            counted(request.batch_size.into(), request.invoker.one())
        ));
    }
    if request.handling() == Handling::Rest {
        next.push(
            "split failed batches too (BisectBatchOnFunctionError): otherwise the records after a bad one are given up \
             with it"
                .to_owned(),
        );
    }
    next
}

/// Returns the advice about records that are given up.
fn for_given_up(request: &RetriesRequest) -> &'static str {
    match (request.invoker, request.retries) {
        (Invoker::Sync, _) => {
            "let the caller retry with backoff and a limit: AWS's SDKs do so for throttling and service faults, not for errors of the function"
        }
        (Invoker::Async, _) => {
            "give the function an on-failure destination or a dead-letter queue: otherwise events that are given up are lost"
        }
        (Invoker::Sqs, None) => {
            "give the queue a redrive policy with maxReceiveCount 5 or more: without one a bad message is retried until it expires"
        }
        (Invoker::Sqs, Some(_)) => {
            "keep the visibility timeout at six times the function's timeout or more; set the dead-letter queue on the source queue, not on the function"
        }
        (Invoker::Mq, _) => {
            "give the broker a dead-letter queue: otherwise messages that are given up are lost"
        }
        (Invoker::Kinesis | Invoker::DynamoDb | Invoker::Kafka, None) => {
            "set MaximumRetryAttempts, split failed batches, and set an on-failure destination: by default one bad record stops its shard until it expires"
        }
        (Invoker::Kinesis | Invoker::DynamoDb | Invoker::Kafka, Some(_)) => {
            "set an on-failure destination: otherwise records that are given up are lost"
        }
    }
}

pub(super) fn warnings(request: &RetriesRequest) -> Vec<String> {
    let mut warnings = Vec::new();
    if request.poison.value > 0.0 && request.attempts().is_none() {
        let age = request.age_seconds.or(request.invoker.age_seconds());
        warnings.push(format!(
            "a batch that always fails blocks its shard until its records expire, {} by default; the number of attempts until then has no limit",
            span(age.unwrap_or(0).saturating_mul(1000))
        ));
    }
    if request.invoker == Invoker::Sqs {
        warnings.push(
            "messages that do not match the filter are deleted at once and never reach the dead-letter queue".to_owned(),
        );
    }
    warnings.extend(above_reserved(request));
    warnings.extend(without_effect(request));
    warnings.extend(provisioned_only(request));
    warnings
}

/// Warns if the attempts need more than the concurrency that is reserved.
fn above_reserved(request: &RetriesRequest) -> Option<String> {
    let (reserved, needed) = (request.reserved?, request.at_once()?);
    (needed > f64::from(reserved)).then(|| {
        format!(
            "with their retries the attempts need {} at once on average, and {} {} reserved: {}",
            significant(needed),
            count(reserved.into()),
            if reserved == 1 { "is" } else { "are" },
            when_throttled(request.invoker)
        )
    })
}

/// Returns the effect of a throttled attempt (Lambda Developer Guide, "Understanding Lambda function scaling" and the pages
/// of the sources, read 2026-11-23).
const fn when_throttled(invoker: Invoker) -> &'static str {
    match invoker {
        Invoker::Sync => "the rest of the calls gets the error 429, and the caller has to retry",
        Invoker::Async => {
            "throttled events wait and are tried again for up to 6 h, and are given up after that"
        }
        Invoker::Sqs => {
            "throttled messages become visible again with a higher receive count, so that good messages can reach the dead-letter \
             queue"
        }
        Invoker::Kinesis | Invoker::DynamoDb | Invoker::Kafka | Invoker::Mq => {
            "records wait and grow older, and those that grow too old are lost"
        }
    }
}

/// Returns a warning for each setting that the invoker does not have.
fn without_effect(request: &RetriesRequest) -> Vec<String> {
    let (invoker, mut found) = (request.invoker, Vec::new());
    let name = invoker.name();
    if request.batch_size > request.records() {
        found.push(format!(
            "--batch-size is left out: each invocation of {name} gets one {}",
            invoker.one()
        ));
    }
    if request.is_bisecting && !invoker.is_stream() {
        found.push(format!(
            "--bisect is left out: only batches of kinesis, dynamodb and kafka can be split, not those of {name}"
        ));
    }
    let reports = Handling::of(invoker).len() > 1;
    if request.is_partial && !reports {
        found.push(format!(
            "--report-item-failures is left out: only sqs, kinesis, dynamodb and kafka have it, not {name}"
        ));
    }
    let splits = request.is_bisecting && invoker.is_stream();
    if request.records() == 1 && (splits || request.is_partial && reports) {
        found.push(
            "batches of one record can't be split, and report no parts: pass --batch-size"
                .to_owned(),
        );
    }
    if request.reserved.is_some() && request.rate.is_none() {
        found.push(
            "--reserved is left out: without --rate the number of attempts at once is not known"
                .to_owned(),
        );
    }
    if request.age_seconds.is_some() && invoker.age_seconds().is_none() {
        found.push(format!(
            "--max-age is left out: Lambda has no such limit for {name}"
        ));
    }
    found
}

/// Returns a warning about settings that a Kafka mapping has only in provisioned mode.
fn provisioned_only(request: &RetriesRequest) -> Option<String> {
    let asks = request.retries.is_some() || request.is_bisecting || request.is_partial;
    (request.invoker == Invoker::Kafka && asks).then(|| {
        "limits on retries, splitting and reported item failures need provisioned mode of a Kafka mapping".to_owned()
    })
}

pub(super) fn assumptions(request: &RetriesRequest) -> Vec<String> {
    let mut assumptions = vec![
        "each attempt fails by chance, independently of the previous one; lasting faults make more attempts fail".to_owned(),
        "a further attempt takes as long as a first one, even if it has fewer records: its cost is the most".to_owned(),
    ];
    if request.invoker == Invoker::Sqs {
        assumptions.push(
            "throttled batches raise the receive count too; they are not counted here".to_owned(),
        );
    }
    if request.records() > 1 {
        assumptions.push(
            "a batch fails if any of its records fails, each with the same chance; at most one record of a batch always fails"
                .to_owned(),
        );
    }
    assumptions.extend(of_handling(request.handling()).map(str::to_owned));
    assumptions
}

const fn of_handling(handling: Handling) -> Option<&'static str> {
    match handling {
        Handling::Whole => None,
        Handling::Split => Some(
            "a failed batch is split into halves, which are invoked one by one; splitting does not use up retries (Lambda Developer Guide, 2022-11-14)",
        ),
        Handling::Messages => Some(
            "messages that failed are received again after the visibility timeout, in batches as full as before (Lambda Developer Guide, \"Handling errors for an SQS event source\", read 2026-11-30)",
        ),
        Handling::Rest => Some(
            "the batch is retried from the first record that failed; if that is given up, so is the rest of the batch, half of it on average (Lambda Developer Guide, 2022-11-14)",
        ),
        Handling::CutRest => Some(
            "the batch is cut at the first record that failed, and only that record is given up (Lambda Developer Guide, 2022-11-14)",
        ),
    }
}
