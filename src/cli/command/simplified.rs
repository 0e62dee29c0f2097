//! `compile --simplify`: shorter filters that deliver the same records.

use serde::Serialize;
use tidegate_analysis::{Caps, simplify};
use tidegate_figures::counted;

use crate::filters::NamedFilters;

/// Shorter filters, and how long the filters were before.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Simplified {
    patterns: Vec<String>,
    characters: usize,
    characters_before: usize,
    /// Whether every part that is left was tried.
    finished: bool,
    #[serde(skip)]
    filters_before: usize,
}

/// Simplifies the filters as they were written, except for white space.
pub(super) fn simplified(filters: &NamedFilters) -> Simplified {
    let origins = filters.findings.origins().iter();
    let texts: Vec<&str> = origins.map(|origin| origin.filter.text.as_str()).collect();
    let shorter = simplify(&filters.filters, &texts, &Caps::default());
    let count = |text: &str| text.chars().count();
    Simplified {
        characters: shorter.patterns.iter().map(|text| count(text)).sum(),
        characters_before: texts.iter().map(|text| count(text)).sum(),
        patterns: shorter.patterns,
        finished: shorter.is_finished,
        filters_before: texts.len(),
    }
}

impl Simplified {
    /// Returns the lengths before and after.
    pub(super) fn sentence(&self) -> String {
        let filters = |count: usize| counted(count as u64, "filter");
        let (before, after) = (filters(self.filters_before), filters(self.patterns.len()));
        let (old, new) = (self.characters_before, self.characters);
        let open = match self.finished {
            true => "",
            false => "; not every part was tried, because there are too many",
        };
        if new == old {
            return format!("simplified: nothing can be taken out of {before}{open}");
        }
        format!(
            "simplified: {before} of {old} characters to {after} of {new}, proven to deliver the same records{open}"
        )
    }

    /// Returns the patterns, a line each.
    pub(super) fn lines(&self) -> String {
        self.patterns
            .iter()
            .map(|pattern| format!("{pattern}\n"))
            .collect()
    }
}
