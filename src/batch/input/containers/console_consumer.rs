//! Lines of `kafka-console-consumer` that carry more than the value: `CreateTime:1545084650987`, `Partition:0`,
//! `Offset:15`, headers and the key, with tabs between them. The value is the last field. (Apache Kafka,
//! DefaultMessageFormatter, read 2026-11-30)

use tidegate::Source;
use tidegate_json::Flaw;

use super::sheet::{RowForm, Rule, Sheet};
use super::writer::Writer;
use crate::input::rows::Rows;
use crate::judged::RecordForm;

pub(super) const SHEET: Sheet = Sheet {
    name: "console-consumer",
    title: "lines of `kafka-console-consumer` with more than the value",
    samples: &["console-consumer.txt"],
    example: "CreateTime:1795000000000\t{\"k\":1}",
    source: Some(Source::Kafka),
    rule: Rule::Lines,
    rows: RowForm::Converted,
    caveat: Some("the value is what follows the last tab of a line"),
};

/// The prefixes of a field with a time, and the types of timestamp that they stand for.
const TIMES: [(&[u8], &[u8]); 2] = [
    (b"CreateTime:", b"CREATE_TIME"),
    (b"LogAppendTime:", b"LOG_APPEND_TIME"),
];
/// The field in place of a missing time.
const NO_TIME: &[u8] = b"NO_TIMESTAMP";

/// The field in place of missing headers.
const NO_HEADERS: &[u8] = b"NO_HEADERS";

/// Returns whether a line begins with one of these fields.
pub(crate) fn is_console_line(line: &[u8]) -> bool {
    let Some((first, _)) = split(line) else {
        return false;
    };
    first == NO_TIME
        || first == NO_HEADERS
        || number(first, b"Partition:").is_some()
        || time(first).is_some()
}

pub(super) fn convert(line: &[u8], rows: &mut Rows) -> Result<(), Flaw> {
    // A line without a tab holds only the value.
    let mut writer = Writer::new(rows.out());
    let mut rest = line;
    while let Some((field, after)) = split(rest) {
        if let Some((name, digits)) = time(field) {
            writer
                .json(b"timestamp", digits)
                .text(b"timestampType", name);
        } else if let Some(digits) = number(field, b"Partition:") {
            writer.json(b"partition", digits);
        } else if let Some(digits) = number(field, b"Offset:") {
            writer.json(b"offset", digits);
        }
        rest = after;
    }
    match rest {
        b"null" => writer.json(b"value", b"null"),
        value => writer.base64(b"value", value),
    };
    writer.end();
    rows.finish(RecordForm::Record);
    Ok(())
}

/// Returns the first field of a line, and the rest after its tab.
fn split(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let tab = memchr::memchr(b'\t', line)?;
    Some((&line[..tab], &line[tab + 1..]))
}

fn time(field: &[u8]) -> Option<(&'static [u8], &[u8])> {
    let mut times = TIMES.into_iter();
    times.find_map(|(prefix, name)| Some((name, number(field, prefix)?)))
}

fn number<'f>(field: &'f [u8], prefix: &[u8]) -> Option<&'f [u8]> {
    let digits = field.strip_prefix(prefix)?;
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    let is_json = digits.len() == 1 || !digits.starts_with(b"0");
    (is_number && is_json).then_some(digits)
}
