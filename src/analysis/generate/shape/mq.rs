//! Messages of ActiveMQ and RabbitMQ. (Lambda Developer Guide, "Using Lambda with Amazon MQ", sample events, read
//! 2026-11-30. Most of a message's properties may be null.)

use super::kind::Kind::{Any, Flag, Number, Text};
use super::kind::Presence::{Always, Sometimes};
use super::kind::Row;

pub(super) const FIELDS: &[Row] = &[
    ("messageID", Text, Sometimes),
    ("messageType", Text, Sometimes),
    ("timestamp", Number, Sometimes),
    ("deliveryMode", Number, Sometimes),
    ("correlationID", Text, Sometimes),
    ("replyTo", Text, Sometimes),
    ("destination.physicalName", Text, Sometimes),
    ("redelivered", Flag, Always),
    ("type", Text, Sometimes),
    ("expiration", Number, Sometimes),
    ("priority", Number, Sometimes),
    ("data", Any, Sometimes),
    ("brokerInTime", Number, Sometimes),
    ("brokerOutTime", Number, Sometimes),
    ("properties", Any, Sometimes),
    ("basicProperties", Any, Sometimes),
];
