//! A tally as every command writes it: the JSON shapes `records` and `by_filter`, and the sentences that go with them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tidegate::Source;
use tidegate_batch::{Assumption, Tally, Unmatched, unmatched};
use tidegate_figures::{count, counted};
use tidegate_report::{Overlap, Overlaps, Part, Parts, PartsLayout, Tone};

/// The member `records` of the JSON documents.
///
/// ```
/// use tidegate_batch::Tally;
/// let json = serde_json::to_string(&tidegate_estimate::RecordCounts::from(&Tally::new(0)));
/// assert_eq!(json.unwrap(), r#"{"read":0,"delivered":0,"filtered":0,"dropped":{},"unreadable":{}}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordCounts {
    /// Records read.
    pub read: u64,
    /// Records that a filter matched.
    pub delivered: u64,
    /// Records that no filter matched.
    pub filtered: u64,
    /// Records that no filter could look at, by reason.
    pub dropped: BTreeMap<String, u64>,
    /// Records that could not be read, by reason.
    pub unreadable: BTreeMap<String, u64>,
    /// Records whose fate depends on an assumption of tidegate, by assumption. Added later than the other keys.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub assumed: BTreeMap<String, u64>,
}

impl From<&Tally> for RecordCounts {
    fn from(tally: &Tally) -> Self {
        Self {
            read: tally.read,
            delivered: tally.delivered,
            filtered: tally.filtered,
            dropped: by_name(&tally.dropped, |reason| reason.as_str()),
            unreadable: by_name(&tally.unreadable, |reason| reason.as_str()),
            assumed: by_name(&tally.assumed, |decision| decision.as_str()),
        }
    }
}

/// Returns the counts by name.
fn by_name<K: Copy>(
    counts: &BTreeMap<K, u64>,
    name: impl Fn(K) -> &'static str,
) -> BTreeMap<String, u64> {
    let counts = counts.iter();
    counts.map(|(key, n)| (name(*key).to_owned(), *n)).collect()
}

/// An element of the member `by_filter` of the JSON documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterCounts {
    /// Its number, from 1.
    pub index: usize,
    /// Its name; `None` if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Records that it matched.
    pub delivered: u64,
    /// Records that it alone matched.
    pub only: u64,
}

/// Returns the member `by_filter`: one element per filter, in order. `names` may be shorter than the tally.
#[must_use]
pub fn filter_counts(tally: &Tally, names: &[Option<String>]) -> Vec<FilterCounts> {
    let filters = tally.by_filter.iter().enumerate();
    filters
        .map(|(index, filter)| FilterCounts {
            index: filter_number(index),
            name: names.get(index).cloned().flatten(),
            delivered: filter.delivered,
            only: filter.only,
        })
        .collect()
}

/// Returns the records by fate, as every document shows them.
#[must_use]
pub fn record_parts(tally: &Tally) -> Parts {
    let part = |name, count, note, tone| Part {
        name,
        count,
        note,
        tone,
    };
    let (dropped, unreadable) = (drop_reasons(tally), unreadable_reasons(tally));
    Parts {
        noun: "record",
        whole_name: "read",
        whole: tally.read,
        layout: PartsLayout::List,
        parts: vec![
            part("delivered", tally.delivered, String::new(), Tone::Good),
            part("filtered", tally.filtered, String::new(), Tone::Faint),
            part("dropped", tally.dropped_total(), dropped, Tone::Caution),
            part(
                "unreadable",
                tally.unreadable_total(),
                unreadable,
                Tone::Alarm,
            ),
        ],
    }
}

/// Returns the records that each filter delivers, as every document shows them.
#[must_use]
pub fn filter_overlaps(tally: &Tally, names: &[Option<String>]) -> Overlaps {
    let filters = tally.by_filter.iter().enumerate();
    let rows = filters.map(|(index, filter)| Overlap {
        name: filter_label(index, names),
        covered: filter.delivered,
        alone: filter.only,
    });
    Overlaps {
        noun: "filter",
        covers: ["delivers", "delivered"],
        alone: ["alone", "by it alone"],
        legend: ["by this filter alone", "by others too"],
        rows: rows.collect(),
    }
}

/// Returns the number by which people and documents know the filter at `index`: filters are counted from 1.
///
/// ```
/// assert_eq!(tidegate_estimate::filter_number(0), 1);
/// ```
#[must_use]
pub const fn filter_number(index: usize) -> usize {
    index.saturating_add(1)
}

/// Returns `filter 1`, or `filter 1 (paid)` if it has a name.
#[must_use]
pub fn filter_label(index: usize, names: &[Option<String>]) -> String {
    let number = filter_number(index);
    match names.get(index) {
        Some(Some(name)) => format!("filter {number} ({name})"),
        _ => format!("filter {number}"),
    }
}

/// Returns `not-json 3, not-utf8 1`; empty if no record was dropped.
pub(crate) fn drop_reasons(tally: &Tally) -> String {
    reasons(by_name(&tally.dropped, |reason| reason.as_str()))
}

/// Returns `bad-envelope 3, truncated 1`; empty if every record could be read.
pub(crate) fn unreadable_reasons(tally: &Tally) -> String {
    reasons(by_name(&tally.unreadable, |reason| reason.as_str()))
}

fn reasons(reasons: BTreeMap<String, u64>) -> String {
    let words = reasons.into_iter();
    let words: Vec<_> = words
        .map(|(why, number)| format!("{why} {}", count(number)))
        .collect();
    words.join(", ")
}

/// Returns the line about records whose fate AWS has not documented and nobody has measured; `None` if there are none.
///
/// ```
/// use tidegate_batch::{Assumption, Tally};
/// let tally = Tally { assumed: [(Assumption::BareScalar, 4)].into(), ..Tally::new(1) };
/// let line = tidegate_estimate::assumed_records(&tally).unwrap();
/// assert_eq!(line, "assumed where AWS is silent (4 records): a bare JSON value is plain text");
/// ```
#[must_use]
pub fn assumed_records(tally: &Tally) -> Option<String> {
    let records = tally.assumed.values().sum();
    let of_each = |(decision, number): (&Assumption, &u64)| match tally.assumed.len() {
        1 => decision.sentence().to_owned(),
        _ => format!("{} ({})", decision.sentence(), count(*number)),
    };
    let decisions: Vec<_> = tally.assumed.iter().map(of_each).collect();
    (records > 0).then(|| {
        format!(
            "assumed where AWS is silent ({}): {}",
            counted(records, "record"),
            decisions.join(", ")
        )
    })
}

/// Returns the sentence about messages that a queue loses; `None` for sources that keep their records, and if none is
/// lost.
///
/// ```
/// use tidegate_batch::Tally;
/// let tally = Tally { read: 3, filtered: 3, ..Tally::new(1) };
/// let sqs = tidegate_estimate::deleted_messages("sqs".parse().unwrap(), &tally);
/// assert!(sqs.unwrap().starts_with("AWS deletes the 3 messages"));
/// assert_eq!(tidegate_estimate::deleted_messages("kinesis".parse().unwrap(), &tally), None);
/// ```
#[must_use]
pub fn deleted_messages(origin: Source, tally: &Tally) -> Option<String> {
    let gone = tally.filtered + tally.dropped_total();
    if unmatched(origin) != Unmatched::Deleted || gone == 0 {
        return None;
    }
    let (are, them) = if gone == 1 {
        ("is", "it")
    } else {
        ("are", "them")
    };
    Some(format!(
        "AWS deletes the {} that {are} filtered or dropped: no function, no dead-letter queue and no \
         other consumer ever sees {them}",
        counted(gone, "message")
    ))
}
