//! Bounds: options in, the first one that AWS refuses out.

use tidegate::Source;

use super::{
    BATCH_SIZE_MAX, MappingError, MappingOptions, SQS_BATCH_SIZE_DEFAULT, WINDOW_SECONDS_MAX,
};

/// Shards, partitions or message groups that a mapping is simulated with at most.
const SHARDS_MAX: u32 = 100_000;

/// Longest visibility timeout of a queue, in seconds: 12 hours.
const VISIBILITY_SECONDS_MAX: u32 = 43_200;

pub(super) fn check(source: Source, options: &MappingOptions) -> Result<(), MappingError> {
    if source == Source::EventBridge {
        return if *options == MappingOptions::default() {
            Ok(())
        } else {
            Err(MappingError::NotBatched)
        };
    }
    belongs(source, options)?;
    if let Some(size) = options.batch_size
        && !(1..=BATCH_SIZE_MAX).contains(&size)
    {
        return Err(MappingError::BatchSize(size));
    }
    if let Some(seconds) = options.window_seconds
        && seconds > WINDOW_SECONDS_MAX
    {
        return Err(MappingError::Window(seconds));
    }
    let is_large = options.batch_size.unwrap_or(0) > SQS_BATCH_SIZE_DEFAULT;
    if options.is_fifo && (is_large || options.window_seconds.unwrap_or(0) > 0) {
        return Err(MappingError::Fifo);
    }
    within("number of shards", options.shards, 1, SHARDS_MAX)?;
    within(
        "parallelization factor",
        options.parallelization_factor,
        1,
        10,
    )?;
    within("maximum concurrency", options.maximum_concurrency, 2, 1_000)?;
    let retries_min = u32::from(source == Source::Sqs);
    within("number of retries", options.retries, retries_min, 10_000)?;
    within(
        "visibility timeout in seconds",
        options.visibility_seconds,
        0,
        VISIBILITY_SECONDS_MAX,
    )?;
    pollers(source, options)
}

/// Each setting is one that the source has.
fn belongs(source: Source, options: &MappingOptions) -> Result<(), MappingError> {
    let is_stream = matches!(source, Source::Kinesis | Source::DynamoDb);
    let (is_sqs, is_kafka) = (source == Source::Sqs, source == Source::Kafka);
    let has_shards = is_stream || is_kafka || (is_sqs && options.is_fifo);
    let rows = [
        (
            options.shards.is_some() && !has_shards,
            "number of shards",
            "streams, topics (partitions) and FIFO queues (message groups)",
        ),
        (
            options.parallelization_factor.is_some() && !is_stream,
            "parallelization factor",
            "Kinesis and DynamoDB streams",
        ),
        (options.is_fifo && !is_sqs, "FIFO queue", "SQS"),
        (
            options.is_rabbitmq && source != Source::Mq,
            "RabbitMQ broker",
            "MQ",
        ),
        (
            options.maximum_concurrency.is_some() && !is_sqs,
            "maximum concurrency",
            "SQS",
        ),
        (
            options.pollers.is_some() && !(is_sqs || is_kafka),
            "number of provisioned pollers",
            "SQS and Kafka",
        ),
        (
            options.retries.is_some() && source == Source::Mq,
            "number of retries",
            "streams, Kafka and SQS",
        ),
        (
            options.is_bisecting && !(is_stream || is_kafka),
            "bisection of failed batches",
            "streams and Kafka",
        ),
        (
            options.is_partial && source == Source::Mq,
            "report of failed items",
            "SQS, streams and Kafka",
        ),
        (
            options.visibility_seconds.is_some() && !is_sqs,
            "visibility timeout",
            "SQS",
        ),
    ];
    match rows.into_iter().find(|(is_foreign, ..)| *is_foreign) {
        Some((_, name, sources)) => Err(MappingError::NotOfSource(name, sources)),
        None => Ok(()),
    }
}

fn within(
    name: &'static str,
    value: Option<u32>,
    least: u32,
    most: u32,
) -> Result<(), MappingError> {
    match value {
        Some(value) if !(least..=most).contains(&value) => {
            Err(MappingError::OutOfBounds(name, value, least, most))
        }
        _ => Ok(()),
    }
}

/// Bounds of provisioned mode. The guide says 2,000 pollers at most, the API model 10,000 for SQS, as AWS announced on
/// 2026-08-03.
fn pollers(source: Source, options: &MappingOptions) -> Result<(), MappingError> {
    let Some(pollers) = options.pollers else {
        return Ok(());
    };
    if options.maximum_concurrency.is_some() {
        return Err(MappingError::PollersAndConcurrency);
    }
    let (least, most) = if source == Source::Sqs {
        (2, 10_000)
    } else {
        (1, 2_000)
    };
    within("minimum of pollers", Some(pollers.min), least, 200)?;
    within("maximum of pollers", Some(pollers.max), least, most)?;
    if pollers.min > pollers.max {
        return Err(MappingError::PollersOrder(pollers.min, pollers.max));
    }
    Ok(())
}
