//! The proven facts about filters that the rules on meaning share: which filters never match, match everything or do what
//! others do, and which of their parts do nothing. A question that is too large stays open, and nothing is said about it.

use tidegate::Span;
use tidegate_analysis::{FilterFacts, facts};
use tidegate_batch::criteria::FILTERS_QUOTA_MAX;

use crate::evident::is_evident;
use crate::field::{Field, Fields};
use crate::filter::Filter;
use crate::finding::{Finding, Severity};
use crate::idle_parts::{IdleParts, idle_parts};
use crate::proven::{CAPS, compiled};

/// Filters with what is proven about them.
pub(crate) struct Meaning<'m> {
    pub(crate) filters: &'m [Filter<'m>],
    /// What the other rules found about them.
    found: &'m [Finding],
    /// By filter.
    facts: Vec<FilterFacts>,
    /// By filter.
    idle: Vec<IdleParts>,
}

impl<'m> Meaning<'m> {
    pub(crate) fn of(filters: &'m [Filter<'m>], found: &'m [Finding]) -> Self {
        let facts = match are_together(filters) {
            true => facts_of(filters),
            false => filters
                .iter()
                .flat_map(|it| facts_of(std::slice::from_ref(it)))
                .collect(),
        };
        let idle = filters.iter().zip(&facts);
        Self {
            idle: idle
                .map(|(filter, facts)| idle_parts(filter, facts))
                .collect(),
            filters,
            found,
            facts,
        }
    }

    /// Returns each filter with its index and what is proven about it.
    pub(crate) fn facts(&self) -> impl Iterator<Item = (usize, &Filter<'m>, &FilterFacts)> {
        let filters = self.filters.iter().zip(&self.facts).enumerate();
        filters.map(|(index, (filter, facts))| (index, filter, facts))
    }

    /// Returns the parts of each filter that do nothing, of which no other rule speaks.
    pub(crate) fn idle(&self) -> impl Iterator<Item = (usize, &IdleParts)> {
        self.idle.iter().enumerate()
    }

    /// Returns whether another rule found a mistake at the field: at one of its keys, at its list or in it.
    pub(crate) fn has_mistake_at(&self, filter: usize, field: &Field<'_>) -> bool {
        let keys = field.steps.iter().map(|step| step.member.key_span);
        let mut places = keys.chain([field.list.span]);
        places.any(|place| self.speaks_of(filter, place, Severity::Warning))
    }

    /// Returns whether another rule found something of at least this severity there. Findings about the whole filter,
    /// which stand at its beginning, say nothing of its parts.
    pub(crate) fn speaks_of(&self, filter: usize, place: Span, least: Severity) -> bool {
        let whole = self.filters[filter].root().span;
        let mut found = self.found.iter().filter(|it| it.filter == filter);
        found.any(|it| {
            let meets = it.span.start < place.end && place.start < it.span.end;
            it.severity >= least && meets && it.span.start != whole.start
        })
    }

    /// Returns whether other filters deliver everything that the filter delivers.
    pub(crate) fn is_covered(&self, filter: usize) -> bool {
        self.facts[filter].covered.is_some()
    }

    pub(crate) fn has(&self, filter: usize, code: &str) -> bool {
        let mut found = self.found.iter();
        found.any(|it| it.filter == filter && it.code == code)
    }

    /// Returns whether a rule has a correction of the filter that must come first.
    pub(crate) fn has_correction(&self, filter: usize) -> bool {
        let mut found = self.found.iter().filter(|it| it.filter == filter);
        found.any(|it| it.severity > Severity::Info && it.fixed.is_some())
    }
}

/// Returns whether the filters belong to one mapping or pipe, so that a record needs to match only one of them. Rules of
/// a bus have targets of their own.
fn are_together(filters: &[Filter<'_>]) -> bool {
    let are_alone = |filter: &Filter<'_>| filter.is_of_bus() || filter.is_of_ruler();
    filters.len() <= FILTERS_QUOTA_MAX && !filters.iter().any(are_alone)
}

/// Returns the facts about filters that are used together. About one filter of the usual kind there are none.
fn facts_of(filters: &[Filter<'_>]) -> Vec<FilterFacts> {
    match filters {
        [only] if is_evident(only) => vec![FilterFacts::default()],
        filters => proven_facts(filters),
    }
}

/// Returns what is proven about filters that are used together; nothing if they can't be analysed.
pub(crate) fn proven_facts(filters: &[Filter<'_>]) -> Vec<FilterFacts> {
    let texts: Vec<&str> = filters.iter().map(Filter::text).collect();
    let compiled = filters.first().and_then(|it| compiled(it, &texts));
    let known = compiled.and_then(|compiled| facts(&compiled, &CAPS).ok());
    known.map_or_else(
        || vec![FilterFacts::default(); filters.len()],
        |it| it.filters,
    )
}

/// Returns the fields of a dotted path.
pub(crate) fn fields_at<'f, 'p>(
    fields: &'f Fields<'p>,
    path: &'f str,
) -> impl Iterator<Item = &'f Field<'p>> {
    fields.all.iter().filter(move |field| field.path() == path)
}
