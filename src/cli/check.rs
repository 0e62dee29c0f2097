//! Filters in, all that is to be said about them by themselves, out: AWS's refusals and the findings of lint, in the order of
//! the filters.

use tidegate::{Code, Profile, Rule};
use tidegate_batch::Route;
use tidegate_lint::{Filter, Finding, Severity, lint, lint_refused, mended};

use crate::exit::Reported;
use crate::findings::Findings;
use crate::output::Console;
use crate::refusal::aws_words;

/// The code of more filters than AWS takes.
const TOO_MANY: &str = "L0501";

/// Says what is wrong with each filter from `first` on by itself, and with all of these together. `Err`: AWS would not take
/// them.
pub(crate) fn check(
    findings: &mut Findings,
    first: usize,
    route: Route,
    profile: Profile,
    console: &Console,
) -> Result<(), Reported> {
    let origins = findings.origins().iter().enumerate().skip(first);
    let texts = origins.map(|(index, origin)| (index, origin.filter.text.as_str()));
    let texts: Vec<_> = texts.collect();
    let (mut accepted, mut indices) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    for &(index, text) in &texts {
        match Filter::read(text, route, profile) {
            Ok(filter) => {
                accepted.push(filter);
                indices.push(index);
            }
            Err(_) => found.extend(refusals(index, text, route, profile)),
        }
    }
    let mut is_refused = accepted.len() < texts.len();
    for mut finding in lint(&accepted) {
        finding.filter = indices[finding.filter];
        is_refused |= finding.code == TOO_MANY && finding.severity == Severity::Error;
        found.push((finding, None));
    }
    found.sort_by_key(|(finding, _)| finding.filter);
    for (finding, aws) in found {
        findings.add_with_aws(finding, aws, console);
    }
    findings.say_hidden(console);
    if is_refused { Err(Reported) } else { Ok(()) }
}

/// What is wrong with a filter that AWS refuses, with AWS's words at the first: AWS stops there.
fn refusals(
    index: usize,
    text: &str,
    route: Route,
    profile: Profile,
) -> Vec<(Finding, Option<String>)> {
    let errors = errors(text, profile);
    let findings = errors.iter().map(|error| finding(index, error));
    let findings = findings.chain(lint_refused(index, text));
    let mut found: Vec<_> = findings.map(|finding| (finding, None)).collect();
    if let (Some((first, aws)), Some(error)) = (found.first_mut(), errors.first()) {
        first.fixed = mended(text, route, profile);
        first.help = first
            .help
            .take()
            .filter(|help| is_in_fix(help, first.fixed.as_deref()));
        *aws = aws_words(error, route);
    }
    found
}

/// Whether the remedy of one error, if it spells a list, is part of the filter as it should be: a list may be no remedy
/// where the whole value is wrong.
fn is_in_fix(help: &str, fixed: Option<&str>) -> bool {
    match help.strip_prefix("put it in a list: ") {
        Some(list) => fixed.is_some_and(|fixed| fixed.contains(list)),
        None => true,
    }
}

/// All errors of a pattern. A FilterCriteria that is no JSON was taken for a pattern; of that only the place is said.
fn errors(text: &str, profile: Profile) -> Vec<tidegate::Error> {
    let mut errors = Rule::errors(text, profile);
    let is_broken = errors
        .first()
        .is_some_and(|first| first.code() == Code::Syntax);
    if is_broken && text.contains("\"Pattern\"") {
        errors.truncate(1);
    }
    errors
}

/// An error of the engine as a finding.
pub(crate) fn finding(filter: usize, error: &tidegate::Error) -> Finding {
    Finding {
        code: error.code().as_str(),
        severity: Severity::Error,
        filter,
        span: error.span(),
        message: error.message().to_owned(),
        help: error.help_text().map(str::to_owned),
        fixed: None,
    }
}
