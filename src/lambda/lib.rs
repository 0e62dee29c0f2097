//! Filters a batch inside the Lambda function that receives it. An SQS or Kinesis event comes in; the records whose payload
//! matches the filter are handed to your code; the records that failed are returned as `batchItemFailures`, so that Lambda
//! sends them again. Every record is worked on, skipped because the filter does not match it, or returned as a failure.
//!
//! Filtering in the event source mapping is cheaper, because a filtered record invokes nothing. A filter in the function may
//! be longer than AWS allows in a mapping and can change without a deployment. A record whose payload is not JSON ends in the
//! dead-letter queue, where a mapping with a JSON filter would delete it without a trace.
//!
//! The functions to deploy are `examples/sqs_function.rs` and `examples/kinesis_function.rs`.
#![forbid(unsafe_code)]

mod filter;
pub mod kinesis;
pub mod sqs;

pub use filter::{PATTERN_VARIABLE, PayloadFilter};
