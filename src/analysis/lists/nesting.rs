//! Where lists directly in lists matter.

use crate::scope::Scope;

/// Returns how many lists directly in lists are looked at where these steps of a field lead. They matter only where values
/// and objects can stand side by side: elsewhere the elements of inner lists agree exactly if they are the same object.
pub(super) fn nesting(scope: &Scope<'_>, field: usize, steps: usize) -> usize {
    let node = &scope.field(field).steps[..steps];
    let others = || (0..scope.len()).filter(|other| scope.is_free(*other));
    let ends = others().any(|other| scope.field(other).steps == node);
    let goes_on = others().any(|other| {
        let other = &scope.field(other).steps;
        other.len() > steps && other.starts_with(node)
    });
    if ends && goes_on {
        scope.caps.nesting
    } else {
        0
    }
}
