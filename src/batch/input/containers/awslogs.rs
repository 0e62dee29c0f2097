//! The event with which a subscription of CloudWatch Logs invokes a function: `{"awslogs": {"data": ...}}`. `data` is a
//! document of log events, compressed with gzip and encoded in base64. (CloudWatch Logs User Guide, "Using CloudWatch
//! Logs subscription filters", read 2026-11-30)

use std::io::Read;

use flate2::read::MultiGzDecoder;
use tidegate_json::{Flaw, Outline};

use super::log_events;
use super::sheet::{RowForm, Rule, Sheet};
use crate::base64;
use crate::input::rows::{Rows, Tools};
use crate::record::keys::Mark;
use crate::record::marks::Marks;

pub(super) const SHEET: Sheet = Sheet {
    name: "awslogs",
    title: "the event of a CloudWatch Logs subscription, with records in its messages",
    samples: &["awslogs.json"],
    example: r#"{"awslogs":{"data":"H4sI..."}}"#,
    source: None,
    rule: Rule::Rows {
        list: None,
        marks: Marks {
            payload: &[Mark::object("awslogs")],
            own: &["awslogs"],
            others: &[],
        },
        signs: &[],
    },
    rows: RowForm::Converted,
    caveat: None,
};

/// The largest document that is unpacked, in bytes. (A subscription sends at most 1 MB compressed, hence a few MB of
/// text.)
const DOCUMENT_BYTES_MAX: u64 = 64 << 20;

/// Returns the document of log events that an event holds, unpacked.
pub(crate) fn document(row: &[u8], outline: &mut Outline) -> Result<Vec<u8>, Flaw> {
    let packed = packed(row, outline)?;
    let mut document = Vec::new();
    let mut plain = MultiGzDecoder::new(packed.as_slice()).take(DOCUMENT_BYTES_MAX + 1);
    let read = plain.read_to_end(&mut document).map_err(|_| Flaw::Broken)?;
    if read as u64 > DOCUMENT_BYTES_MAX {
        return Err(Flaw::Broken);
    }
    Ok(document)
}

pub(super) fn convert(row: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    let document = document(row, &mut tools.outline)?;
    let mut events = Vec::new();
    let mut outline = Outline::default();
    outline.whole(&document, |root| {
        root.object(|key, value| {
            if key != b"logEvents" || value.first_byte()? != b'[' {
                return value.skip();
            }
            let list = value.list(|event| {
                events.push(event.text()?);
                Ok(())
            });
            list.map(drop)
        })
    })?;
    for event in events {
        log_events::convert(event, tools, rows)?;
    }
    Ok(())
}

fn packed(row: &[u8], outline: &mut Outline) -> Result<Vec<u8>, Flaw> {
    let mut data = None;
    outline.whole(row, |root| {
        root.object(|key, value| {
            if key != b"awslogs" {
                return value.skip();
            }
            let object = value.object(|key, value| {
                if key == b"data" {
                    data = Some(value.string()?.text);
                    return Ok(());
                }
                value.skip()
            });
            object.map(drop)
        })
    })?;
    let decoded = base64::decode_to_vec(data.ok_or(Flaw::Broken)?);
    decoded.ok_or(Flaw::Broken)
}
