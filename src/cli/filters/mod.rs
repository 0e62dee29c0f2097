//! From `-f` and `-e` to compiled filters. Every problem of every document is shown, at its line and column, before
//! the command gives up.

mod around;
mod documents;
mod guess;
mod mapping;
mod open;
mod read;

use tidegate::Profile;
use tidegate_batch::criteria::Criteria;
use tidegate_batch::{FilterError, Filters, Route};
use tidegate_lint::{Filter, Sample, aws_words, finding, lint_sample, never_matches};
use tidegate_template::Values;

use crate::args::{FindingArgs, NamedFile};
use crate::check::check;
use crate::exit::Reported;
use crate::findings::{Findings, Origin};
use crate::output::Console;

use read::Read;

pub(crate) use around::{Around, Folders};
pub(crate) use documents::{Documents, open_as, whole_template};
pub(crate) use guess::{Guess, is_root, of_rows, rows_beside};
pub(crate) use mapping::mapping_of_template;
pub(crate) use open::{OpenError, beside, open_file};
pub(crate) use read::{is_other_yaml, not_a_template, read};

/// Compiled filters, and what to call them.
#[derive(Clone, Debug)]
pub(crate) struct NamedFilters {
    pub(crate) filters: Filters,
    /// Where their records come from, as it was typed.
    pub(crate) route: Route,
    /// By index; `None` if a filter has no name.
    pub(crate) names: Vec<Option<String>>,
    /// The findings about them.
    pub(crate) findings: Findings,
}

impl NamedFilters {
    /// Returns an empty sample, for the findings that records show about the filters.
    pub(crate) fn sample(&self) -> Sample {
        Sample::new(&self.read_again(), &self.filters)
    }

    /// Returns the findings together with those that a sample shows, and prints the latter.
    pub(crate) fn findings_with(&self, sample: &Sample, console: &Console) -> Findings {
        let mut findings = self.findings.clone();
        findings.add(lint_sample(&self.read_again(), sample), console);
        findings.say_hidden(console);
        findings
    }

    /// Returns whether findings prove that no record can match any of the filters.
    pub(crate) fn never_match(&self) -> bool {
        self.read_again().iter().all(never_matches)
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
    /// Used for documents that hold no filters, so that there are no findings about filters.
    fn from(_: Reported) -> Self {
        Self {
            findings: Box::default(),
            filters: 0,
        }
    }
}

/// Compiles the filters of the documents, and reports the findings about them.
pub(crate) fn load(
    documents: Documents,
    route: Route,
    profile: Profile,
    findings: &FindingArgs,
    console: &Console,
) -> Result<NamedFilters, Refused> {
    let mut findings = Findings::new(findings);
    for (document, criteria) in documents.into_read() {
        let index = findings.add_document(document);
        add_criteria(&mut findings, index, criteria, 0, console);
    }
    compile(findings, route, profile, console)
}

/// Checks the filters of a file by themselves, and reports the findings about them. Errors of the file as a document
/// are reported by its next reader.
pub(crate) fn look_at(
    findings: &mut Findings,
    file: &NamedFile,
    route: Route,
    profile: Profile,
    console: &Console,
) {
    let Ok(document) = open_file(&file.path) else {
        return;
    };
    let around = Around::of(&file.path, Values::default());
    let Ok(Read { criteria, .. }) = read(&document, file.name(), &around) else {
        return;
    };
    // The row is refused because of the contradiction.
    if criteria.route.is_some_and(|told| told != route) {
        return;
    }
    let first = findings.origins().len();
    let index = findings.add_document(document);
    add_criteria(findings, index, criteria, first, console);
    // A refused filter is not a failure: the rows may test that it is refused.
    let (Ok(()) | Err(Reported)) = check(findings, first, route, profile, console);
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

/// Returns the errors of the filters that can't be compiled by themselves. If each of them can, they exceed a bound on
/// all filters together; then returns `first`, which says so.
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
