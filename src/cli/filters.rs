//! From `-f` and `-e` to compiled filters. Every problem of every document is shown, at its line and column, before
//! the command gives up.

use std::fs;
use std::io;
use std::path::Path;

use tidegate::Profile;
use tidegate_batch::criteria::Criteria;
use tidegate_batch::{FilterError, Filters, Route};
use tidegate_lint::{Filter, Sample, lint_sample};

use crate::args::{FilterOption, FindingArgs};
use crate::check::{check, finding};
use crate::diagnostic::{Diagnostic, Document, Level};
use crate::exit::Reported;
use crate::findings::{Findings, Origin};
use crate::output::{self, Console};
use crate::refusal::aws_words;

/// Compiled filters, and what to call them.
#[derive(Clone, Debug)]
pub(crate) struct NamedFilters {
    pub(crate) filters: Filters,
    /// Where their records come from, as it was typed.
    pub(crate) route: Route,
    /// By index; `None` where a filter has no name.
    pub(crate) names: Vec<Option<String>>,
    /// What was found about them.
    pub(crate) findings: Findings,
}

impl NamedFilters {
    /// A sample of no records yet, for what records show about the filters.
    pub(crate) fn sample(&self) -> Sample {
        Sample::new(&self.read_again(), &self.filters)
    }

    /// The findings with those that a sample shows, which are shown now.
    pub(crate) fn findings_with(&self, sample: &Sample, console: &Console) -> Findings {
        let mut findings = self.findings.clone();
        findings.add(lint_sample(&self.read_again(), sample), console);
        findings.say_hidden(console);
        findings
    }

    fn read_again(&self) -> Vec<Filter<'_>> {
        let origins = self.findings.origins().iter();
        let texts = origins.map(|origin| origin.filter.text.as_str());
        let read = texts.map(|text| Filter::read(text, self.route, self.filters.profile()));
        let read: Result<_, _> = read.collect();
        read.expect("they were read before they were compiled")
    }
}

/// Filters that AWS would not take; why has been said on stderr.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) findings: Box<Findings>,
    /// How many filters there are, the others too.
    pub(crate) filters: usize,
}

impl From<Refused> for Reported {
    fn from(_: Refused) -> Self {
        Self
    }
}

impl From<Reported> for Refused {
    /// Of documents that hold no filters to find anything about.
    fn from(_: Reported) -> Self {
        Self {
            findings: Box::default(),
            filters: 0,
        }
    }
}

/// Reads and compiles the filters, and says what there is to say about them.
pub(crate) fn load(
    options: &[FilterOption],
    route: Route,
    profile: Profile,
    findings: &FindingArgs,
    console: &Console,
) -> Result<NamedFilters, Refused> {
    let documents = options
        .iter()
        .enumerate()
        .map(|(at, option)| open(option, at, options.len()).map_err(|error| error.show(console)))
        .collect::<Vec<_>>();
    let documents = documents.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut findings = Findings::new(findings);
    let documents: Vec<_> = documents
        .into_iter()
        .map(|document| findings.add_document(document))
        .collect();
    add_origins(&mut findings, &documents, console)?;
    compile(findings, route, profile, console)
}

/// Looks at the filters of a file by themselves, and says what there is to say about them. What is wrong with the document
/// is left to whoever reads it next.
pub(crate) fn look_at(
    findings: &mut Findings,
    document: Document,
    route: Route,
    profile: Profile,
    console: &Console,
) {
    let first = findings.origins().len();
    let index = findings.add_document(document);
    let Ok(criteria) = Criteria::read(&findings.document(index).text) else {
        return;
    };
    add_criteria(findings, index, criteria, first, console);
    // A filter that is refused may be just what the rows are about.
    let (Ok(()) | Err(Reported)) = check(findings, first, route, profile, console);
}

/// Takes up the filters of all documents, and what there is to say about the documents.
fn add_origins(
    findings: &mut Findings,
    documents: &[usize],
    console: &Console,
) -> Result<(), Reported> {
    let read = documents.iter();
    let read: Vec<_> = read
        .map(|&index| read_criteria(findings.document(index), console))
        .collect();
    let criteria = read.into_iter().collect::<Result<Vec<_>, _>>()?;
    for (&document, criteria) in documents.iter().zip(criteria) {
        add_criteria(findings, document, criteria, 0, console);
    }
    Ok(())
}

