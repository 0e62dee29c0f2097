//! The parts that a run could not look at, or read by assumption: said once for all files, in few lines. Findings of severity info
//! have the places.

use std::collections::{BTreeMap, BTreeSet};

use tidegate_figures::counted;
use tidegate_template::{Entry, Note, NoteKind, Template};

use super::found::LintFile;
use crate::args::LintArgs;

/// The most names that one line lists.
const NAMES_MAX: usize = 4;

/// The most decisions that are said by themselves.
const DECISIONS_MAX: usize = 3;

/// Returns the lines.
pub(super) fn lines<'f>(files: impl Iterator<Item = &'f LintFile>, args: &LintArgs) -> Vec<String> {
    let mut seen = Notes::default();
    for file in files {
        if let Some(template) = &file.template {
            seen.read(&file.document.name, template);
        }
    }
    let where_ = match args.choice.pedantic {
        true => "",
        false => "; --pedantic shows where",
    };
    let mut lines = Vec::new();
    lines.extend(seen.unknown(where_));
    lines.extend(seen.assumed());
    lines.extend(seen.other(where_));
    lines.extend(seen.remote());
    lines.extend(seen.decided());
    lines
}

/// The remarks, each with the number of times or the first place.
#[derive(Default)]
struct Notes {
    /// Values that only deployment knows, with the name by which they can be given.
    open: BTreeMap<String, Option<String>>,
    /// Assumed values.
    assumed: BTreeMap<String, String>,
    /// Parts in another language.
    other: Vec<String>,
    decisions: BTreeMap<String, String>,
    /// Modules that are not on disk.
    remote: BTreeSet<String>,
}

impl Notes {
    fn read(&mut self, name: &str, template: &Template) {
        let is_read = |it: &&Entry| !it.filters.is_empty() || !it.holes.is_empty();
        for entry in template.entries.iter().filter(is_read) {
            for hole in entry.all_holes() {
                let key = hole.key().to_owned();
                match &hole.assumed {
                    Some(assumed) => drop(self.assumed.insert(key, assumed.value.clone())),
                    None => drop(self.open.insert(key, hole.name.clone())),
                }
            }
            for note in &entry.notes {
                self.note(name, note);
            }
        }
        for note in &template.notes {
            self.note(name, note);
        }
    }

    fn note(&mut self, name: &str, note: &Note) {
        match note.kind {
            NoteKind::Remote => drop(self.remote.insert(note.message.clone())),
            NoteKind::OtherLanguage => self.other.push(note.message.clone()),
            NoteKind::Remark => {
                let help = match note.help.as_str() {
                    "" => String::new(),
                    help => format!("; {help}"),
                };
                let sentence = format!("{}{help}", note.message);
                let first = self.decisions.entry(sentence);
                first.or_insert_with(|| name.to_owned());
            }
            // Findings say these.
            NoteKind::Misplaced
            | NoteKind::Unread
            | NoteKind::WrongValue
            | NoteKind::Unfiltered => {}
            // It matters only where a finding points.
            NoteKind::Elsewhere => {}
        }
    }

    fn unknown(&self, where_: &str) -> Option<String> {
        let names: Vec<_> = self.open.keys().map(|it| format!("`{it}`")).collect();
        let give = match self.open.values().flatten().next() {
            Some(name) => format!("; --set {name}=VALUE gives one"),
            None => String::new(),
        };
        let count = counted(names.len() as u64, "value");
        let verb = if names.len() == 1 { "is" } else { "are" };
        (!names.is_empty()).then(|| {
            format!(
                "{count} {verb} known only after deployment, and rules look past {}: {}{give}{where_}",
                if names.len() == 1 { "it" } else { "them" },
                listed(&names)
            )
        })
    }

    fn assumed(&self) -> Option<String> {
        let named = self.assumed.iter();
        let named: Vec<_> = named
            .map(|(name, value)| format!("`{name}` as `{value}`"))
            .collect();
        let name = self.assumed.keys().next()?;
        Some(format!(
            "read with assumed values: {}; --set {name}=VALUE gives another",
            listed(&named)
        ))
    }

    fn other(&self, where_: &str) -> Option<String> {
        let first = self.other.first()?;
        let more = match self.other.len() - 1 {
            0 => String::new(),
            more => format!(" (and {})", counted(more as u64, "other")),
        };
        Some(format!("{first}{more}{where_}"))
    }

    fn remote(&self) -> Option<String> {
        let names: Vec<_> = self.remote.iter().cloned().collect();
        (!names.is_empty()).then(|| {
            format!(
                "modules that are not on disk are not read, only their arguments event_pattern and filter_criteria: {}; \
                 `terraform show -json` of a plan has them",
                listed(&names)
            )
        })
    }

    fn decided(&self) -> Vec<String> {
        let decisions = self.decisions.iter().take(DECISIONS_MAX);
        let said = decisions.map(|(sentence, file)| format!("{file}: {sentence}"));
        let more = self.decisions.len().saturating_sub(DECISIONS_MAX);
        let rest = (more > 0).then(|| {
            let remarks = counted(more as u64, "other remark");
            format!("{remarks} about how templates were read; `estimate -f FILE#NAME` says those of one mapping")
        });
        said.chain(rest).collect()
    }
}

/// Returns the first names of a list, and how many more there are.
fn listed(names: &[String]) -> String {
    let shown = names.iter().take(NAMES_MAX).cloned().collect::<Vec<_>>();
    match names.len().saturating_sub(NAMES_MAX) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
