//! The settings that differ between two entries.

use tidegate_template::{Entry, Setting, Subject};

/// Returns a line for each setting that differs: `BatchSize: 10 → 50`.
pub(super) fn changed(old: &Entry, new: &Entry) -> Vec<String> {
    let partner = |entry: &'_ Entry, of: &Setting| -> Option<String> {
        let mut settings = entry.settings.iter();
        let found = settings.find(|it| it.subject == of.subject && it.name == of.name);
        found.map(value)
    };
    let kept = old.settings.iter().filter_map(|one| {
        let (before, after) = (value(one), partner(new, one));
        (after.as_ref() != Some(&before))
            .then(|| line(one, &before, after.as_deref().unwrap_or("not set")))
    });
    let added = new.settings.iter().filter(|it| partner(old, it).is_none());
    let added = added.map(|it| line(it, "not set", &value(it)));
    kept.chain(added).collect()
}

fn line(setting: &Setting, before: &str, after: &str) -> String {
    let subject = match setting.subject {
        Subject::Mapping => "",
        Subject::Function => " of the function",
        Subject::Source => " of the source",
    };
    format!("{}{subject}: {before} → {after}", setting.name)
}

/// Returns the value as JSON; for a value that only deployment knows, the reference.
fn value(setting: &Setting) -> String {
    match (&setting.value, setting.holes.first()) {
        (Some(value), _) => value.to_string(),
        (None, Some(hole)) => format!("`{}`", hole.what),
        (None, None) => "a value known only after deployment".to_owned(),
    }
}
