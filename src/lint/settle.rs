//! Applies the remedies of all errors and warnings to a text. The remedy of one mistake often reveals the next, and a
//! filter with two mistakes matches only after both are corrected.

use crate::filter::Filter;
use crate::finding::{Finding, Severity};

/// Most remedies that are put on top of the first.
const STEPS_MAX: usize = 24;

/// Most bytes of a filter that is looked at again. AWS accepts 4,096 characters.
const BYTES_MAX: usize = 16 << 10;

/// Returns the text with all remedies; `None` if it then has an error without a remedy that is not among `before`, or
/// if one remedy undoes the other.
pub(crate) fn settled_text(
    mut text: String,
    filter: &Filter<'_>,
    before: &[&Finding],
    lint: &dyn Fn(&Filter<'_>) -> Vec<Finding>,
) -> Option<String> {
    if text.len() > BYTES_MAX {
        return Some(text);
    }
    for _ in 0..STEPS_MAX {
        let found = lint(&filter.with_text(&text)?);
        let fixable = found
            .iter()
            .filter(|it| is_mistake(it) && it.fixed.is_some());
        // The codes ascend from the form of the text to the meaning of its values, and a later remedy needs the earlier
        // ones.
        let Some(next) = fixable.min_by_key(|it| it.code) else {
            let has_new = found.iter().any(|it| is_new_error(it, &found, before));
            return (!has_new).then_some(text);
        };
        text = next.fixed.clone()?;
    }
    None
}

/// Rules whose remedy is a choice: the filter may well be right without it.
const CHOICES: [&str; 1] = ["L0304"];

/// Returns whether the finding is about something that is probably not meant.
pub(crate) fn is_mistake(finding: &Finding) -> bool {
    match finding.severity {
        Severity::Error | Severity::Warning => !CHOICES.contains(&finding.code),
        Severity::Info => false,
    }
}

/// Returns whether the finding is an error, and there are more of its code than before.
fn is_new_error(finding: &Finding, found: &[Finding], before: &[&Finding]) -> bool {
    let has_code = |it: &&Finding| it.code == finding.code;
    let count = found.iter().filter(has_code).count();
    let had = before.iter().filter(|it| has_code(it)).count();
    finding.severity == Severity::Error && count > had
}
