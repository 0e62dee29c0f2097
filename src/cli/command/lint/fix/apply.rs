//! Chooses the corrections of one round, and makes them.

use tidegate_batch::criteria::Edit;

use super::is_allowed;
use crate::args::FixArgs;
use crate::command::lint::hit::Hit;

/// Returns the edits of one round, in order: those that are allowed and do not overlap. The first of several at one
/// place is taken; the rest have another round.
pub(super) fn together(hits: &[Hit], fixing: &FixArgs) -> Vec<Edit> {
    let fixes = hits.iter().filter_map(|hit| hit.fix.as_ref());
    let allowed = fixes.filter(|fix| is_allowed(fix.safety, fixing));
    let mut edits: Vec<_> = allowed.map(|fix| fix.edit.clone()).collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    edits.dedup();
    let mut end = 0;
    edits.retain(|edit| {
        let is_free = edit.span.start >= end;
        if is_free {
            // Two insertions at one place would run into each other.
            end = edit.span.end.max(edit.span.start + 1);
        }
        is_free
    });
    edits
}

/// Returns the text with the edits, which are in order and do not overlap.
pub(super) fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.span.start]);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(&text[at..]);
    out
}
