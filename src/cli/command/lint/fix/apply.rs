//! Chooses the corrections of one round, and makes them.

use tidegate_lint::Safety;

use crate::args::FixArgs;
use crate::command::lint::found::LintFile;
use crate::command::lint::hit::{Fix, Hit, Meant};

/// Returns the corrections of one round, in the order of their places: those that are allowed and do not overlap. The
/// first of several at one place is taken; the rest have another round.
pub(super) fn together<'h>(hits: &'h [Hit], fixing: &FixArgs) -> Vec<&'h Fix> {
    let fixes = hits.iter().filter_map(|hit| hit.fix.as_ref());
    let mut fixes: Vec<_> = fixes.filter(|fix| is_allowed(fix.safety, fixing)).collect();
    fixes.sort_by_key(|fix| (fix.edit.span.start, fix.edit.span.end));
    fixes.dedup();
    without_shifted(apart(fixes).0)
}

/// Leaves out the corrections of patterns beside which a filter is removed: they have another round, since the filters'
/// numbers shift.
fn without_shifted(fixes: Vec<&Fix>) -> Vec<&Fix> {
    let removing = |fix: &&Fix| match &fix.meant {
        Some(Meant::Filters { group, .. }) => Some(*group),
        Some(Meant::Pattern(_)) | None => None,
    };
    let groups: Vec<usize> = fixes.iter().filter_map(removing).collect();
    let stays = |fix: &&Fix| match &fix.meant {
        Some(Meant::Pattern(it)) => !groups.contains(&it.group),
        Some(Meant::Filters { .. }) | None => true,
    };
    fixes.into_iter().filter(stays).collect()
}

/// Returns the corrections that do not overlap, and the rest. They come in the order of their places.
pub(super) fn apart(fixes: Vec<&Fix>) -> (Vec<&Fix>, Vec<&Fix>) {
    let mut end = 0;
    fixes.into_iter().partition(|fix| {
        let span = fix.edit.span;
        let is_free = span.start >= end;
        if is_free {
            // Two insertions at one place would run into each other.
            end = span.end.max(span.start + 1);
        }
        is_free
    })
}

/// Returns the text with the corrections, which are in order and do not overlap.
pub(super) fn applied(text: &str, fixes: &[&Fix]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for fix in fixes {
        out.push_str(&text[at..fix.edit.span.start]);
        out.push_str(&fix.edit.text);
        at = fix.edit.span.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Returns whether the filters became what they should, as the file is read afterwards. A template may write a text in a
/// way that an edit did not see.
pub(super) fn is_as_meant(after: &LintFile, fixes: &[&Fix]) -> bool {
    let mut meant = fixes.iter().filter_map(|fix| fix.meant.as_ref());
    meant.all(|meant| match meant {
        Meant::Pattern(it) => {
            let group = after.groups.get(it.group);
            let filter = group.and_then(|group| group.filters.get(it.filter));
            filter.is_some_and(|filter| filter.text == it.text)
        }
        Meant::Filters { group, texts } => after.groups.get(*group).is_some_and(|group| {
            let left = group.filters.iter().map(|it| it.text.as_str());
            left.eq(texts.iter().map(String::as_str))
        }),
    })
}

/// Returns whether the options allow a correction.
fn is_allowed(safety: Safety, fixing: &FixArgs) -> bool {
    match safety {
        Safety::Safe => true,
        Safety::Unsafe => fixing.unsafe_fixes,
    }
}
