use super::*;

/// Made up, modelled on the sample response in AWS's docs for a Kinesis mapping.
const KINESIS: &str = r#"{
    "UUID": "2b733gdc-8ac3-cdf5-af3a-1827b3b11284",
    "StartingPosition": "LATEST",
    "BatchSize": 200,
    "MaximumBatchingWindowInSeconds": 10,
    "ParallelizationFactor": 2,
    "EventSourceArn": "arn:aws:kinesis:ap-south-1:123456789012:stream/sensors",
    "FilterCriteria": {"Filters": [{"Pattern": "{\"data\":{\"a\":[1]}}"}]},
    "State": "Enabled",
    "MaximumRecordAgeInSeconds": -1,
    "BisectBatchOnFunctionError": true,
    "MaximumRetryAttempts": -1,
    "TumblingWindowInSeconds": 30,
    "FunctionResponseTypes": ["ReportBatchItemFailures"]
}"#;

#[test]
fn stream_with_every_setting_is_read() {
    let file = MappingFile::read(KINESIS, None).unwrap();
    assert_eq!(file.origin.map(Source::name), Some("kinesis"));
    assert_eq!(file.region.as_deref(), Some("ap-south-1"));
    assert!(file.has_filters && file.remarks.is_empty());
    let options = MappingOptions {
        batch_size: Some(200),
        window_seconds: Some(10),
        parallelization_factor: Some(2),
        failed_batch: FailedBatch::Split,
        report: FailureReport::Items,
        tumbling_seconds: Some(30),
        ..MappingOptions::default()
    };
    assert_eq!(file.options, options);
    let list = format!(r#"{{"EventSourceMappings": [{KINESIS}]}}"#);
    assert_eq!(MappingFile::read(&list, None).unwrap(), file);
    let other = r#"{"UUID":"u","State":"Enabled"}"#;
    let two = format!(r#"{{"EventSourceMappings": [{other},{KINESIS}]}}"#);
    let name = "2b733gdc-8ac3-cdf5-af3a-1827b3b11284";
    assert_eq!(MappingFile::read(&two, Some(name)).unwrap(), file);
    // The same filters do not make the same settings.
    assert!(MappingFile::read(&format!("[{KINESIS},{KINESIS}]"), None).is_err());
}

#[test]
fn consumer_in_the_arn_is_enhanced_fan_out() {
    let arn = "arn:aws:kinesis:us-east-2:1:stream/s/consumer/c:1571812345";
    let file = MappingFile::read(&format!(r#"{{"EventSourceArn":"{arn}"}}"#), None).unwrap();
    assert_eq!(file.origin.map(Source::name), Some("kinesis"));
    assert_eq!(file.options.reading, StreamReading::EnhancedFanOut);
    // A stream of another name has none.
    let arn = "arn:aws:kinesis:us-east-2:1:stream/consumer";
    let file = MappingFile::read(&format!(r#"{{"EventSourceArn":"{arn}"}}"#), None).unwrap();
    assert_eq!(file.options.reading, StreamReading::Shared);
}

#[test]
fn fifo_rabbitmq_and_self_managed_kafka_are_recognised() {
    let fifo = r#"{"EventSourceArn":"arn:aws:sqs:us-east-1:1:q.fifo","BatchSize":10,
        "MaximumBatchingWindowInSeconds":0,"FunctionResponseTypes":[]}"#;
    let file = MappingFile::read(fifo, None).unwrap();
    assert_eq!(file.options.queue, QueueType::Fifo);
    assert!(!file.has_filters);
    assert!(crate::Delivery::new(file.origin.unwrap(), &file.options).is_ok());
    let rabbit = r#"{"EventSourceArn":"arn:aws:mq:us-east-1:1:broker:b:1","Queues":["q"],
        "SourceAccessConfigurations":[{"Type":"VIRTUAL_HOST","URI":"/"}]}"#;
    let options = MappingFile::read(rabbit, None).unwrap().options;
    assert_eq!(options.broker, Broker::RabbitMq);
    let topic = r#"{"SelfManagedEventSource":{"Endpoints":{}},"Topics":["t"],
        "ProvisionedPollerConfig":{"MinimumPollers":2}}"#;
    let file = MappingFile::read(topic, None).unwrap();
    assert_eq!(file.origin.map(Source::name), Some("kafka"));
    assert_eq!(file.options.pollers, Some(Pollers { min: 2, max: 200 }));
}

#[test]
fn invalid_file_is_refused_with_its_place() {
    for (text, expected) in [
        (
            r#"{"Name":"p","Source":"arn:aws:sqs:eu-west-1:1:q","SourceParameters":{}}"#,
            "this is a pipe, not a mapping",
        ),
        (
            r#"{"Name":"r","EventPattern":"{}"}"#,
            "this is a rule, not a mapping",
        ),
        ("{\n  \"BatchSize\": ,\n}", "line 2, column 16"),
        (r#"{"BatchSize":"10"}"#, "`BatchSize` is not a whole number"),
        (
            r#"{"ScalingConfig":{"MaximumConcurrency":1.5}}"#,
            "`ScalingConfig.MaximumConcurrency`",
        ),
        (r#"{"BisectBatchOnFunctionError":"yes"}"#, "true or false"),
        (r#"{"EventSourceMappings":[]}"#, "nothing in this list"),
        (
            r#"[{"UUID":"u","State":"Enabled"},{"UUID":"v","State":"Enabled"}]"#,
            "2 mappings",
        ),
        (
            r#"{"EventSourceArn":"arn:aws:rds:us-east-1:1:cluster:c"}"#,
            "DocumentDB",
        ),
        ("[]", "an object"),
    ] {
        let error = MappingFile::read(text, None).unwrap_err().to_string();
        assert!(error.contains(expected), "{text}: {error}");
    }
}

#[test]
fn record_age_and_destination_are_read() {
    let read = |age: &str| {
        let text = format!(
            r#"{{"EventSourceArn":"arn:aws:kinesis:eu-west-1:1:stream/s","MaximumRecordAgeInSeconds":{age},
            "DestinationConfig":{{"OnFailure":{{"Destination":"arn:aws:sqs:eu-west-1:1:discarded"}}}}}}"#
        );
        MappingFile::read(&text, None).unwrap()
    };
    let file = read("3600");
    assert_eq!(file.options.maximum_record_age_seconds, Some(3_600));
    assert_eq!(file.options.discarded, Discarded::To(Destination::Sqs));
    assert_eq!(file.remarks, Vec::<String>::new());
    assert_eq!(read("-1").options.maximum_record_age_seconds, None);
    let refused = crate::Delivery::new(file.origin.unwrap(), &read("59").options);
    assert!(refused.unwrap_err().to_string().contains("60 to 604800"));
}

#[test]
fn poller_group_is_read_and_belongs_to_kafka() {
    let read = |name: &str| {
        let text = format!(
            r#"{{"EventSourceArn":"arn:aws:kafka:eu-west-1:1:cluster/c/u","ProvisionedPollerConfig":{{"PollerGroupName":"{name}"}}}}"#
        );
        MappingFile::read(&text, None).unwrap()
    };
    let file = read("orders");
    assert_eq!(file.options.poller_group, Some(PollerGroup::Unknown));
    assert_eq!(file.remarks, Vec::<String>::new());
    assert_eq!(read("").options.poller_group, None);
    let kafka = crate::Delivery::new("kafka".parse().unwrap(), &file.options);
    assert!(kafka.is_ok(), "{kafka:?}");
    let sqs = crate::Delivery::new("sqs".parse().unwrap(), &file.options);
    assert!(sqs.unwrap_err().to_string().contains("a setting of Kafka"));
}
