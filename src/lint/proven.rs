//! Proofs about texts of filters, and the words and severities that follow from the records for which they hold.

use tidegate::Profile;
use tidegate_analysis::{Caps, Comparison, Proven, Relation};
use tidegate_batch::Filters;

use crate::filter::Filter;
use crate::finding::Severity;

/// Bounds of one question: a linter looks at many filters, so a question that takes more than some milliseconds stays
/// open.
pub(crate) const CAPS: Caps = Caps {
    text_states: 1_000,
    steps: 4_000,
    list_steps: 500,
    spoilers: 3,
    nesting: 2,
    samples: 0,
};

/// Compiles texts for the source and in the language of a filter.
pub(crate) fn compiled(like: &Filter<'_>, texts: &[&str]) -> Option<Filters> {
    let profile: Profile = like.rule().profile();
    Filters::compile(like.source(), profile, texts).ok()
}

/// Returns the records for which it is proven that two sets of filters deliver the same.
pub(crate) fn same(like: &Filter<'_>, one: &[&str], other: &[&str]) -> Option<Proven> {
    let (one, other) = (compiled(like, one)?, compiled(like, other)?);
    let compared = Comparison::of(&one, &other, &CAPS).ok()?;
    match (compared.flat(), compared.all()) {
        (Relation::Equivalent, Relation::Equivalent) => Some(Proven::ForAll),
        (Relation::Equivalent, _) => Some(Proven::WithoutLists),
        (Relation::Narrower | Relation::Wider | Relation::Different | Relation::Unknown, _) => None,
    }
}

/// Returns whether a record is known that one pattern delivers and the other does not.
pub(crate) fn delivers_more(like: &Filter<'_>, one: &str, other: &str) -> bool {
    let sides = compiled(like, &[one]).zip(compiled(like, &[other]));
    let compared = sides.and_then(|(one, other)| Comparison::of(&one, &other, &CAPS).ok());
    compared.is_some_and(|compared| compared.old_in_new.all.witness().is_some())
}

/// Returns words that limit a statement to the records for which it is proven.
pub(crate) const fn limit(proven: Proven) -> &'static str {
    match proven {
        Proven::ForAll => "",
        Proven::WithoutLists => ", unless the record has a list of objects",
    }
}

/// Returns the severity of a statement: it is certain only if it is proven for all records.
pub(crate) const fn severity(proven: Proven, certain: Severity) -> Severity {
    match proven {
        Proven::ForAll => certain,
        Proven::WithoutLists => Severity::Info,
    }
}
