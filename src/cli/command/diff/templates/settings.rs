//! The settings that differ between two entries.

use serde::Serialize;
use tidegate_template::{Entry, Setting, Subject};

/// A setting that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct SettingChange {
    name: String,
    /// `mapping`, `function` or `source`.
    of: &'static str,
    /// As JSON; a reference in backticks, if only deployment knows the value. `None`: not set.
    old: Option<String>,
    new: Option<String>,
}

impl SettingChange {
    fn of(setting: &Setting, old: Option<String>, new: Option<String>) -> Self {
        Self {
            name: setting.name.to_owned(),
            of: match setting.subject {
                Subject::Mapping => "mapping",
                Subject::Function => "function",
                Subject::Source => "source",
            },
            old,
            new,
        }
    }

    /// Returns a line: `BatchSize: 10 → 50`.
    pub(super) fn line(&self) -> String {
        let words = |value: &Option<String>| value.clone().unwrap_or_else(|| "not set".to_owned());
        let subject = match self.of {
            "mapping" => String::new(),
            other => format!(" of the {other}"),
        };
        let (old, new) = (words(&self.old), words(&self.new));
        format!("{}{subject}: {old} → {new}", self.name)
    }
}

/// Returns the settings that differ.
pub(super) fn changed(old: &Entry, new: &Entry) -> Vec<SettingChange> {
    let partner = |entry: &'_ Entry, of: &Setting| -> Option<String> {
        let mut settings = entry.settings.iter();
        let found = settings.find(|it| it.subject == of.subject && it.name == of.name);
        found.map(value)
    };
    let kept = old.settings.iter().filter_map(|one| {
        let (before, after) = (value(one), partner(new, one));
        (after.as_ref() != Some(&before)).then(|| SettingChange::of(one, Some(before), after))
    });
    let added = new.settings.iter().filter(|it| partner(old, it).is_none());
    let added = added.map(|it| SettingChange::of(it, None, Some(value(it))));
    kept.chain(added).collect()
}

/// Returns the value as JSON; for a value that only deployment knows, the reference.
fn value(setting: &Setting) -> String {
    match (&setting.value, setting.holes.first()) {
        (Some(value), _) => value.to_string(),
        (None, Some(hole)) => format!("`{}`", hole.what),
        (None, None) => "a value known only after deployment".to_owned(),
    }
}
