//! Writes a generated record as a row for `tidegate test`.

use serde_json::Value;
use tidegate_analysis::Generated;
use tidegate_batch::Route;

use crate::args::FilterOption;
use crate::exit::Reported;
use crate::output::Console;

/// How rows name their filters.
pub(super) enum Pattern {
    /// The pattern, as it was typed.
    Text(String),
    /// The filter file, which stands beside the file of rows.
    File(String),
}

/// Several filter documents, which one row can't name.
pub(super) struct SeveralDocuments;

impl SeveralDocuments {
    pub(super) fn show(self, console: &Console) -> Reported {
        console.error("a row of --cases names one filter document, and there are several");
        console.help("put the filters into one file, and name it with -f");
        Reported
    }
}

impl Pattern {
    /// Returns how rows name these filters.
    pub(super) fn of(options: &[FilterOption]) -> Result<Self, SeveralDocuments> {
        match options {
            [FilterOption::Text(text)] if text.trim_start().starts_with('{') => {
                Ok(Self::Text(text.clone()))
            }
            [FilterOption::File(file)] => {
                let name = file.path.file_name().unwrap_or(file.path.as_os_str());
                let name = name.to_string_lossy();
                Ok(Self::File(match file.name() {
                    Some(mapping) => format!("{name}#{mapping}"),
                    None => name.into_owned(),
                }))
            }
            _ => Err(SeveralDocuments),
        }
    }

    /// Returns the member of a row.
    fn member(&self) -> String {
        match self {
            Self::Text(text) => format!("\"pattern\":{}", quoted(text)),
            Self::File(name) => format!("\"filter\":{}", quoted(name)),
        }
    }
}

/// Returns the row of a record.
pub(super) fn line(
    generated: &Generated,
    pattern: &Pattern,
    number: usize,
    route: Route,
) -> String {
    let disposition = generated.disposition;
    let reason = disposition.reason().map(|reason| format!(":{reason}"));
    format!(
        "{{\"id\":\"{}-{number}\",\"source\":\"{}\",{},\"input\":\"record\",\"event\":{},\"expect\":\"{}{}\",\"why\":{}}}",
        generated.kind.name(),
        route.name(),
        pattern.member(),
        generated.record,
        disposition.name(),
        reason.unwrap_or_default(),
        quoted(&generated.why),
    )
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
