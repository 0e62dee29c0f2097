//! How a row is written: one line of JSON, the event as it was read.

use std::path::{Path, PathBuf};

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
            cases: cases_of(&filter.path),
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

/// Returns the file of rows that goes with a filter file: `NAME.cases.jsonl` beside `NAME.json`, or beside `NAME.yml`.
fn cases_of(filter: &Path) -> PathBuf {
    let stem = filter.file_stem().unwrap_or_default().to_string_lossy();
    filter.with_file_name(format!("{stem}.cases.jsonl"))
}
