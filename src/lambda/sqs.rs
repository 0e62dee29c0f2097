//! SQS batches. For a standard queue, the response names the messages that failed. For a FIFO queue, it names the first
//! message that failed and every message after it; those are not touched, which keeps the order of a message group (Lambda
//! Developer Guide, "Handling errors for an SQS event source in Lambda", read 2026-11-23). The mapping needs
//! `ReportBatchItemFailures`.

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use lambda_runtime::{Error, LambdaEvent};
use tidegate::{Matcher, Payload};

use crate::PayloadFilter;

/// Hands the bodies that match to `work`, in the batch's order.
///
/// # Errors
/// If a message has no id: it can't be named in the response, so Lambda retries the whole batch.
pub async fn filter_batch(
    filter: &PayloadFilter,
    event: LambdaEvent<SqsEvent>,
    mut work: impl AsyncFnMut(&str) -> Result<(), Error>,
) -> Result<SqsBatchResponse, Error> {
    let mut matcher = filter.matcher();
    let mut response = SqsBatchResponse::default();
    for message in &event.payload.records {
        let id = message.message_id.as_deref().filter(|id| !id.is_empty());
        let id = id.ok_or("a message has no messageId, so its failure can't be reported")?;
        if !response.batch_item_failures.is_empty() && is_fifo(message) {
            response.add_failure(id);
        } else if let Err(error) = take(&mut matcher, message, &mut work).await {
            eprintln!("message {id}: {error}");
            response.add_failure(id);
        }
    }
    Ok(response)
}

async fn take(
    matcher: &mut Matcher,
    message: &SqsMessage,
    work: &mut impl AsyncFnMut(&str) -> Result<(), Error>,
) -> Result<(), Error> {
    let body = message.body.as_deref().ok_or("it has no body")?;
    if matcher
        .record(None, Payload::Json(body.as_bytes()))?
        .is_match()
    {
        work(body).await?;
    }
    Ok(())
}

/// The names of FIFO queues, and no others, end in `.fifo`.
fn is_fifo(message: &SqsMessage) -> bool {
    let queue = message.event_source_arn.as_deref();
    queue.is_some_and(|arn| arn.ends_with(".fifo"))
}
