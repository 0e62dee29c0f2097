//! Chooses one of the mappings, rules or pipes that a document lists. The user may name one by its UUID, function or
//! name. Without a name it must be clear which is meant: there is only one, or all have the same filters.

use tidegate::{Span, nearest};

use super::error::{CriteriaError, none, which};
use super::printed::{Entry, EntryKind};

/// The most entries that a message lists; a document may hold thousands.
const LISTED_MAX: usize = 20;

/// Returns the entry that is called `pick`. Without `pick`, returns the only entry, or the first if all have the same
/// filters.
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

/// Returns the entry that is called `pick`, or without `pick` the only entry.
pub(super) fn only<'e, 'j>(
    entries: &'e [Entry<'j>],
    pick: Option<&str>,
    document: Span,
) -> Result<&'e Entry<'j>, CriteriaError> {
    if entries.len() > 1 && pick.is_none() {
        let message = format!("{}: which one is meant?", counted(entries));
        return Err(which(document, message, PICK.to_owned(), listed(entries)));
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
        [] => Err(unknown(entries, name, document)),
        [first, ..] => {
            let all: Vec<_> = called.iter().map(|it| **it).collect();
            if is_the_same(&all) {
                return Ok(first);
            }
            let message = format!("{} are called `{name}`", counted(&all));
            Err(which(document, message, PICK.to_owned(), listed(&all)))
        }
    }
}

/// Returns the first entry, if all have the same filters. Rules on a schedule are left out, because they have no
/// pattern. Returns `None` if no other entry is left.
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
    Err(which(document, message, PICK.to_owned(), listed(&all)))
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

fn unknown(entries: &[Entry<'_>], name: &str, document: Span) -> CriteriaError {
    let message = format!("no {} here is called `{name}`", noun(entries));
    let names: Vec<_> = entries.iter().flat_map(Entry::names).collect();
    match nearest(name, &names) {
        Some(near) => which(
            document,
            message,
            format!("did you mean `{near}`?"),
            Vec::new(),
        ),
        None => which(document, message, PICK.to_owned(), listed(entries)),
    }
}

const PICK: &str = "pick one by its name, as FILE#NAME";

/// Returns the labels of the first few entries.
fn listed(entries: &[Entry<'_>]) -> Vec<String> {
    let labels = entries.iter().take(LISTED_MAX).map(Entry::label);
    let more = entries.len().saturating_sub(LISTED_MAX);
    let more = (more > 0).then(|| format!("and {more} more"));
    labels.chain(more).collect()
}
