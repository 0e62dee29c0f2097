//! Lines of a log that begin with a time, as CloudWatch Logs exports them to S3 (`2026-11-23T08:55:08.123Z message`)
//! and `aws logs tail` prints them (`2026-11-23T08:55:08.123000+00:00 stream message`). The records are in the
//! messages. (CloudWatch Logs User Guide, "Exporting log data to Amazon S3", and AWS CLI reference, `logs tail`, read
//! 2026-11-30)

use tidegate_json::Flaw;

use super::log_message;
use super::sheet::{RowForm, Rule, Sheet};
use crate::input::rows::{Rows, Tools};

pub(super) const SHEET: Sheet = Sheet {
    name: "log-lines",
    title: "lines of a log that begin with a time, with records in their messages",
    samples: &["log-export.gz", "log-tail.txt"],
    example: r#"2026-11-18T09:46:40.123Z got {"k":1}"#,
    source: None,
    rule: Rule::Lines,
    rows: RowForm::Converted,
    caveat: None,
};

/// The form of the time up to the second, where `d` is any digit: `2026-11-23T08:55:08`.
const TIME: &[u8] = b"dddd-dd-ddTdd:dd:dd";

/// Returns whether a line begins with a time.
pub(crate) fn is_log_line(line: &[u8]) -> bool {
    message(line).is_some()
}

/// Returns the message after the time, or `None` if the line does not begin with one.
pub(crate) fn message(line: &[u8]) -> Option<&[u8]> {
    let begins = line.len() > TIME.len()
        && TIME.iter().zip(line).all(|(wanted, byte)| match wanted {
            b'd' => byte.is_ascii_digit(),
            wanted => wanted == byte,
        });
    let blank = memchr::memchr2(b' ', b'\t', line)?;
    let zone = line.get(TIME.len()..blank)?;
    let is_zone = |byte: &u8| byte.is_ascii_digit() || b".:+-Z".contains(byte);
    (begins && zone.len() <= 20 && zone.iter().all(is_zone)).then(|| &line[blank + 1..])
}

pub(super) fn convert(line: &[u8], tools: &mut Tools, rows: &mut Rows) -> Result<(), Flaw> {
    // Further lines of a message have no time.
    let text = message(line).unwrap_or(line);
    log_message::convert(text, tools.source, &mut tools.inner, rows)
}
