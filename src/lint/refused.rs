//! What is wrong with a filter that AWS refuses: the engine's errors and the rules about such texts, each mistake once, with
//! AWS's own words.

use tidegate::{Code, Profile, Rule};
use tidegate_batch::Route;

use crate::aws_words::aws_words;
use crate::finding::{Finding, Severity};
use crate::foreign::foreign_key;
use crate::lint::{lint_refused, mended};

/// Returns the errors of a filter that AWS refuses, with AWS's words at the first: AWS stops there. `index` is the index of
/// the filter in its list.
///
/// ```
/// let sqs: tidegate_batch::Route = "sqs".parse()?;
/// let found = tidegate_lint::refused(0, r#"{"body":{"a":1}}"#, sqs, sqs.profile());
/// let (finding, aws) = &found[0];
/// assert_eq!((finding.code, finding.fixed.as_deref()), ("E0204", Some(r#"{"body":{"a":[1]}}"#)));
/// assert_eq!(aws.as_deref(), Some("Invalid filter pattern definition."));
/// # Ok::<(), tidegate_batch::UnknownRoute>(())
/// ```
#[must_use]
pub fn refused(
    index: usize,
    text: &str,
    route: Route,
    profile: Profile,
) -> Vec<(Finding, Option<String>)> {
    let errors = errors(text, profile);
    let findings = errors.iter().map(|error| finding(index, error));
    let mut findings: Vec<_> = findings.chain(lint_refused(index, text)).collect();
    for finding in &mut findings {
        name_foreign(finding, text);
    }
    findings.dedup_by(|later, earlier| later.code == earlier.code && later.span == earlier.span);
    let findings = findings.into_iter();
    let mut found: Vec<_> = findings.map(|finding| (finding, None)).collect();
    drop_said_better(&mut found);
    if let (Some((first, aws)), Some(error)) = (found.first_mut(), errors.first()) {
        first.fixed = mended(text, route, profile).or_else(|| first.fixed.take());
        if first.fixed.is_some() && foreign_key(text, first.span).is_some() {
            first.help = None;
        } else if first.code == "E0204" && foreign_key(text, first.span).is_none() {
            first.help = list_help(first, text, profile);
        }
        *aws = aws_words(error, route);
    }
    found
}

/// The findings that say more about a refused filter than AWS's own errors at the same place.
const SAID_BETTER: [(&str, &str); 2] = [("E0201", "L0103"), ("E0202", "L0104")];

/// Leaves out errors about which another finding says more: that a text is not an object where it holds one, and that an
/// object has no fields where it is the whole filter.
fn drop_said_better(found: &mut Vec<(Finding, Option<String>)>) {
    for (error, better) in SAID_BETTER {
        let is_better = |(finding, _): &(Finding, Option<String>)| finding.code == better;
        if found.iter().any(is_better) {
            found.retain(|(finding, _)| finding.code != error);
        }
    }
}

/// Puts the operator of another language into the finding, if AWS's error comes from one.
fn name_foreign(finding: &mut Finding, text: &str) {
    let comes_from_key = matches!(finding.code, "E0204" | "E0206");
    if let Some(foreign) = foreign_key(text, finding.span).filter(|_| comes_from_key) {
        finding.span = foreign.span;
        finding.message = foreign.message;
        finding.help = Some(foreign.help);
    }
}

/// Returns the help for a value without a list. The help says so if a list would not help either: a stream's payload
/// can't be filtered as text, and the value may hold a whole filter.
fn list_help(bare: &Finding, text: &str, profile: Profile) -> Option<String> {
    let help = bare.help.clone()?;
    let Some(list) = help.strip_prefix("put it in a list: ") else {
        return Some(help);
    };
    if let Some(fixed) = &bare.fixed {
        return fixed.contains(list).then_some(help);
    }
    let (before, after) = (&text[..bare.span.start], &text[bare.span.end..]);
    let listed = Rule::errors(&format!("{before}{list}{after}"), profile);
    let refused = listed.iter().find(|it| it.code() == Code::NotInProfile);
    refused.map_or(Some(help), |it| it.help_text().map(str::to_owned))
}

/// Draws all errors of a pattern. A FilterCriteria that is not JSON was read as a pattern; for it only the place is
/// shown. A value that more values follow was meant as the first of a list; what AWS would say about it is left out.
fn errors(text: &str, profile: Profile) -> Vec<tidegate::Error> {
    let mut errors = Rule::errors(text, profile);
    let is_broken = errors
        .first()
        .is_some_and(|first| first.code() == Code::Syntax);
    if is_broken && text.contains("\"Pattern\"") {
        errors.truncate(1);
    }
    if is_broken {
        let fault = errors[0].span();
        errors.retain(|it| it.span() == fault || !goes_on(text, it.span().end, fault.start));
    }
    errors
}

/// Returns whether only a comma is between a value that ends at `end` and another value at `fault`.
fn goes_on(text: &str, end: usize, fault: usize) -> bool {
    let is_value = |byte: &u8| matches!(byte, b'-' | b'0'..=b'9' | b'"' | b'[' | b'{');
    let between = text.get(end..fault).map(str::trim);
    between == Some(",") && text.as_bytes().get(fault).is_some_and(is_value)
}

/// Returns an error of the engine as a finding about the filter with this index.
///
/// ```
/// let sqs: tidegate_batch::Route = "sqs".parse()?;
/// let error = tidegate::Rule::read("[]", sqs.profile()).unwrap_err();
/// assert_eq!(tidegate_lint::finding(2, &error).filter, 2);
/// # Ok::<(), tidegate_batch::UnknownRoute>(())
/// ```
#[must_use]
pub fn finding(filter: usize, error: &tidegate::Error) -> Finding {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let sqs: Route = "sqs".parse().unwrap();
        let found = refused(0, text, sqs, sqs.profile());
        found.iter().map(|(finding, _)| finding.code).collect()
    }

    #[test]
    fn one_mistake_is_said_once() {
        assert_eq!(codes("{}"), ["L0104"]);
        assert_eq!(codes(r#"{"numeric":">",10}"#), ["E0101"]);
        assert_eq!(codes(r#"{"body":{"a":[{"numeric":">",10}]}}"#), ["E0101"]);
        assert_eq!(codes(r#""{\"body\":[\"x\"]}""#), ["L0103"]);
    }

    #[test]
    fn two_mistakes_are_said_both() {
        assert_eq!(codes(r#"{"a":[],}"#), ["E0101", "E0203"]);
        assert_eq!(codes(r#"{"body":{}}"#), ["E0202"]);
        assert_eq!(codes(r#"{"a":5,b:[1]}"#), ["E0101", "E0204"]);
    }
}
