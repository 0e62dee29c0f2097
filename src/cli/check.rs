//! Checks filters without records. Reports AWS's refusals and the findings of lint, in the order of the filters.

use tidegate::Profile;
use tidegate_batch::Route;
use tidegate_lint::{Filter, Severity, lint, refused};

use crate::exit::Reported;
use crate::findings::Findings;
use crate::output::Console;

/// The code for more filters than AWS accepts.
const TOO_MANY: &str = "L0501";

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
    let (mut accepted, mut indices) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    for &(index, text) in &texts {
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
    for (finding, aws) in found {
        findings.add_with_aws(finding, aws, console);
    }
    findings.say_hidden(console);
    if is_refused { Err(Reported) } else { Ok(()) }
}
