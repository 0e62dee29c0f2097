//! Returns the findings about filters, with or without a sample of records.

use tidegate::{Profile, Span};
use tidegate_batch::Route;

use crate::check::{of_filter, of_meaning, of_sets, settled, shown, sorted};
use crate::counts::Shapes;
use crate::filter::Filter;
use crate::finding::Finding;
use crate::refusal_fix::fix_refused;
use crate::registry::RULES;
use crate::rule::{Check, Sampled};
use crate::sample::Sample;
use crate::settle::settled_text;

/// Returns the findings of filters that AWS accepts, in order of filter and place.
///
/// ```
/// use tidegate_batch::Route;
/// use tidegate_lint::{Filter, lint};
/// let kinesis: Route = "kinesis".parse()?;
/// let filter = Filter::read(r#"{"kinesis":{"data":{"a":[1]}}}"#, kinesis, kinesis.profile()).unwrap();
/// assert_eq!(lint(&[filter])[0].fixed.as_deref(), Some(r#"{"data":{"a":[1]}}"#));
/// # Ok::<(), tidegate_batch::UnknownRoute>(())
/// ```
#[must_use]
pub fn lint(filters: &[Filter<'_>]) -> Vec<Finding> {
    let mut findings = of_sets(filters);
    for (index, filter) in filters.iter().enumerate() {
        let own = of_filter(filter).into_iter();
        findings.extend(own.map(|finding| Finding {
            filter: index,
            ..finding
        }));
    }
    let findings = sorted(findings);
    let by_filter = findings.chunk_by(|one, other| one.filter == other.filter);
    let settled = by_filter.flat_map(|found| settled(found, &filters[found[0].filter], &of_filter));
    let mut findings: Vec<Finding> = settled.collect();
    findings.extend(of_meaning(filters, &findings));
    sorted(findings)
}

/// Returns the findings of filters that a sample of records shows, in order of filter and place. Returns none if the
/// sample has no records.
#[must_use]
pub fn lint_sample(filters: &[Filter<'_>], sample: &Sample) -> Vec<Finding> {
    if sample.records == 0 {
        return Vec::new();
    }
    let filters = filters.iter().enumerate();
    let found = filters.flat_map(|(index, filter)| {
        let corrected = sample.corrected(index);
        let other = corrected.and_then(|text| filter.with_text(text));
        let looked_at = other.as_ref().unwrap_or(filter);
        let shown = shown(looked_at, &sample.of_filter(index));
        let found = settled(&shown, looked_at, &|it| of_kept(it, sample)).into_iter();
        let found = found.map(|finding| Finding {
            filter: index,
            span: place_in(filter, looked_at, finding.span),
            ..finding
        });
        found.collect::<Vec<_>>()
    });
    sorted(found.collect())
}

/// Returns the findings about one filter by itself, and those that the records kept of a sample show.
fn of_kept(filter: &Filter<'_>, sample: &Sample) -> Vec<Finding> {
    let mut findings = of_filter(filter);
    if sample.kept() > 0 {
        let sampled = Sampled {
            records: sample.kept(),
            shapes: Shapes::default(),
            fields: &sample.recount(filter),
        };
        findings.extend(shown(filter, &sampled));
    }
    sorted(findings)
}

/// Returns the place in a filter of the text at `span` in the corrected filter; the filter's beginning if it does not
/// have that text.
fn place_in(filter: &Filter<'_>, corrected: &Filter<'_>, span: Span) -> Span {
    if filter.text() == corrected.text() {
        return span;
    }
    // A key that the correction added stands for the next outer key that the filter has.
    let fields = corrected.fields();
    let field = fields.all.iter().find(|field| field.key_span() == span);
    let steps = field.iter().flat_map(|field| field.steps.iter().rev());
    let spans = std::iter::once(span).chain(steps.map(|step| step.member.key_span));
    let mut found = spans.filter_map(|span| {
        let text = &corrected.text()[span.range()];
        let start = filter.text().find(text)?;
        Some(Span::new(start, start + text.len()))
    });
    found.next().unwrap_or_else(|| filter.opening_span())
}

/// Returns the findings about a text that AWS refuses, besides the engine's errors. `filter` is its index among the
/// filters.
///
/// ```
/// let findings = tidegate_lint::lint_refused(0, r#""{\"body\":[\"x\"]}""#);
/// assert_eq!(findings[0].code, "L0103");
/// ```
#[must_use]
pub fn lint_refused(filter: usize, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        if let Check::Refused(check) = rule.check {
            let drafts = check(text).into_iter();
            findings.extend(drafts.map(|draft| draft.finding(&rule.explanation, filter)));
        }
    }
    sorted(findings)
}

/// Returns the correction of a text that AWS refuses: AWS accepts it, and it has no mistake for which a rule has a
/// remedy. Returns `None` if one of the errors or mistakes has no obvious remedy.
///
/// ```
/// let sqs: tidegate_batch::Route = "sqs".parse()?;
/// let text = r#"{"Pattern":"{\"body\":{\"a\":[1]}}"}"#;
/// let mended = tidegate_lint::mended(text, sqs, sqs.profile());
/// assert_eq!(mended.as_deref(), Some(r#"{"body":{"a":[1]}}"#));
/// # Ok::<(), tidegate_batch::UnknownRoute>(())
/// ```
#[must_use]
pub fn mended(text: &str, route: Route, profile: Profile) -> Option<String> {
    let fixed = fix_refused(text, profile)?;
    let filter = Filter::read(&fixed, route, profile).ok()?;
    settled_text(fixed.clone(), &filter, &[], &of_filter)
}
