//! The findings about filters: those with the same texts, from the same source, are judged once. Templates often repeat a
//! filter, and corrections read a file again that changed in one place.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use tidegate::Source;
use tidegate_batch::Route;
use tidegate_lint::Finding;

use super::found::Group;
use crate::check::checked;

/// The most bytes of filters that are remembered; then all are forgotten.
const BYTES_MAX: usize = 8 << 20;

/// A finding about a filter, with AWS's words if AWS refuses it.
pub(super) type Found = (Finding, Option<String>);

/// The texts of a group's filters, and where its records come from.
type Key = (Option<Route>, Vec<String>);

/// The filters judged so far.
#[derive(Default)]
pub(super) struct Seen {
    found: RefCell<HashMap<Key, Rc<Vec<Found>>>>,
    bytes: RefCell<usize>,
}

impl Seen {
    /// Returns the findings about a group's filters.
    pub(super) fn found(&self, group: &Group) -> Rc<Vec<Found>> {
        let texts: Vec<_> = group.filters.iter().map(|it| it.text.clone()).collect();
        let key = (group.told.route(), texts);
        if let Some(known) = self.found.borrow().get(&key) {
            return known.clone();
        }
        let found = Rc::new(judged(&key));
        self.make_room(key.1.iter().map(String::len).sum());
        self.found.borrow_mut().insert(key, found.clone());
        found
    }

    fn make_room(&self, bytes: usize) {
        let mut all = self.bytes.borrow_mut();
        *all += bytes;
        if *all > BYTES_MAX {
            self.found.borrow_mut().clear();
            *all = bytes;
        }
    }
}

fn judged((route, texts): &Key) -> Vec<Found> {
    let texts: Vec<_> = texts.iter().map(String::as_str).enumerate().collect();
    match route {
        Some(route) => checked(&texts, *route, route.profile()).found,
        None => of_any_source(&texts),
    }
}

/// Returns what is wrong with filters whatever the source of their records: the findings that every source has. A
/// correction is kept if it is the same for all.
fn of_any_source(texts: &[(usize, &str)]) -> Vec<Found> {
    let routes = Source::ALL.map(Route::Service);
    let by_source = routes.map(|route| checked(texts, route, route.profile()).found);
    let [first, others @ ..] = by_source;
    let common = first.into_iter().filter_map(|(mut finding, aws)| {
        for other in &others {
            let same = other.iter().map(|(it, _)| it).find(|it| {
                (it.code, it.filter, it.span) == (finding.code, finding.filter, finding.span)
            })?;
            finding.fixed = finding.fixed.filter(|it| same.fixed.as_ref() == Some(it));
        }
        Some((finding, aws))
    });
    common.collect()
}
