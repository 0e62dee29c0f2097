use crate::{Bounded, Delivery, Mapping, MappingError, MappingOptions, Pollers, QueueType};

fn mapping(origin: &str, options: &MappingOptions) -> Result<Delivery, MappingError> {
    Delivery::new(origin.parse().unwrap(), options)
}

fn sized(origin: &str, size: Option<u32>, window: Option<u32>) -> Result<Delivery, MappingError> {
    let options = MappingOptions {
        batch_size: size,
        window_seconds: window,
        ..MappingOptions::default()
    };
    mapping(origin, &options)
}

#[test]
fn absent_settings_get_the_defaults_of_their_source() {
    for (origin, size, window_ms) in [
        ("sqs", 10, 0),
        ("kinesis", 100, 0),
        ("dynamodb", 100, 0),
        ("kafka", 100, 500),
        ("mq", 100, 500),
        ("eventbridge", 1, 0),
    ] {
        let mapping = sized(origin, None, None).unwrap();
        assert_eq!(
            (mapping.batch_size().get(), mapping.window_ms()),
            (size, window_ms),
            "{origin}"
        );
    }
}

#[test]
fn batch_size_and_window_outside_their_bounds_are_refused() {
    assert!(sized("kinesis", Some(1), Some(0)).is_ok());
    assert!(sized("kinesis", Some(10_000), Some(300)).is_ok());
    assert_eq!(
        sized("kinesis", Some(0), None),
        Err(MappingError::BatchSize(0))
    );
    assert_eq!(
        sized("kinesis", Some(10_001), None),
        Err(MappingError::BatchSize(10_001))
    );
    assert_eq!(
        sized("kinesis", None, Some(301)),
        Err(MappingError::Window(301))
    );
    assert_eq!(
        sized("eventbridge", Some(10), None),
        Err(MappingError::NotBatched)
    );
}

#[test]
fn sqs_batch_over_10_without_a_window_is_refused() {
    assert!(sized("sqs", Some(10), Some(0)).is_ok());
    assert_eq!(
        sized("sqs", Some(11), None),
        Err(MappingError::SqsNeedsWindow(11))
    );
    assert!(sized("sqs", Some(11), Some(1)).is_ok());
    // The API model says the same about streams, but their defaults (100 records, no window) contradict it.
    assert!(sized("kinesis", Some(11), Some(0)).is_ok());
}

#[test]
fn fifo_queue_with_large_batches_or_a_window_is_refused() {
    let fifo = |batch_size, window_seconds| {
        let options = MappingOptions {
            queue: QueueType::Fifo,
            batch_size,
            window_seconds,
            shards: Some(7),
            ..MappingOptions::default()
        };
        mapping("sqs", &options)
    };
    assert_eq!(fifo(Some(10), None).unwrap().lanes(), 7);
    assert_eq!(fifo(Some(11), None), Err(MappingError::Fifo));
    assert_eq!(fifo(None, Some(1)), Err(MappingError::Fifo));
}

#[test]
fn setting_of_another_source_is_refused() {
    let factor = MappingOptions {
        parallelization_factor: Some(2),
        ..MappingOptions::default()
    };
    assert!(mapping("kinesis", &factor).is_ok());
    let refused = mapping("sqs", &factor).unwrap_err().to_string();
    assert!(refused.contains("Kinesis"), "{refused}");
    let both = MappingOptions {
        maximum_concurrency: Some(10),
        pollers: Some(Pollers { min: 2, max: 4 }),
        ..MappingOptions::default()
    };
    assert_eq!(
        mapping("sqs", &both),
        Err(MappingError::PollersAndConcurrency)
    );
    let reversed = MappingOptions {
        pollers: Some(Pollers { min: 5, max: 4 }),
        ..MappingOptions::default()
    };
    assert_eq!(
        mapping("kafka", &reversed),
        Err(MappingError::PollersOrder(5, 4))
    );
}

#[test]
fn retries_are_retry_attempts_on_streams_and_receives_on_sqs() {
    let options = MappingOptions {
        retries: Some(3),
        ..MappingOptions::default()
    };
    let Ok(Delivery::Mapping(Mapping::Kinesis(kinesis))) = mapping("kinesis", &options) else {
        panic!("a stream has retries");
    };
    assert_eq!(kinesis.stream.maximum_retry_attempts, Bounded::new(3));
    let Ok(Delivery::Mapping(Mapping::Sqs(sqs))) = mapping("sqs", &options) else {
        panic!("a queue has receives");
    };
    assert_eq!(sqs.max_receive_count.map(|most| most.0), Bounded::new(3));
    let none = MappingOptions {
        retries: Some(0),
        ..MappingOptions::default()
    };
    assert!(mapping("kafka", &none).is_ok());
    assert!(mapping("sqs", &none).is_err());
}

#[test]
fn changed_batch_size_keeps_the_other_settings() {
    let options = MappingOptions {
        shards: Some(3),
        window_seconds: Some(5),
        ..MappingOptions::default()
    };
    let delivery = mapping("kinesis", &options).unwrap();
    let turned = delivery.mapping().unwrap().with(7, None).unwrap();
    assert_eq!((turned.batch_size().get(), turned.window_ms()), (7, 5_000));
    assert_eq!(turned.with(0, None), Err(MappingError::BatchSize(0)));
    assert_eq!(turned.with(7, Some(301)), Err(MappingError::Window(301)));
    assert_eq!(turned.shards(), Some(3));
    let spread = turned.with_shards(9).unwrap();
    assert_eq!((spread.lanes(), spread.with_shards(0)), (9, None));
}

#[test]
fn standard_queue_refuses_shards() {
    let sqs = sized("sqs", None, None).unwrap();
    assert_eq!(sqs.mapping().unwrap().with_shards(2), None);
}
