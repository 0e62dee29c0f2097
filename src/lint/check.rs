//! Runs all rules on a filter. Each finding has the corrected filter, without any mistake that has a remedy: all
//! findings offer the same pattern to copy.

use tidegate::Span;

use crate::filter::Filter;
use crate::finding::Finding;
use crate::meaning::Meaning;
use crate::registry::{MORE, RULES};
use crate::rule::{Check, Draft, Rule, Sampled};
use crate::settle::{is_mistake, settled_text};

/// Returns the findings about one filter by itself, each with the filter as its rule alone corrects it.
pub(crate) fn of_filter(filter: &Filter<'_>) -> Vec<Finding> {
    let found = RULES.iter().flat_map(|rule| {
        let drafts = match rule.check {
            Check::Filter(check) => check(filter),
            Check::Set(_)
            | Check::Meaning(_)
            | Check::Sample(_)
            | Check::Document
            | Check::Refused(_)
            | Check::Template(_)
            | Check::Outputs(_) => Vec::new(),
        };
        findings(drafts, rule, filter)
    });
    sorted(found.collect())
}

/// Returns the findings about several filters together.
pub(crate) fn of_sets(filters: &[Filter<'_>]) -> Vec<Finding> {
    let found = RULES.iter().flat_map(|rule| {
        let drafts = match rule.check {
            Check::Set(check) => check(filters),
            Check::Filter(_)
            | Check::Meaning(_)
            | Check::Sample(_)
            | Check::Document
            | Check::Refused(_)
            | Check::Template(_)
            | Check::Outputs(_) => Vec::new(),
        };
        indexed(drafts, rule)
    });
    found.collect()
}

/// Returns the findings about what filters mean, which are proofs. `found`: the findings of the other rules, which are
/// not said twice.
pub(crate) fn of_meaning(filters: &[Filter<'_>], found: &[Finding]) -> Vec<Finding> {
    let meaning = Meaning::of(filters, found);
    let more = RULES.iter().chain(MORE).flat_map(|rule| {
        let drafts = match rule.check {
            Check::Meaning(check) => check(&meaning),
            Check::Filter(_)
            | Check::Set(_)
            | Check::Sample(_)
            | Check::Document
            | Check::Refused(_)
            | Check::Template(_)
            | Check::Outputs(_) => Vec::new(),
        };
        indexed(drafts, rule)
    });
    more.collect()
}

/// Returns drafts, each with the index of its filter, as findings of their rule.
fn indexed(drafts: Vec<(usize, Draft)>, rule: &Rule) -> Vec<Finding> {
    let drafts = drafts.into_iter();
    drafts
        .map(|(index, draft)| draft.finding(&rule.explanation, index))
        .collect()
}

/// Returns the findings about one filter that facts about records show.
pub(crate) fn shown(filter: &Filter<'_>, sampled: &Sampled<'_>) -> Vec<Finding> {
    let found = RULES.iter().chain(MORE).flat_map(|rule| {
        let drafts = match rule.check {
            Check::Sample(check) => check(filter, sampled),
            Check::Filter(_)
            | Check::Set(_)
            | Check::Meaning(_)
            | Check::Document
            | Check::Refused(_)
            | Check::Template(_)
            | Check::Outputs(_) => Vec::new(),
        };
        findings(drafts, rule, filter)
    });
    sorted(found.collect())
}

/// Returns the filter without its mistakes that have a remedy; `None` if it has no such mistakes.
pub(crate) fn corrected(filter: &Filter<'_>) -> Option<String> {
    let found = of_filter(filter);
    let found: Vec<&Finding> = found.iter().collect();
    together(&found, filter, &of_filter)
}

/// Returns the findings of a rule. Leaves out a corrected filter if AWS would refuse it, because it is too long or too
/// complex.
fn findings<'f>(
    drafts: Vec<Draft>,
    rule: &'f Rule,
    filter: &'f Filter<'_>,
) -> impl Iterator<Item = Finding> + 'f {
    drafts.into_iter().map(|draft| {
        let mut finding = draft.finding(&rule.explanation, 0);
        finding.fixed = finding.fixed.filter(|fixed| filter.can_become(fixed));
        finding
    })
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
