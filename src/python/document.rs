//! From the text of a document to its filters: as a template if it is one and may be one, and otherwise as filters by
//! themselves.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tidegate::Span;
use tidegate_batch::criteria::{Criteria, CriteriaError};
use tidegate_estimate::{FunctionToday, Today};
use tidegate_template::{
    Disk, Entry, Folder, Hole, SettingsTaken, Template, TemplateError, Values, is_terraform,
    read_samconfig,
};

use crate::findings::Found;

/// The kinds of documents that are accepted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Filters by themselves.
    Filters,
    /// Filters by themselves, or a template.
    Either,
    /// A template.
    Template,
}

impl Kind {
    pub(crate) fn of(name: &str) -> PyResult<Self> {
        match name {
            "filters" => Ok(Self::Filters),
            "either" => Ok(Self::Either),
            "template" => Ok(Self::Template),
            _ => Err(PyValueError::new_err(format!(
                "expected filters, either or template, not {name}"
            ))),
        }
    }
}

/// A document that is to be read.
pub(crate) struct Document<'d> {
    pub(crate) text: &'d str,
    /// What messages call it.
    pub(crate) file: &'d str,
    /// Where it is, if it is a file.
    pub(crate) path: Option<&'d Path>,
    /// Which of several mappings, rules or pipes.
    pub(crate) pick: Option<&'d str>,
    pub(crate) parameters: &'d BTreeMap<String, String>,
}

/// The filters of a document, and what comes along with them.
pub(crate) struct Read {
    pub(crate) criteria: Criteria,
    /// The settings of a template's mapping, for estimates.
    pub(crate) today: Option<(Today, SettingsTaken)>,
    /// What was assumed to read a template, a sentence each.
    pub(crate) remarks: Vec<String>,
}

/// Why a document can't be read: what is wrong with it, or with the values beside it.
pub(crate) enum Unread {
    Found(Vec<Found>),
    Raised(PyErr),
}

impl Document<'_> {
    pub(crate) fn read(&self, kind: Kind) -> Result<Read, Unread> {
        if kind == Kind::Filters {
            return self.filters();
        }
        let mut remarks = Vec::new();
        let values = self.values(&mut remarks)?;
        match self.template(&values).map_err(refused)? {
            Some(template) => self.of_template(&template, remarks),
            None if kind == Kind::Template => Err(refused(not_a_template(self.text))),
            None => self.filters(),
        }
    }

    /// Reads the text as a template. A Terraform file is read with the other files of its directory.
    fn template(&self, values: &Values) -> Result<Option<Template>, TemplateError> {
        match self.path.filter(|it| is_terraform(&it.to_string_lossy())) {
            Some(path) => {
                let directory = Disk::at(path.parent().unwrap_or(Path::new("")));
                let folder = Folder::new(Box::new(directory));
                Template::read_in(self.file, self.text, values, &folder)
            }
            None => Template::read(self.file, self.text, values),
        }
    }

    fn filters(&self) -> Result<Read, Unread> {
        let criteria = Criteria::read(self.text, self.pick);
        Ok(Read {
            criteria: criteria.map_err(|error| Unread::Found(vec![Found::of_document(error)]))?,
            today: None,
            remarks: Vec::new(),
        })
    }

    fn of_template(&self, template: &Template, mut remarks: Vec<String>) -> Result<Read, Unread> {
        let entry = template.choose(self.pick).map_err(chosen_badly)?;
        let mut said = HashSet::new();
        let open = entry.all_holes().filter(|hole| hole.is_open());
        let open = open.filter(|hole| said.insert(hole.key().to_owned()));
        let open: Vec<_> = open.map(unresolved).collect();
        if !open.is_empty() {
            return Err(Unread::Found(open));
        }
        remarks.extend(entry.remarks(self.file, self.text, &given));
        remarks.extend(self.unused());
        Ok(Read {
            criteria: entry.criteria(),
            today: Some((self.today(entry)?, entry.taken(self.file, self.text))),
            remarks,
        })
    }

    fn today(&self, entry: &Entry) -> Result<Today, Unread> {
        let mut mapping = entry.mapping_file().map_err(|error| {
            let sentence = format!("{}: {}: {error}", self.file, entry.name);
            Unread::Raised(PyValueError::new_err(sentence))
        })?;
        // The filters say it.
        mapping.origin = None;
        let function = entry.function_settings();
        Ok(Today {
            mapping,
            function: FunctionToday {
                memory_mb: function.memory_mb,
                storage_mb: function.storage_mb,
                architecture: function.architecture,
                reserved: function.reserved,
            },
            taken: None,
        })
    }

    /// Returns the values given, and for other names those of `samconfig.toml` beside a template in YAML.
    fn values(&self, remarks: &mut Vec<String>) -> Result<Values, Unread> {
        let mut values = Values::default();
        for (name, value) in self.parameters {
            values.set(name, value);
        }
        let Some(path) = self.path.and_then(samconfig) else {
            return Ok(values);
        };
        let name = path.display();
        let wrong = |why: &dyn std::fmt::Display| {
            Unread::Raised(PyValueError::new_err(format!("{name}: {why}")))
        };
        let text = std::fs::read_to_string(&path).map_err(|error| wrong(&error))?;
        let added = read_samconfig(&text, &mut values).map_err(|error| {
            let line = 1 + text[..error.range.start].matches('\n').count();
            wrong(&format_args!("line {line}: {}", error.message))
        })?;
        if !added.is_empty() {
            let names = added.join(", ");
            remarks.push(format!(
                "{name}: values for {names}; parameters= gives others"
            ));
        }
        Ok(values)
    }

    /// Returns a sentence for each value given to a name that the template does not have.
    fn unused(&self) -> impl Iterator<Item = String> {
        let names = self.parameters.keys();
        let unused = names.filter(|name| !self.text.contains(name.as_str()));
        unused.map(|name| format!("parameters: the template does not have the name {name}"))
    }
}

