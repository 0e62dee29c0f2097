//! One filter document, read: as a template if it is one, and otherwise as filters by themselves.

use std::path::Path;

use tidegate::Span;
use tidegate_batch::criteria::{Criteria, CriteriaError};
use tidegate_template::{Entry, Template, TemplateError};

use super::around::Around;
use crate::diagnostic::Document;
use crate::output::Console;

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
    around: &Around,
) -> Result<Read, Vec<CriteriaError>> {
    let template = around.template(document);
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
    let give = |name: &str| format!("--set {name}=VALUE");
    for sentence in entry.remarks(&document.name, &document.text, &give) {
        console.say(sentence);
    }
}
