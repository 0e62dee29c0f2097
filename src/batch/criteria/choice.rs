//! Which of the mappings, rules or pipes of a document is meant.

use tidegate::{Span, nearest};

use super::error::{CriteriaError, none, which};
use super::printed::{Entry, EntryKind};

/// Entries that are listed; documents may hold thousands.
const LISTED_MAX: usize = 20;

/// The entry that is called `pick`; without that, the only one, or any if all have the same filters.
pub(super) fn choose<'e, 'j>(
    entries: &'e [Entry<'j>],
    pick: Option<&str>,
    document: Span,
) -> Result<&'e Entry<'j>, CriteriaError> {
    let Some(first) = entries.first() else {
        let help = "AWS printed an empty list: is it the right region, function and bus?";
        return Err(none(document, "there is nothing in this list", help));
    };
    match pick {
        Some(name) => named(entries, name, document),
        None => the_same(entries, document).map(|same| same.unwrap_or(first)),
    }
}

/// The entry that is called `pick`; without that, the only one.
pub(super) fn only<'e, 'j>(
    entries: &'e [Entry<'j>],
    pick: Option<&str>,
    document: Span,
) -> Result<&'e Entry<'j>, CriteriaError> {
    if entries.len() > 1 && pick.is_none() {
        let message = format!("{}: which one is meant?", counted(entries));
        return Err(which(document, message, listed(entries)));
    }
    choose(entries, pick, document)
}

fn named<'e, 'j>(
    entries: &'e [Entry<'j>],
    name: &str,
    document: Span,
) -> Result<&'e Entry<'j>, CriteriaError> {
    let called: Vec<_> = entries
        .iter()
        .filter(|it| it.names().contains(&name))
        .collect();
    match called[..] {
        [one] => Ok(one),
        [] => {
            let message = format!("no {} here is called `{name}`", noun(entries));
            Err(which(document, message, unknown(entries, name)))
        }
        [first, ..] => {
            let all: Vec<_> = called.iter().map(|it| **it).collect();
            if is_the_same(&all) {
                return Ok(first);
            }
            let message = format!("{} are called `{name}`", counted(&all));
            Err(which(document, message, listed(&all)))
        }
    }
}

/// An entry that stands for all that have a pattern: a rule on a schedule has none.
fn the_same<'e, 'j>(
    entries: &'e [Entry<'j>],
    document: Span,
) -> Result<Option<&'e Entry<'j>>, CriteriaError> {
    let is_scheduled = |it: &&Entry<'_>| it.kind == EntryKind::Rule && it.patterns().is_empty();
    let filtered: Vec<_> = entries.iter().filter(|it| !is_scheduled(it)).collect();
    let all: Vec<_> = filtered.iter().map(|it| **it).collect();
    if is_the_same(&all) {
        return Ok(filtered.first().copied());
    }
    let message = format!(
        "{} with different filters: which one is meant?",
        counted(&all)
    );
    Err(which(document, message, listed(&all)))
}

fn is_the_same(entries: &[Entry<'_>]) -> bool {
    let mut keys = entries.iter().map(|it| (it.route().ok(), it.patterns()));
    let first = keys.next();
    keys.all(|key| Some(key) == first)
}

fn noun(entries: &[Entry<'_>]) -> &'static str {
    entries.first().map_or("mapping", |entry| entry.kind.noun())
}

fn counted(entries: &[Entry<'_>]) -> String {
    format!("{} {}s", entries.len(), noun(entries))
}

fn unknown(entries: &[Entry<'_>], name: &str) -> String {
    let names: Vec<_> = entries.iter().flat_map(Entry::names).collect();
    let near = nearest(name, &names);
    near.map_or_else(|| listed(entries), |near| format!("did you mean `{near}`?"))
}

/// The first few entries, one a line.
fn listed(entries: &[Entry<'_>]) -> String {
    let labels = entries
        .iter()
        .take(LISTED_MAX)
        .map(|entry| format!("\n  {}", entry.label()));
    let more = match entries.len().saturating_sub(LISTED_MAX) {
        0 => String::new(),
        more => format!("\n  and {more} more"),
    };
    format!(
        "pick one by its name, as FILE#NAME:{}{more}",
        labels.collect::<String>()
    )
}
