//! How a row is written: one line of JSON, the event as it was read.

use std::path::PathBuf;

use serde::de::IgnoredAny;
use tidegate_batch::{RecordForm, Route};

use crate::args::NamedFile;

/// The filter file, and the file of rows that is written beside it.
pub(super) struct Target {
    pub(super) filter: NamedFile,
    pub(super) cases: PathBuf,
}

impl Target {
    pub(super) fn beside(filter: &NamedFile) -> Self {
        Self {
            filter: filter.clone(),
            cases: cases_of(filter),
        }
    }

    /// Returns the name of the filter file for rows; `None` for NAME.json, because NAME.cases.jsonl belongs to it
    /// anyway.
    fn name(&self) -> Option<String> {
        let file = self.filter.path.file_name()?.to_string_lossy();
        match self.filter.name() {
            Some(name) => Some(format!("{file}#{name}")),
            None => (!file.ends_with(".json")).then(|| file.into_owned()),
        }
    }
}

/// A row without its name and its fate.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) event: String,
    pub(super) form: RecordForm,
}

impl Draft {
    /// Returns the row's line, without its break.
    pub(super) fn line(&self, target: &Target, route: Route, id: &str, fate: &str) -> String {
        let filter = target.name();
        let filter = filter.map(|name| format!("\"filter\":{},", quoted(&name)));
        let input = match self.form {
            RecordForm::Record => "record",
            RecordForm::Payload => "payload",
        };
        format!(
            "{{\"id\":{},\"source\":\"{}\",{}\"input\":\"{input}\",\"event\":{},\"expect\":{}}}",
            quoted(id),
            route.name(),
            filter.unwrap_or_default(),
            self.event(),
            quoted(fate)
        )
    }

    /// Returns the event as the row holds it. JSON is kept as it is, for people to read. Other text, and JSON that
    /// could be read as such text, becomes a string.
    fn event(&self) -> String {
        let is_json = serde_json::from_str::<IgnoredAny>(&self.event).is_ok();
        let is_plain = !self.event.starts_with('"') && !self.event.contains(['\n', '\r']);
        let is_null = self.event.trim() == "null";
        if is_json && is_plain && !is_null {
            return self.event.clone();
        }
        quoted(&self.event)
    }
}

/// Returns the text as a JSON string.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Returns the file of rows that goes with a filter file: `NAME.cases.jsonl` beside `NAME.json` or `NAME.yml`, and
/// `NAME.MAPPING.cases.jsonl` for one mapping of a template.
fn cases_of(filter: &NamedFile) -> PathBuf {
    let stem = filter
        .path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    let mapping = filter.name().map(|name| format!(".{}", in_file_name(name)));
    let mapping = mapping.unwrap_or_default();
    filter
        .path
        .with_file_name(format!("{stem}{mapping}.cases.jsonl"))
}

/// Returns a name with `-` for each character that some file systems don't allow.
fn in_file_name(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    name.chars()
        .map(|c| if is_plain(c) { c } else { '-' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mapping_of_a_template_has_its_own_file() {
        for (path, name, file) in [
            ("a/orders.json", None, "a/orders.cases.jsonl"),
            ("t.yaml", Some("PaidFn"), "t.PaidFn.cases.jsonl"),
            ("t.yaml", Some("PaidFn/Queue"), "t.PaidFn-Queue.cases.jsonl"),
        ] {
            let filter = NamedFile {
                path: PathBuf::from(path),
                name: name.map(str::to_owned),
            };
            assert_eq!(cases_of(&filter), PathBuf::from(file), "{path}");
        }
    }
}
