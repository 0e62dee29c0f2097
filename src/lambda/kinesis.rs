//! Kinesis batches. The response names the first record that failed. Lambda resumes the shard at that record, so the
//! records after it are not touched (Lambda Developer Guide, "Configuring partial batch response with Kinesis Data Streams
//! and Lambda", read 2026-11-23). The mapping needs `ReportBatchItemFailures` and a limit on retries with an on-failure
//! destination. Without that limit, one payload that is not JSON blocks its shard until the record expires.

use aws_lambda_events::kinesis::{KinesisEvent, KinesisEventRecord};
use aws_lambda_events::streams::KinesisEventResponse;
use lambda_runtime::{Error, LambdaEvent};
use tidegate::{Matcher, Payload};

use crate::PayloadFilter;

/// Hands the payloads that match to `work`, in the shard's order.
///
/// # Errors
/// If the record that failed has no sequence number: it can't be named in the response, so Lambda retries the whole batch.
pub async fn filter_batch(
    filter: &PayloadFilter,
    event: LambdaEvent<KinesisEvent>,
    mut work: impl AsyncFnMut(&[u8]) -> Result<(), Error>,
) -> Result<KinesisEventResponse, Error> {
    let mut matcher = filter.matcher();
    let mut response = KinesisEventResponse::default();
    for record in &event.payload.records {
        if let Err(error) = take(&mut matcher, record, &mut work).await {
            let number = record.kinesis.sequence_number.as_str();
            if number.is_empty() {
                return Err(format!("a record without sequenceNumber: {error}").into());
            }
            eprintln!("record {number}: {error}");
            response.add_failure(number);
            break;
        }
    }
    Ok(response)
}

async fn take(
    matcher: &mut Matcher,
    record: &KinesisEventRecord,
    work: &mut impl AsyncFnMut(&[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let payload = record.kinesis.data.as_slice();
    if matcher.record(None, Payload::Json(payload))?.is_match() {
        work(payload).await?;
    }
    Ok(())
}