/// Takes up the filters of one document. `first`: where those begin that are used together with it.
fn add_criteria(
    findings: &mut Findings,
    document: usize,
    criteria: Criteria,
    first: usize,
    console: &Console,
) {
    for remark in &criteria.remarks {
        findings.add_remark(document, remark, console);
    }
    for filter in criteria.filters {
        findings.add_origin(Origin {
            document,
            number: findings.origins().len() - first + 1,
            filter,
        });
    }
}

/// A filter document that can't be read.
pub(crate) struct OpenError {
    message: String,
    help: Option<&'static str>,
}

impl OpenError {
    fn show(&self, console: &Console) -> Reported {
        console.error(&self.message);
        if let Some(help) = self.help {
            console.help(help);
        }
        Reported
    }
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

fn open(option: &FilterOption, at: usize, of: usize) -> Result<Document, OpenError> {
    match option {
        FilterOption::File(path) => open_file(path),
        FilterOption::Text(text) => {
            let name = if of == 1 {
                "-e".to_owned()
            } else {
                format!("-e (filter option {})", at + 1)
            };
            Ok(Document {
                name,
                text: text.clone(),
            })
        }
    }
}

/// Reads a filter file.
pub(crate) fn open_file(path: &Path) -> Result<Document, OpenError> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| unreadable(&name, &error))?;
    match String::from_utf8(bytes) {
        // Editors on Windows put a mark in front, which is no part of the JSON.
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
            Ok(Document { name, text })
        }
        Err(error) => Err(not_text(
            &name,
            error.as_bytes(),
            error.utf8_error().valid_up_to(),
        )),
    }
}

fn unreadable(name: &str, error: &io::Error) -> OpenError {
    let help = (error.kind() == io::ErrorKind::IsADirectory)
        .then_some("name a file of filters; -f can be repeated");
    let why = output::io_reason(error);
    OpenError {
        message: format!("can't read the filter file {name}: {why}"),
        help,
    }
}

fn not_text(name: &str, bytes: &[u8], offset: usize) -> OpenError {
    let line = 1 + bytes[..offset]
        .iter()
        .filter(|&&byte| byte == b'\n')
        .count();
    OpenError {
        message: format!(
            "the filter file {name} is not UTF-8 text: byte 0x{:02x} at offset {offset}, line {line}",
            bytes[offset]
        ),
        help: Some("filters are JSON, and JSON is UTF-8"),
    }
}

fn read_criteria(document: &Document, console: &Console) -> Result<Criteria, Reported> {
    Criteria::read(&document.text).map_err(|error| {
        let diagnostic = Diagnostic {
            level: Level::Error,
            code: Some(error.code),
            message: &error.message,
            span: error.span,
            help: error.help.as_deref(),
            fixed: None,
            aws: None,
        };
        console.drawn(&diagnostic.draw(document));
        Reported
    })
}

fn compile(
    mut findings: Findings,
    route: Route,
    profile: Profile,
    console: &Console,
) -> Result<NamedFilters, Refused> {
    let filters = findings.origins().iter().map(|origin| &origin.filter);
    let (texts, names): (Vec<_>, Vec<_>) = filters
        .map(|filter| (filter.text.clone(), filter.name.clone()))
        .unzip();
    let texts: Vec<_> = texts.iter().map(String::as_str).collect();
    let sound = check(&mut findings, 0, route, profile, console);
    let compiled = match sound {
        Ok(()) => Filters::compile(route.source(), profile, &texts),
        Err(Reported) => {
            return Err(Refused {
                findings: Box::new(findings),
                filters: texts.len(),
            });
        }
    };
    match compiled {
        Ok(filters) => Ok(NamedFilters {
            filters,
            route,
            names,
            findings,
        }),
        Err(first) => {
            for FilterError { index, error } in refusals(&texts, first, route, profile) {
                let aws = aws_words(&error, route);
                findings.add_with_aws(finding(index, &error), aws, console);
            }
            Err(Refused {
                findings: Box::new(findings),
                filters: texts.len(),
            })
        }
    }
}

/// The filters that can't be compiled by themselves. If each can, the bound that is passed is one on all of them together,
/// and `first` says so.
fn refusals(
    texts: &[&str],
    first: FilterError,
    route: Route,
    profile: Profile,
) -> Vec<FilterError> {
    let alone = texts.iter().enumerate().filter_map(|(index, text)| {
        let refused = Filters::compile(route.source(), profile, &[text]).err()?;
        Some(FilterError {
            index,
            error: refused.error,
        })
    });
    let alone: Vec<_> = alone.collect();
    if alone.is_empty() { vec![first] } else { alone }
}
