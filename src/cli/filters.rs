//! From `-f` and `-e` to compiled filters. Every problem of every document is shown, at its line and column, before
//! the command gives up.

use std::fs;
use std::io;
use std::path::Path;

use tidegate::{Code, Profile, Rule, Source, Span};
use tidegate_batch::criteria::{
    Criteria, FILTERS_DEFAULT_MAX, FILTERS_QUOTA_MAX, FilterText, Quota,
};
use tidegate_batch::{FilterError, Filters, Route};

use crate::args::FilterOption;
use crate::diagnostic::{Diagnostic, Document, Severity};
use crate::exit::Reported;
use crate::output::{self, Console};

/// All that AWS Lambda says about a pattern it refuses.
/// (Answer of `CreateEventSourceMapping`, `InvalidParameterValueException`, observed 2025-11-25.)
pub(crate) const LAMBDA_REFUSAL: &str = "Invalid filter pattern definition.";

/// What `PutRule` puts in front of its reason.
pub(crate) const EVENTBRIDGE_REFUSAL: &str = "Event pattern is not valid. Reason: ";

/// Compiled filters, and what to call them.
#[derive(Clone, Debug)]
pub(crate) struct NamedFilters {
    pub(crate) filters: Filters,
    /// Where their records come from, as it was typed.
    pub(crate) route: Route,
    /// By index; `None` where a filter has no name.
    pub(crate) names: Vec<Option<String>>,
}

/// Reads, counts and compiles the filters, and says what is wrong with them.
pub(crate) fn load(
    options: &[FilterOption],
    route: Route,
    profile: Profile,
    console: &Console,
) -> Result<NamedFilters, Reported> {
    let documents = options
        .iter()
        .enumerate()
        .map(|(at, option)| open(option, at, options.len()).map_err(|error| error.show(console)))
        .collect::<Vec<_>>();
    let documents = documents.into_iter().collect::<Result<Vec<_>, _>>()?;
    let criteria: Vec<_> = documents
        .iter()
        .map(|document| read(document, console))
        .collect();
    let criteria = criteria.into_iter().collect::<Result<Vec<_>, _>>()?;
    let filters: Vec<_> = documents
        .iter()
        .zip(&criteria)
        .flat_map(|(document, criteria)| {
            criteria
                .filters
                .iter()
                .map(move |filter| (document, filter))
        })
        .collect();
    check_quota(filters.len(), route, console)?;
    compile(&filters, route, profile, console)
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
        Ok(text) => Ok(Document { name, text }),
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

fn read(document: &Document, console: &Console) -> Result<Criteria, Reported> {
    let criteria = Criteria::read(&document.text).map_err(|error| {
        let diagnostic = Diagnostic {
            severity: Severity::Error,
            code: Some(error.code),
            message: &error.message,
            span: error.span,
            help: error.help.as_deref(),
            aws: None,
        };
        console.drawn(&diagnostic.draw(document));
        Reported
    })?;
    for remark in criteria.remarks.iter().filter(|_| !console.is_quiet()) {
        let diagnostic = Diagnostic {
            severity: Severity::Warning,
            code: None,
            message: &remark.message,
            span: remark.span,
            help: Some(&remark.help),
            aws: None,
        };
        console.drawn(&diagnostic.draw(document));
    }
    Ok(criteria)
}

/// A pipe and an event source mapping have few filters; an EventBridge bus any number of rules.
fn check_quota(filters: usize, route: Route, console: &Console) -> Result<(), Reported> {
    match (route, Quota::of(filters)) {
        (Route::Service(Source::EventBridge), _) | (_, Quota::Within) => Ok(()),
        (Route::Pipe(_), Quota::NeedsIncrease | Quota::Exceeded) => Err(too_many(
            filters,
            format_args!("{FILTERS_DEFAULT_MAX} at most in a pipe"),
            console,
        )),
        (Route::Service(_), Quota::NeedsIncrease) => {
            console.warn(format_args!(
                "{filters} filters: AWS takes up to {FILTERS_DEFAULT_MAX} in an event source mapping, \
                 and up to {FILTERS_QUOTA_MAX} after a quota increase"
            ));
            Ok(())
        }
        (Route::Service(_), Quota::Exceeded) => Err(too_many(
            filters,
            format_args!("{FILTERS_QUOTA_MAX} at most in an event source mapping"),
            console,
        )),
    }
}

fn too_many(filters: usize, takes: std::fmt::Arguments<'_>, console: &Console) -> Reported {
    console.error(format_args!("{filters} filters: AWS takes {takes}"));
    console.help("join filters: several values in a list, or `$or` over fields");
    Reported
}

fn compile(
    filters: &[(&Document, &FilterText)],
    route: Route,
    profile: Profile,
    console: &Console,
) -> Result<NamedFilters, Reported> {
    let texts: Vec<_> = filters
        .iter()
        .map(|(_, filter)| filter.text.as_str())
        .collect();
    match Filters::compile(route.source(), profile, &texts) {
        Ok(compiled) => {
            let names = filters
                .iter()
                .map(|(_, filter)| filter.name.clone())
                .collect();
            Ok(NamedFilters {
                filters: compiled,
                route,
                names,
            })
        }
        Err(first) => {
            let each = || filters.iter().enumerate();
            let refused: Vec<_> = each()
                .filter_map(|(index, (_, filter))| refusal(index, &filter.text, route, profile))
                .collect();
            // None is refused by itself if the bound that is passed is one on all of them together.
            let shown = if refused.is_empty() {
                vec![first]
            } else {
                refused
            };
            for (at, FilterError { index, error }) in shown.iter().enumerate() {
                let (document, filter) = filters[*index];
                if at > 0 {
                    console.drawn("");
                }
                console.drawn(&draw(document, filter, error, route));
            }
            Err(Reported)
        }
    }
}

/// What is wrong with this filter by itself, without compiling it.
fn refusal(index: usize, text: &str, route: Route, profile: Profile) -> Option<FilterError> {
    match Rule::read(text, profile) {
        Err(error) => Some(FilterError { index, error }),
        Ok(_) => Filters::compile(route.source(), profile, &[text])
            .err()
            .map(|alone| FilterError {
                index,
                error: alone.error,
            }),
    }
}

fn draw(document: &Document, filter: &FilterText, error: &tidegate::Error, route: Route) -> String {
    let span: Span = filter.span_in(&document.text, error.span());
    let aws = aws_words(error, route);
    Diagnostic {
        severity: Severity::Error,
        code: Some(error.code().as_str()),
        message: error.message(),
        span,
        help: error.help_text(),
        aws: aws.as_deref(),
    }
    .draw(document)
}

/// AWS's words for a pattern with this error; `None` if they are not known, as those of pipes are not.
pub(crate) fn aws_words(error: &tidegate::Error, route: Route) -> Option<String> {
    match route {
        Route::Service(Source::EventBridge) => error
            .aws_message()
            .map(|reason| format!("{EVENTBRIDGE_REFUSAL}{reason}")),
        // The length is checked by the API's own validation, whose words differ; the bound on states is ours.
        Route::Service(_) if matches!(error.code(), Code::PatternTooLong | Code::TooManyStates) => {
            None
        }
        Route::Service(_) => Some(LAMBDA_REFUSAL.to_owned()),
        Route::Pipe(_) => None,
    }
}
