//! A Lambda function that filters its batches itself: an SQS or Kinesis event in, the items that have to come again out
//! (`batchItemFailures`). Every record is worked on, passed over because the filter does not match it, or named in the
//! answer; none is lost.
//!
//! Filtering in the event source mapping is cheaper, for a filtered record invokes nothing. In the function a filter can
//! be longer than AWS allows there or change without a deployment, and a record whose payload is not JSON ends in the
//! dead-letter queue, where a mapping with a JSON filter would delete it without a trace.
#![forbid(unsafe_code)]

mod filter;
pub mod kinesis;
pub mod sqs;

pub use filter::{PATTERN_VARIABLE, PayloadFilter};
