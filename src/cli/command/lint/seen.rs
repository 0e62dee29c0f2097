//! The findings about filters: those with the same texts, from the same source, are judged once. Templates often repeat a
//! filter, and corrections read a file again that changed in one place.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use tidegate::Source;
use tidegate_batch::Route;
use tidegate_lint::{Finding, Severity};

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
    let at = |found: &[Found], finding: &Finding| {
        let mut found = found.iter().map(|(it, _)| it);
        let place = (finding.filter, finding.span);
        found
            .find(|it| kind(it) == kind(finding) && (it.filter, it.span) == place)
            .cloned()
    };
    let common = first.into_iter().filter_map(|(mut finding, aws)| {
        for other in &others {
            let same = at(other, &finding)?;
            finding.fixed = finding.fixed.filter(|it| same.fixed.as_ref() == Some(it));
        }
        Some((of_no_source(finding), aws))
    });
    common.collect()
}

/// Returns the code; the same one for both rules about keys at the root that no record has.
fn kind(finding: &Finding) -> &'static str {
    match finding.code == ON_BUSES {
        true => WRONG_LEVEL,
        false => finding.code,
    }
}

/// The rule about keys that no record of a mapping's source has at its root, and that about events of a bus.
pub(super) const WRONG_LEVEL: &str = "L0201";
const ON_BUSES: &str = "L0409";

/// Returns a finding about one source's records as one about those of all sources.
fn of_no_source(finding: Finding) -> Finding {
    if finding.code != WRONG_LEVEL {
        return finding;
    }
    let key = finding.message.split('`').nth(1).unwrap_or_default();
    let never = match finding.severity {
        Severity::Error if finding.message.ends_with("never matches") => {
            ", so this filter never matches"
        }
        Severity::Error | Severity::Warning | Severity::Info => "",
    };
    Finding {
        message: format!("records of no source have `{key}` at their root{never}"),
        help: Some("say where the records come from: `--source sqs` or another source shows the filter as it should be".to_owned()),
        fixed: None,
        ..finding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_that_no_source_has_is_found_without_a_source() {
        let found = of_any_source(&[(0, r#"{"eventType":["InvoicePaid"]}"#)]);
        let [(finding, _)] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!((finding.code, finding.severity), ("L0201", Severity::Error));
        assert!(
            finding.message.contains("`eventType`"),
            "{}",
            finding.message
        );
        assert!(finding.message.ends_with("never matches"));
        assert_eq!(finding.fixed, None);
        assert!(of_any_source(&[(0, r#"{"data":{"state":["paid"]}}"#)]).is_empty());
    }
}
