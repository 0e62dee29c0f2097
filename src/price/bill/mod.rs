//! The lines of a bill, computed from rates and quantities. There is one function for each line, and every [`Line`] is
//! rounded to the cent. An item without a price in the region gives the error [`NoPrice`](super::NoPrice), never an amount.
//!
//! The rules are those of the AWS Lambda pricing page, read 2026-11-23, unless a function names another source.

mod free;
mod function;
mod lambda;
mod lines;
mod logs;
mod notices;
mod quantity;
mod queue;
mod service;

pub use free::FreeTier;
pub use function::{Function, FunctionBill, Init, Work, function_lines};
pub use lambda::{
    KAFKA_POLLERS_PER_UNIT, PollerKind, STORAGE_FREE_MB, async_requests, duration, duration_after,
    ephemeral_storage, init, kafka_poller_units, kafka_pollers_in_group, pollers,
    provisioned_concurrency, provisioned_duration, provisioned_requests, requests, snapstart_cache,
    snapstart_restore,
};
pub use lines::{Line, total};
pub use logs::{LOG_BYTES_JSON, LOG_BYTES_TEXT, logs};
pub use notices::{NoticeKind, notices};
pub use quantity::{billed_ms, gb_from_bytes, gb_seconds, payload_units};
pub use queue::{QueueKind, idle_receives, sqs_requests};
pub use service::{
    dynamodb_stream_reads, line, step_functions_express, step_functions_transitions,
};
