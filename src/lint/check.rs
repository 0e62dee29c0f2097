//! Runs all rules on a filter. Each finding has the corrected filter, without any mistake that has a remedy: all
//! findings offer the same pattern to copy.

use tidegate::Span;

use crate::explanation::Explanation;
use crate::filter::Filter;
use crate::finding::Finding;
use crate::registry::{MORE, RULES};
use crate::rule::{Check, Draft, Sampled};
use crate::settle::{is_mistake, settled_text};

/// Returns the findings about one filter by itself, each with the filter as its rule alone corrects it.
pub(crate) fn of_filter(filter: &Filter<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        if let Check::Filter(check) = rule.check {
            let drafts = check(filter).into_iter();
            findings.extend(drafts.map(|draft| finding(draft, &rule.explanation, filter, 0)));
        }
    }
    sorted(findings)
}

/// Returns the findings about several filters together.
pub(crate) fn of_sets(filters: &[Filter<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        if let Check::Set(check) = rule.check {
            let drafts = check(filters).into_iter();
            findings.extend(drafts.map(|(index, draft)| draft.finding(&rule.explanation, index)));
        }
    }
    findings
}

/// Returns the findings about one filter that facts about records show.
pub(crate) fn shown(filter: &Filter<'_>, sampled: &Sampled<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES.iter().chain(MORE) {
        if let Check::Sample(check) = rule.check {
            let drafts = check(filter, sampled).into_iter();
            findings.extend(drafts.map(|draft| finding(draft, &rule.explanation, filter, 0)));
        }
    }
    sorted(findings)
}

/// Returns the filter without its mistakes that have a remedy; `None` if it has no such mistakes.
pub(crate) fn corrected(filter: &Filter<'_>) -> Option<String> {
    let found = of_filter(filter);
    let found: Vec<&Finding> = found.iter().collect();
    together(&found, filter, &of_filter)
}

/// Returns the finding. Leaves out the corrected filter if AWS would refuse it, because it is too long or too complex.
fn finding(draft: Draft, of: &Explanation, filter: &Filter<'_>, index: usize) -> Finding {
    let mut finding = draft.finding(of, index);
    finding.fixed = finding.fixed.filter(|fixed| filter.can_become(fixed));
    finding
}

/// Returns the findings about one filter, each with the corrected filter. For a mistake, it has the remedies of all
/// mistakes.
pub(crate) fn settled(
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

/// Returns the filter with the remedies of all mistakes; `None` if no mistake has one.
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

pub(crate) fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    let place = |span: Span| (span.start, span.end);
    findings.sort_by_key(|finding| (finding.filter, place(finding.span), finding.code));
    findings
}
