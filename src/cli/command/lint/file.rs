//! Reads the filters of one file.

use tidegate::Rule;
use tidegate_batch::Route;
use tidegate_batch::criteria::{self, CriteriaError};
use tidegate_json::{Json, JsonKind};
use tidegate_template::{Edge, Note, NoteKind, Template, TemplateError, Via};

use super::find::{Candidate, Wish};
use super::found::{Fault, Group, LintFile, Told};
use super::source::told;
use crate::diagnostic::Document;
use crate::filters::{
    Around, OpenError, is_other_yaml, is_root, not_a_template, open_file, rows_beside,
};

/// Returns the file with its filters; `None` if it was met in a directory and holds none. `around`: the values
/// given for parameters of templates, and the other files of the directory.
pub(super) fn read(
    candidate: &Candidate,
    source: Option<Route>,
    around: &Around,
) -> Result<Option<LintFile>, OpenError> {
    let document = match (open_file(&candidate.path), candidate.wish) {
        (Ok(document), _) => document,
        // A directory may hold anything, such as text in another encoding.
        (Err(_), Wish::Met) => return Ok(None),
        (Err(error), Wish::Named) => return Err(error),
    };
    let file = of_document(document, candidate, source, around);
    let is_expected = candidate.wish == Wish::Named || rows_beside(&candidate.path).is_file();
    let is_kept = match &file.template {
        Some(template) => is_expected || is_looked_at(template),
        None => is_expected || file.faults.iter().any(is_of_template) || holds_filters(&file),
    };
    Ok(is_kept.then_some(file))
}

/// Returns the file with another text.
pub(super) fn reread(
    candidate: &Candidate,
    file: &LintFile,
    text: String,
    source: Option<Route>,
) -> LintFile {
    let document = Document {
        name: file.document.name.clone(),
        text,
    };
    of_document(document, candidate, source, &file.around)
}

/// Returns whether a template that nobody named has something that rules look at: a mapping, rule or pipe, a filter where
/// AWS does not look for it, or a notification, which may invoke a function again.
fn is_looked_at(template: &Template) -> bool {
    let is_misplaced = |it: &Note| it.kind == NoteKind::Misplaced;
    let is_notification =
        |it: &Edge| matches!(it.via, Via::Notification { .. }) && it.elsewhere.is_none();
    !template.entries.is_empty()
        || template.notes.iter().any(is_misplaced)
        || template.edges.iter().any(is_notification)
}

fn of_document(
    document: Document,
    candidate: &Candidate,
    source: Option<Route>,
    around: &Around,
) -> LintFile {
    match around.template(&document) {
        Ok(Some(template)) => of_template(document, template, around.clone()),
        Ok(None) if is_other_yaml(&document) => {
            let fault = fault(not_a_template(&document));
            LintFile::faulty(document, fault)
        }
        Ok(None) => of_filters(document, candidate, source),
        // Charts and other tools have files that only look like YAML.
        Err(_) if candidate.wish == Wish::Met && !seems_to_hold_filters(&document) => {
            of_filters(document, candidate, source)
        }
        Err(error) => LintFile::faulty(document, unread(error)),
    }
}

/// Returns whether a template that can't be read names what has filters.
fn seems_to_hold_filters(document: &Document) -> bool {
    let words = ["AWS::", "filter_criteria", "event_pattern"];
    words.iter().any(|word| document.text.contains(word))
}

/// Returns whether a fault is one of a template.
fn is_of_template(fault: &Fault) -> bool {
    fault.code.starts_with("E05")
}

/// Returns a template with its mappings, rules and pipes that have filters.
fn of_template(document: Document, template: Template, around: Around) -> LintFile {
    let entries = template.entries.iter().enumerate();
    // A filter of a module that owes nothing to this file is found in the module's own files.
    let filtered = entries.filter(|(_, it)| !it.filters.is_empty() && !it.is_elsewhere());
    let groups = filtered.map(|(index, entry)| {
        let criteria = entry.criteria();
        Group {
            name: Some(entry.name.clone()),
            told: criteria.route.map_or(Told::Unknown, Told::Named),
            filters: criteria.filters,
            remarks: criteria.remarks,
            entry: Some(index),
        }
    });
    LintFile {
        groups: groups.collect(),
        document,
        template: Some(template),
        faults: Vec::new(),
        around,
    }
}

fn unread(error: TemplateError) -> Fault {
    Fault {
        code: error.code,
        span: tidegate::Span::new(error.range.start, error.range.end),
        message: error.message,
        help: error.help,
    }
}

/// Returns a file of filters, or of what AWS's command line prints.
fn of_filters(document: Document, candidate: &Candidate, source: Option<Route>) -> LintFile {
    let (groups, faults) = match criteria::Group::all(&document.text) {
        Ok(groups) => (groups, Vec::new()),
        Err(error) => (Vec::new(), vec![fault(error)]),
    };
    let groups = groups.into_iter().map(|group| Group {
        told: match (group.criteria.route, source) {
            (Some(route), _) | (None, Some(route)) => Told::Named(route),
            (None, None) => told(candidate, &group.criteria.filters),
        },
        name: group.name,
        filters: group.criteria.filters,
        remarks: group.criteria.remarks,
        entry: None,
    });
    LintFile {
        groups: groups.collect(),
        document,
        template: None,
        faults,
        around: Around::default(),
    }
}

fn fault(error: CriteriaError) -> Fault {
    Fault {
        code: error.code,
        span: error.span,
        message: error.message,
        help: error.help,
    }
}

/// Returns whether a JSON file that nobody named holds filters: what AWS prints of mappings, rules and pipes, a
/// `FilterCriteria`, or patterns that AWS accepts or nearly accepts. Any other object, such as a `package.json`, is not
/// a broken filter.
fn holds_filters(file: &LintFile) -> bool {
    if file.groups.iter().any(|group| group.name.is_some()) {
        return true;
    }
    let text = &file.document.text;
    let Ok(root) = Json::parse_whole(text) else {
        return false;
    };
    match &root.kind {
        JsonKind::Object(_) if root.get("Filters").or(root.get("FilterCriteria")).is_some() => true,
        JsonKind::Object(members) if members.is_empty() => false,
        JsonKind::Object(_) => is_pattern(text) || is_nearly_pattern(&root),
        JsonKind::Array(elements) => {
            let are_objects = elements
                .iter()
                .all(|it| matches!(it.kind, JsonKind::Object(_)));
            let mut texts = elements.iter().map(|it| &text[it.span.range()]);
            !elements.is_empty() && are_objects && texts.all(is_pattern)
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => false,
    }
}

fn is_pattern(text: &str) -> bool {
    Rule::read(text, tidegate::Profile::Ruler).is_ok()
}

/// Returns whether an object was probably meant as a pattern: it asks for a field of some source's records, and at
/// least half of its values are lists. In an event or a record, few values are lists.
fn is_nearly_pattern(root: &Json) -> bool {
    let asks = root.members().iter().any(|it| is_root(&it.key));
    let (lists, others) = leaves(root);
    asks && lists > 0 && lists >= others
}

/// Returns how many lists and how many other values stand under the keys of an object and of the objects in it.
fn leaves(object: &Json) -> (usize, usize) {
    let counts = object.members().iter().map(|it| match &it.value.kind {
        JsonKind::Object(_) => leaves(&it.value),
        JsonKind::Array(_) => (1, 0),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => (0, 1),
    });
    counts.fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1))
}
