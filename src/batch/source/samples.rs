//! A full record of each source, for tests.

pub(crate) const SQS: &str = r#"{"messageId":"059f36b4","receiptHandle":"AQEB","body":"{\"k\":1}","attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1545082649183","SenderId":"A"},"messageAttributes":{},"md5OfBody":"e4e6","eventSource":"aws:sqs"}"#;
pub(crate) const KINESIS: &str = r#"{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"1","sequenceNumber":"4959","data":"eyJhIjoxfQ==","approximateArrivalTimestamp":1545084650.987},"eventSource":"aws:kinesis"}"#;
pub(crate) const DYNAMODB: &str = r#"{"eventID":"1","eventName":"MODIFY","dynamodb":{"ApproximateCreationDateTime":1678831218.0,"Keys":{"id":{"S":"x"}}}}"#;
pub(crate) const KAFKA: &str = r#"{"topic":"t","partition":0,"offset":15,"timestamp":1545084650987,"key":"a2V5","value":"dmFsdWU=","headers":[{"h":[104]}]}"#;
pub(crate) const MQ: &str = r#"{"messageID":"ID:1","data":"MA==","timestamp":1598827811958,"brokerInTime":1,"destination":{"physicalName":"q"}}"#;
pub(crate) const EVENTBRIDGE: &str = r#"{"version":"0","id":"6a7e8feb","detail-type":"Order","source":"shop","time":"2018-12-17T21:37:29.183Z","resources":[],"detail":{"k":1}}"#;
