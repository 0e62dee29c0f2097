//! Which values each field of a source's records can have. A generated record is one that the source can send, so a
//! field that is always there is never left out, and a string is never a number. Each source has a table in a file of
//! its own.

mod attribute;
mod dynamodb;
mod eventbridge;
mod field;
mod kafka;
mod kind;
mod kinesis;
mod mq;
mod sqs;

pub(super) use attribute::are_exclusive;
pub(super) use field::shape;
pub(super) use kind::{Kind, Shape};
