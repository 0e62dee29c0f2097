//! Log events as `aws logs filter-log-events` and `get-log-events` print them, under `events`, and as a subscription
//! sends them, under `logEvents`. The records are in the messages. (CloudWatch Logs API Reference, `FilterLogEvents`,
//! and User Guide, "Real-time processing of log data with subscriptions", read 2026-11-30)

use tidegate_json::Flaw;

use super::log_message;
use super::sheet::{RowForm, Rule, Sheet};
use crate::input::rows::{Rows, Tools};
use crate::record::keys::Mark;
use crate::record::marks::Marks;

/// The keys under which a document has its log events.
pub(crate) const LISTS: [&str; 2] = ["events", "logEvents"];

pub(super) const SHEET: Sheet = Sheet {
    name: "log-events",
    title: "log events of CloudWatch Logs, with records in their messages",
    samples: &["log-events.json", "log-subscription.json.gz"],
    example: r#"{"events":[{"logStreamName":"s","timestamp":1795000000000,"message":"{\"k\":1}","ingestionTime":1795000000001,"eventId":"1"}]}"#,
    source: None,
    rule: Rule::Rows {
        list: Some("events"),
        marks: Marks {
            payload: &[Mark::string("message")],
            own: &["ingestionTime", "logStreamName", "eventId"],
            others: &["timestamp", "id", "extractedFields"],
        },
        signs: &["searchedLogStreams", "nextForwardToken", "messageType"],
    },
    rows: RowForm::Converted,
    caveat: None,
};

pub(super) fn convert(row: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    let Tools {
        outline,
        inner,
        unescaper,
        memory,
        source,
    } = tools;
    let mut message = None;
    outline.whole(row, |root| {
        root.object(|key, value| {
            if key == b"message" {
                message = Some(value.string()?);
                return Ok(());
            }
            value.skip()
        })
    })?;
    let message = message.ok_or(Flaw::Broken)?;
    let text = message.plain(*unescaper, memory).ok_or(Flaw::Broken)?;
    log_message::convert(text, *source, inner, rows)
}
