//! From the text of a filter document to compiled filters, or to the findings that say why there are none.

use std::collections::BTreeMap;
use std::path::Path;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use tidegate::Profile;
use tidegate_batch::criteria::{Criteria, FilterText};
use tidegate_batch::{FilterError, Filters, Route};
use tidegate_lint::{Filter, Severity, aws_words, finding, lint, refused};

use crate::compiled::{Compiled, Origin};
use crate::document::{Document, Kind, Unread};
use crate::findings::Found;

/// The code for more filters than AWS accepts.
const TOO_MANY: &str = "L0501";

/// The compiled filters of a document, if AWS accepts them; a dict for each finding; and what was assumed, a sentence each.
type ReadFilters<'py> = (Option<Compiled>, Vec<Bound<'py, PyDict>>, Vec<String>);

/// How Python asks for the filters of a document.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Wanted {
    /// Where the records come from; `None` if the document says it.
    source: Option<String>,
    /// Which of several mappings, rules or pipes.
    pick: Option<String>,
    profile: Option<String>,
    /// What messages call the document.
    file: String,
    /// Whether `file` is a path.
    is_file: bool,
    /// `filters`, `either` or `template`.
    kind: String,
    /// Values for the parameters of a template.
    parameters: BTreeMap<String, String>,
}

/// Reads a document of filters.
#[pyfunction]
pub(crate) fn read_filters<'py>(
    py: Python<'py>,
    text: &str,
    wanted: Wanted,
) -> PyResult<ReadFilters<'py>> {
    let source = wanted.source.as_deref().map(str::parse::<Route>);
    let source = source.transpose();
    let source = source.map_err(|error| PyValueError::new_err(error.to_string()))?;
    let document = Document {
        text,
        file: &wanted.file,
        path: wanted.is_file.then(|| Path::new(&wanted.file)),
        pick: wanted.pick.as_deref(),
        parameters: &wanted.parameters,
    };
    let read = match document.read(Kind::of(&wanted.kind)?) {
        Ok(read) => read,
        Err(Unread::Raised(error)) => return Err(error),
        Err(Unread::Found(found)) => return Ok((None, dicts(py, &found, text)?, Vec::new())),
    };
    let route = settle(source, read.criteria.route, &wanted.file)?;
    let profile = profile_of(wanted.profile.as_deref(), route)?;
    let mut found: Vec<_> = read.criteria.remarks.iter().map(Found::of_remark).collect();
    let filters = compile(&read.criteria, (route, profile), text, &mut found);
    let told = dicts(py, &found, text)?;
    let compiled = filters.map(|filters| {
        let origin = Origin {
            criteria: read.criteria,
            found,
            document: text.to_owned(),
            file: wanted.file,
            today: read.today,
        };
        Compiled::new(filters, route, origin)
    });
    Ok((compiled, told, read.remarks))
}

fn dicts<'py>(py: Python<'py>, found: &[Found], text: &str) -> PyResult<Vec<Bound<'py, PyDict>>> {
    found.iter().map(|it| it.dict(py, text)).collect()
}

fn settle(wanted: Option<Route>, told: Option<Route>, file: &str) -> PyResult<Route> {
    match (wanted, told) {
        (Some(wanted), Some(told)) if wanted != told => Err(PyValueError::new_err(format!(
            "source is {wanted}, but the filters in {file} are for {told}: leave out source, or name other filters"
        ))),
        (Some(route), _) | (None, Some(route)) => Ok(route),
        (None, None) => Err(PyValueError::new_err(
            "where do the records come from? name the source: sqs, kinesis, dynamodb, kafka, mq, eventbridge or pipes/SOURCE",
        )),
    }
}

/// Returns the language of the filters: the route's, unless another is named.
fn profile_of(name: Option<&str>, route: Route) -> PyResult<Profile> {
    match name {
        None => Ok(route.profile()),
        Some("ruler") => Ok(Profile::Ruler),
        Some("pipes") => Ok(Profile::Pipes(route.source())),
        Some(other) => Err(PyValueError::new_err(format!(
            "unknown profile `{other}`: expected ruler or pipes"
        ))),
    }
}

/// Compiles the filters and adds what is found about them. Returns `None` if AWS refuses one.
fn compile(
    criteria: &Criteria,
    (route, profile): (Route, Profile),
    document: &str,
    found: &mut Vec<Found>,
) -> Option<Filters> {
    let texts: Vec<_> = criteria.filters.iter().map(|it| it.text.as_str()).collect();
    if check(criteria, (route, profile), document, found) {
        return None;
    }
    match Filters::compile(route.source(), profile, &texts) {
        Ok(filters) => Some(filters),
        Err(FilterError { index, error }) => {
            let filter = &criteria.filters[index];
            let aws = aws_words(&error, route);
            found.push(Found::of_filter(
                finding(index, &error),
                aws,
                filter,
                document,
            ));
            None
        }
    }
}

/// Adds the findings about each filter and about all of them. Returns whether AWS would refuse them.
fn check(
    criteria: &Criteria,
    (route, profile): (Route, Profile),
    document: &str,
    found: &mut Vec<Found>,
) -> bool {
    let (accepted, mut findings) = sorted_out(&criteria.filters, route, profile);
    let mut is_refused = accepted.len() < criteria.filters.len();
    let (indices, accepted): (Vec<_>, Vec<_>) = accepted.into_iter().unzip();
    for mut finding in lint(&accepted) {
        finding.filter = indices[finding.filter];
        is_refused |= finding.code == TOO_MANY && finding.severity == Severity::Error;
        findings.push((finding, None));
    }
    findings.sort_by_key(|(finding, _)| finding.filter);
    for (finding, aws) in findings {
        let filter = &criteria.filters[finding.filter];
        found.push(Found::of_filter(finding, aws, filter, document));
    }
    is_refused
}

/// A finding, with AWS's words if AWS refuses the filter.
type Told = (tidegate_lint::Finding, Option<String>);

/// Returns the filters that AWS accepts, each with its index, and why it refuses the others.
fn sorted_out(
    filters: &[FilterText],
    route: Route,
    profile: Profile,
) -> (Vec<(usize, Filter<'_>)>, Vec<Told>) {
    let (mut accepted, mut findings) = (Vec::new(), Vec::new());
    for (index, filter) in filters.iter().enumerate() {
        match Filter::read(&filter.text, route, profile) {
            Ok(read) => accepted.push((index, read)),
            Err(_) => findings.extend(refused(index, &filter.text, route, profile)),
        }
    }
    (accepted, findings)
}
