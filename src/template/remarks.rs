//! What was assumed and decided to read an entry, and which settings were taken from it, in words. Hosts differ only in
//! how a value is given to a name.

use std::collections::HashSet;

use crate::entry::Entry;
use crate::lines::Lines;
use crate::note::Note;
use crate::options::SettingTaken;
use crate::resolve::{Hole, Why};
use crate::setting::Stated;

/// The most assumptions and notes that are said about one file.
const SAID_MAX: usize = 20;

impl Entry {
    /// Returns what its reader should know, each once with its place in the file. `text` is that of the file, and `give`
    /// returns how a value is given to a name: `--set Stage=VALUE`.
    ///
    /// ```
    /// use tidegate_template::{Template, Values};
    /// let text = "Parameters: {Stage: {Type: String, Default: prod}}
    /// Resources: {R: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [!Ref Stage]}}}}";
    /// let template = Template::read("t.yaml", text, &Values::default())?.unwrap();
    /// let remarks = template.choose(None)?.remarks("t.yaml", text, &|name| format!("--set {name}=VALUE"));
    /// assert_eq!(remarks, ["t.yaml:2:79: `!Ref Stage` is read as `prod`, its default; --set Stage=VALUE gives another"]);
    /// # Ok::<(), tidegate_template::TemplateError>(())
    /// ```
    #[must_use]
    pub fn remarks(&self, file: &str, text: &str, give: &dyn Fn(&str) -> String) -> Vec<String> {
        let lines = Lines::new(text);
        let place = |offset| {
            let (line, column) = lines.place(text, offset);
            format!("{file}:{line}:{column}")
        };
        let (mut keys, mut said) = (HashSet::new(), Vec::new());
        for hole in self.all_holes().filter(|hole| !hole.is_open()) {
            if keys.insert(hole.key()) {
                let sentence = assumption(hole, give).unwrap_or_default();
                said.push(format!("{}: {sentence}", place(hole.range.start)));
            }
        }
        said.extend(self.notes.iter().map(|note| noted(note, &place)));
        let more = said.len().saturating_sub(SAID_MAX);
        said.truncate(SAID_MAX);
        said.extend((more > 0).then(|| format!("and {more} more of these")));
        said
    }

    /// Returns the settings taken from the file, each with its line in `text`.
    #[must_use]
    pub fn taken(&self, file: &str, text: &str) -> SettingsTaken {
        let lines = Lines::new(text);
        let phrase = |taken: &SettingTaken| {
            let line = lines.line(taken.range.start);
            match taken.stated {
                Stated::Here => format!("{} (line {line})", taken.what),
                Stated::Globals => format!("{} (line {line}, Globals)", taken.what),
                Stated::Framework => format!("{} (the framework's default)", taken.what),
            }
        };
        SettingsTaken {
            file: file.to_owned(),
            phrases: self.settings_taken().iter().map(phrase).collect(),
        }
    }
}

/// The settings taken from a file, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsTaken {
    file: String,
    /// Each begins with the setting's name.
    phrases: Vec<String>,
}

impl SettingsTaken {
    /// Returns the sentence that names them; `None` if there are none. `overridden`: the names of those that something else
    /// replaces, such as options.
    #[must_use]
    pub fn sentence(&self, overridden: &[&str]) -> Option<String> {
        let phrases = self.phrases.iter().map(String::as_str);
        let used = phrases.filter(|it| {
            let name = it.split(' ').next().unwrap_or_default();
            !overridden.contains(&name)
        });
        let used: Vec<_> = used.collect();
        (!used.is_empty()).then(|| format!("settings of {}: {}", self.file, used.join(", ")))
    }
}

fn assumption(hole: &Hole, give: &dyn Fn(&str) -> String) -> Option<String> {
    let assumed = hole.assumed.as_ref()?;
    let why = match assumed.why {
        Why::Default => "its default",
        Why::MostRegions => "as in most regions",
    };
    Some(format!(
        "`{}` is read as `{}`, {why}; {} gives another",
        hole.what,
        assumed.value,
        give(hole.key())
    ))
}

fn noted(note: &Note, place: &dyn Fn(usize) -> String) -> String {
    let help = match note.help.as_str() {
        "" => String::new(),
        help => format!("; {help}"),
    };
    format!("{}: {}{help}", place(note.range.start), note.message)
}