/// Returns the file of values beside a template in YAML, if there is one.
fn samconfig(template: &Path) -> Option<std::path::PathBuf> {
    let extension = template.extension()?.to_str()?;
    let path = template.with_file_name("samconfig.toml");
    (matches!(extension, "yaml" | "yml" | "template") && path.is_file()).then_some(path)
}

/// Returns how Python gives a value to a name.
fn given(name: &str) -> String {
    format!("parameters={{{name:?}: VALUE}}")
}

fn unresolved(hole: &Hole) -> Found {
    let help = match &hole.name {
        Some(name) => format!("give it a value: {}", given(name)),
        None => "write the value in a copy of the template".to_owned(),
    };
    Found::of_document(CriteriaError {
        code: "E0502",
        span: Span::new(hole.range.start, hole.range.end),
        message: format!("`{}` is known only after deployment", hole.what),
        help: Some(help),
        choices: Vec::new(),
    })
}

fn not_a_template(text: &str) -> TemplateError {
    let blanks = text.len() - text.trim_start().len();
    TemplateError {
        code: "E0402",
        message: "this is not a template: it has no resources".to_owned(),
        range: blanks..blanks,
        help: Some(
            "a pattern or a FilterCriteria by itself is read by Filter or Filter.from_file"
                .to_owned(),
        ),
        choices: Vec::new(),
    }
}

/// Returns the error for an entry that was not chosen well. Names are picked otherwise than on the command line.
fn chosen_badly(error: TemplateError) -> Unread {
    let is_open = !error.choices.is_empty();
    let help = is_open.then(|| "pick one by its name: name=...".to_owned());
    refused(TemplateError {
        help: help.or(error.help),
        ..error
    })
}

fn refused(error: TemplateError) -> Unread {
    Unread::Found(vec![Found::of_document(CriteriaError {
        code: error.code,
        span: Span::new(error.range.start, error.range.end),
        message: error.message,
        help: error.help,
        choices: error.choices,
    })])
}
