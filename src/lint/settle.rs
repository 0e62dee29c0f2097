//! A filter as one rule would have it in, the same without the errors of other rules out: the remedy of one mistake often
//! shows the next.

use crate::filter::Filter;
use crate::finding::{Finding, Severity};

/// Most remedies that are put on top of the first.
const STEPS_MAX: usize = 4;

/// Most bytes of a filter that is looked at again. AWS takes 4,096 characters.
const BYTES_MAX: usize = 16 << 10;

/// The text with the remedies of all errors that are not `before`'s; `None` if one of them has none.
pub(crate) fn settled_text(
    mut text: String,
    code: &str,
    filter: &Filter<'_>,
    before: &[&Finding],
    lint: fn(&[Filter<'_>]) -> Vec<Finding>,
) -> Option<String> {
    if text.len() > BYTES_MAX {
        return Some(text);
    }
    for _ in 0..STEPS_MAX {
        let found = lint(&[filter.with_text(&text)?]);
        let Some(error) = new_error(&found, code, before) else {
            return Some(text);
        };
        text = error.fixed.clone()?;
    }
    None
}

/// The first error that the filter has not as written, or that was to be put right.
fn new_error<'f>(found: &'f [Finding], code: &str, before: &[&Finding]) -> Option<&'f Finding> {
    found.iter().find(|it| {
        let count = found.iter().filter(|other| other.code == it.code).count();
        let had = before.iter().filter(|other| other.code == it.code).count();
        it.severity == Severity::Error && (count > had || count == had && it.code == code)
    })
}
