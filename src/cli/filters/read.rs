//! One filter document, read: as a template if it is one, and otherwise as filters by themselves.

use std::collections::HashSet;
use std::path::Path;

use tidegate::Span;
use tidegate_batch::criteria::{Criteria, CriteriaError};
use tidegate_template::{
    Entry, Hole, Lines, Note, SettingTaken, Stated, Template, TemplateError, Values, Why,
};

use crate::diagnostic::Document;
use crate::output::Console;

/// The most assumptions and notes that are said about one document.
const SAID_MAX: usize = 20;

/// The filters of a document.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    pub(crate) criteria: Criteria,
    /// The mapping, rule or pipe of a template that they belong to.
    pub(crate) entry: Option<Entry>,
}

/// Reads a document. `name` picks one of several mappings, rules or pipes. Returns every error if filters of a template
/// need values that are not known.
pub(crate) fn read(
    document: &Document,
    name: Option<&str>,
    values: &Values,
) -> Result<Read, Vec<CriteriaError>> {
    let template = Template::read(&document.name, &document.text, values);
    let template = template.map_err(|error| vec![converted(error)])?;
    if let Some(template) = template {
        return of_template(&template, name);
    }
    if is_other_yaml(document) {
        return Err(vec![not_a_template(document)]);
    }
    let criteria = Criteria::read(&document.text, name).map_err(|error| vec![error])?;
    Ok(Read {
        criteria,
        entry: None,
    })
}

fn of_template(template: &Template, name: Option<&str>) -> Result<Read, Vec<CriteriaError>> {
    let entry = template.choose(name);
    let entry = entry.map_err(|error| vec![converted(error)])?;
    let unresolved = entry.unresolved();
    if !unresolved.is_empty() {
        return Err(unresolved.into_iter().map(converted).collect());
    }
    Ok(Read {
        criteria: entry.criteria(),
        entry: Some(entry.clone()),
    })
}

pub(super) fn converted(error: TemplateError) -> CriteriaError {
    CriteriaError {
        code: error.code,
        span: Span::new(error.range.start, error.range.end),
        message: error.message,
        help: error.help,
        choices: error.choices,
    }
}

/// Returns whether a document is YAML that holds no filters. JSON in a file of that name is read as JSON.
pub(crate) fn is_other_yaml(document: &Document) -> bool {
    let extension = Path::new(&document.name).extension();
    let is_yaml = extension
        .is_some_and(|it| it.eq_ignore_ascii_case("yaml") || it.eq_ignore_ascii_case("yml"));
    is_yaml && !document.text.trim_start().starts_with(['{', '[', '"'])
}

pub(crate) fn not_a_template(document: &Document) -> CriteriaError {
    let blanks = document.text.len() - document.text.trim_start().len();
    CriteriaError {
        code: "E0402",
        span: Span::new(blanks, blanks),
        message: "this YAML file has neither resources nor a FilterCriteria".to_owned(),
        help: Some(
            "SAM and CloudFormation templates are read from YAML; a pattern by itself is JSON"
                .to_owned(),
        ),
        choices: Vec::new(),
    }
}

/// Says what was assumed and decided to read an entry of a template: each once, with its place.
pub(super) fn say_assumptions(document: &Document, entry: &Entry, console: &Console) {
    let lines = Lines::new(&document.text);
    let place = |offset| {
        let (line, column) = lines.place(&document.text, offset);
        format!("{}:{line}:{column}", document.name)
    };
    let (mut keys, mut said) = (HashSet::new(), Vec::new());
    for hole in entry.all_holes().filter(|hole| !hole.is_open()) {
        if keys.insert(hole.key()) {
            let sentence = assumption(hole).unwrap_or_default();
            said.push(format!("{}: {sentence}", place(hole.range.start)));
        }
    }
    said.extend(entry.notes.iter().map(|note| noted(note, &place)));
    for sentence in said.iter().take(SAID_MAX) {
        console.say(sentence);
    }
    if said.len() > SAID_MAX {
        console.say(format_args!("and {} more of these", said.len() - SAID_MAX));
    }
}

fn assumption(hole: &Hole) -> Option<String> {
    let assumed = hole.assumed.as_ref()?;
    let why = match assumed.why {
        Why::Default => "its default",
        Why::MostRegions => "as in most regions",
    };
    let name = hole.key();
    Some(format!(
        "`{}` is read as `{}`, {why}; --set {name}=VALUE gives another",
        hole.what, assumed.value
    ))
}

fn noted(note: &Note, place: &dyn Fn(usize) -> String) -> String {
    let help = match note.help.as_str() {
        "" => String::new(),
        help => format!("; {help}"),
    };
    format!("{}: {}{help}", place(note.range.start), note.message)
}

/// Returns the sentence that names the settings taken from a template, with the line of each; `None` if there are none.
/// `overridden` are those that options replace.
pub(crate) fn settings_sentence(
    document: &Document,
    entry: &Entry,
    overridden: &[&str],
) -> Option<String> {
    let lines = Lines::new(&document.text);
    let taken = entry.settings_taken();
    let is_used =
        |it: &&SettingTaken| !overridden.contains(&it.what.split(' ').next().unwrap_or_default());
    let taken = taken.iter().filter(is_used).map(|taken| {
        let line = lines.line(taken.range.start);
        match taken.stated {
            Stated::Here => format!("{} (line {line})", taken.what),
            Stated::Globals => format!("{} (line {line}, Globals)", taken.what),
            Stated::Framework => format!("{} (the framework's default)", taken.what),
        }
    });
    let taken: Vec<_> = taken.collect();
    (!taken.is_empty()).then(|| format!("settings of {}: {}", document.name, taken.join(", ")))
}
