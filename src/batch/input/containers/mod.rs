//! The kinds of input. Each has a file that says how it is recognised, where its rows are, and how a row is rewritten
//! as a record of its source. This file only selects the right one. A new kind needs a file, a line in each `match`
//! here, a sample in `corpora/shapes` and a name in [`InputKind`].

mod awslogs;
mod bus_log;
mod console_consumer;
mod dynamodb_changes;
mod dynamodb_export;
mod dynamodb_get_records;
mod event;
mod kafka_row;
mod kcat;
mod kinesis_get_records;
mod log_events;
mod log_lines;
mod log_message;
mod payload;
mod put_events;
mod record;
mod rpk;
mod sheet;
mod sqs_receive;
mod writer;

use tidegate_json::Flaw;

use super::kind::InputKind;
use super::rows::{Rows, Tools};
use crate::judged::RecordForm;

pub(crate) use awslogs::document as subscription_document;
pub(crate) use log_events::LISTS as LOG_LISTS;
pub(crate) use log_lines::{is_log_line, message as log_message};
pub(crate) use log_message::json_of as json_in_message;
pub(crate) use sheet::{Layout, RowForm, Rule, Sheet};

pub(crate) use console_consumer::is_console_line;

/// Returns the description of a kind of input.
pub(crate) const fn sheet(kind: InputKind) -> &'static Sheet {
    match kind {
        InputKind::Event => &event::SHEET,
        InputKind::Record => &record::LINES,
        InputKind::RecordList => &record::LIST,
        InputKind::RecordStream => &record::STREAM,
        InputKind::Payload => &payload::LINES,
        InputKind::PayloadList => &payload::LIST,
        InputKind::PayloadStream => &payload::STREAM,
        InputKind::PayloadText => &payload::TEXT,
        InputKind::PayloadBase64 => &payload::BASE64,
        InputKind::SqsReceive => &sqs_receive::SHEET,
        InputKind::KinesisGetRecords => &kinesis_get_records::SHEET,
        InputKind::DynamoDbGetRecords => &dynamodb_get_records::SHEET,
        InputKind::DynamoDbExport => &dynamodb_export::SHEET,
        InputKind::DynamoDbChanges => &dynamodb_changes::SHEET,
        InputKind::Kcat => &kcat::SHEET,
        InputKind::Rpk => &rpk::SHEET,
        InputKind::ConsoleConsumer => &console_consumer::SHEET,
        InputKind::PutEvents => &put_events::SHEET,
        InputKind::BusLog => &bus_log::SHEET,
        InputKind::LogEvents => &log_events::SHEET,
        InputKind::LogLines => &log_lines::SHEET,
        InputKind::AwsLogs => &awslogs::SHEET,
    }
}

/// Rewrites a row as records of the source.
///
/// # Errors
/// The flaw of the row. Records written before it are then discarded.
pub(crate) fn convert(
    kind: InputKind,
    row: &[u8],
    tools: &mut Tools,
    rows: &mut Rows,
) -> Result<(), Flaw> {
    match kind {
        InputKind::Event | InputKind::Record | InputKind::RecordList | InputKind::RecordStream => {
            as_it_is(row, RecordForm::Record, rows)
        }
        InputKind::Payload | InputKind::PayloadStream => as_it_is(row, RecordForm::Payload, rows),
        InputKind::PayloadList | InputKind::PayloadText => payload::convert_text(row, tools, rows),
        InputKind::PayloadBase64 => payload::convert_base64(row, rows),
        InputKind::SqsReceive => sqs_receive::convert(row, tools, rows),
        InputKind::KinesisGetRecords => kinesis_get_records::convert(row, tools, rows),
        InputKind::DynamoDbGetRecords => dynamodb_get_records::convert(row, tools, rows),
        InputKind::DynamoDbExport => dynamodb_export::convert(row, tools, rows),
        InputKind::DynamoDbChanges => dynamodb_changes::convert(row, tools, rows),
        InputKind::Kcat => kcat::convert(row, tools, rows),
        InputKind::Rpk => rpk::convert(row, tools, rows),
        InputKind::ConsoleConsumer => console_consumer::convert(row, rows),
        InputKind::PutEvents => put_events::convert(row, tools, rows),
        InputKind::BusLog => bus_log::convert(row, tools, rows),
        InputKind::LogEvents => log_events::convert(row, tools, rows),
        InputKind::LogLines => log_lines::convert(row, tools, rows),
        InputKind::AwsLogs => awslogs::convert(row, tools, rows),
    }
}

fn as_it_is(row: &[u8], form: RecordForm, rows: &mut Rows) -> Result<(), Flaw> {
    rows.copy(row, form);
    Ok(())
}
