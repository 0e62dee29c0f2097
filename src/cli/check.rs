//! Checks filters without records. Reports AWS's refusals and the findings of lint, in the order of the filters.

use tidegate::Profile;
use tidegate_batch::Route;
use tidegate_lint::{Filter, Finding, Severity, lint, refused};

use crate::exit::Reported;
use crate::findings::Findings;
use crate::output::Console;

/// The code for more filters than AWS accepts.
const TOO_MANY: &str = "L0501";

/// The findings about filters, in the order of the filters, each with AWS's words if AWS has some.
pub(crate) struct Checked {
    pub(crate) found: Vec<(Finding, Option<String>)>,
    /// Whether AWS would refuse the filters.
    pub(crate) is_refused: bool,
}

/// Reports the problems of each filter from `first` on by itself, and of all of these together. Returns `Err` if AWS
/// would refuse them.
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
    let checked = checked(&texts, route, profile);
    for (finding, aws) in checked.found {
        findings.add_with_aws(finding, aws, console);
    }
    findings.say_hidden(console);
    if checked.is_refused {
        Err(Reported)
    } else {
        Ok(())
    }
}

/// Returns the problems of each filter by itself, and of all together. Each text comes with the index that its findings
/// name.
pub(crate) fn checked(texts: &[(usize, &str)], route: Route, profile: Profile) -> Checked {
    let (mut accepted, mut indices) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    for &(index, text) in texts {
        match Filter::read(text, route, profile) {
            Ok(filter) => {
                accepted.push(filter);
                indices.push(index);
            }
            Err(_) => found.extend(refused(index, text, route, profile)),
        }
    }
    let mut is_refused = accepted.len() < texts.len();
    for mut finding in lint(&accepted) {
        finding.filter = indices[finding.filter];
        is_refused |= finding.code == TOO_MANY && finding.severity == Severity::Error;
        found.push((finding, None));
    }
    found.sort_by_key(|(finding, _)| finding.filter);
    Checked { found, is_refused }
}
