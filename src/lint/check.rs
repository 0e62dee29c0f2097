//! Filters in, the findings of all rules out. Each finding comes with the filter as it should be, without any of its mistakes
//! that have a remedy: one pattern to copy, whichever finding it is taken from.

use tidegate::{Profile, Span};
use tidegate_batch::Route;

use crate::explanation::Explanation;
use crate::filter::Filter;
use crate::finding::Finding;
use crate::refusal_fix::fix_refused;
use crate::registry::{MORE, RULES};
use crate::rule::{Check, Draft, Sampled};
use crate::sample::{Sample, Shapes};
use crate::settle::{is_mistake, settled_text};

/// The findings of filters that AWS accepts, in order of filter and place.
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
    settled.collect()
}

/// The findings about one filter by itself, each with the filter as its rule alone would have it.
fn of_filter(filter: &Filter<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        if let Check::Filter(check) = rule.check {
            let drafts = check(filter).into_iter();
            findings.extend(drafts.map(|draft| finding(draft, &rule.explanation, filter, 0)));
        }
    }
    sorted(findings)
}

/// The findings about several filters together.
fn of_sets(filters: &[Filter<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        if let Check::Set(check) = rule.check {
            let drafts = check(filters).into_iter();
            findings.extend(drafts.map(|(index, draft)| draft.finding(&rule.explanation, index)));
        }
    }
    findings
}

/// The findings of filters that a sample of records shows, in order of filter and place. None of no records.
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

/// The findings about one filter that facts about records show.
fn shown(filter: &Filter<'_>, sampled: &Sampled<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES.iter().chain(MORE) {
        if let Check::Sample(check) = rule.check {
            let drafts = check(filter, sampled).into_iter();
            findings.extend(drafts.map(|draft| finding(draft, &rule.explanation, filter, 0)));
        }
    }
    sorted(findings)
}

/// The findings about one filter by itself, and those that the records kept of a sample show.
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

/// The place in a filter of a text that stands at `span` in the corrected filter; its beginning if it is not there.
fn place_in(filter: &Filter<'_>, corrected: &Filter<'_>, span: Span) -> Span {
    if filter.text() == corrected.text() {
        return span;
    }
    // Of a key that the correction put in, the next key outside it that the filter has.
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

/// What can be said of a text that AWS refuses, beside the engine's errors. `filter` is its index among the filters.
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

/// A text that AWS refuses, as it should be: accepted by AWS, and without the mistakes of rules where they have a remedy.
/// `None` if one of its errors or mistakes has no obvious remedy.
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

/// The filter without its mistakes that have a remedy; `None` if it has none of these.
pub(crate) fn corrected(filter: &Filter<'_>) -> Option<String> {
    let found = of_filter(filter);
    let found: Vec<&Finding> = found.iter().collect();
    together(&found, filter, &of_filter)
}

/// The finding, without the filter as it should be if AWS would refuse that: it may have grown too long or too complex.
fn finding(draft: Draft, of: &Explanation, filter: &Filter<'_>, index: usize) -> Finding {
    let mut finding = draft.finding(of, index);
    finding.fixed = finding.fixed.filter(|fixed| filter.can_become(fixed));
    finding
}

/// The findings about one filter, each with the filter as it should be: that of a mistake has the remedies of all mistakes.
fn settled(
    found: &[Finding],
    filter: &Filter<'_>,
    lint: &dyn Fn(&Filter<'_>) -> Vec<Finding>,
) -> Vec<Finding> {
    let before: Vec<&Finding> = found.iter().collect();
    let together = together(&before, filter, lint);
    let settled = found.iter().map(|finding| {
        let own = finding.fixed.clone();
        let fixed = own.and_then(|own| match &together {
            Some(all) if is_mistake(finding) => Some(all.clone()),
            Some(_) | None => settled_text(own, filter, &before, lint),
        });
        Finding {
            fixed,
            ..finding.clone()
        }
    });
    settled.collect()
}

/// The filter with the remedies of all mistakes; `None` if none has one.
fn together(
    found: &[&Finding],
    filter: &Filter<'_>,
    lint: &dyn Fn(&Filter<'_>) -> Vec<Finding>,
) -> Option<String> {
    let mut mistakes = found.iter().filter(|it| is_mistake(it));
    let has_remedy = mistakes.any(|it| it.fixed.is_some());
    let settled =
        has_remedy.then(|| settled_text(filter.text().to_owned(), filter, found, lint))?;
    settled.filter(|text| text != filter.text())
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    let place = |span: Span| (span.start, span.end);
    findings.sort_by_key(|finding| (finding.filter, place(finding.span), finding.code));
    findings
}
