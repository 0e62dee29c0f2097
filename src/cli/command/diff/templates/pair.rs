//! The mappings, rules and pipes of two templates, matched by name.

use tidegate_template::{Entry, Template};

/// An entry of one template, or of both.
#[derive(Clone, Copy)]
pub(super) enum Pair<'t> {
    Added(&'t Entry),
    Removed(&'t Entry),
    Both(&'t Entry, &'t Entry),
}

impl<'t> Pair<'t> {
    /// Returns the newest entry.
    pub(super) const fn entry(self) -> &'t Entry {
        match self {
            Self::Added(entry) | Self::Removed(entry) | Self::Both(_, entry) => entry,
        }
    }
}

/// Returns the entries of the old template with their partners, then those that the new one adds.
pub(super) fn pairs<'t>([old, new]: [&'t Template; 2]) -> Vec<Pair<'t>> {
    let partner = |template: &'t Template, of: &Entry| {
        let mut entries = template.entries.iter();
        entries.find(|it| it.kind == of.kind && it.name == of.name)
    };
    let before = old.entries.iter().map(|one| match partner(new, one) {
        Some(other) => Pair::Both(one, other),
        None => Pair::Removed(one),
    });
    let added = new.entries.iter().filter(|one| partner(old, one).is_none());
    before.chain(added.map(Pair::Added)).collect()
}
