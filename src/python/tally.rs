//! Counts of records, as a Python object.

use std::collections::BTreeMap;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use tidegate_batch::{Assumption, DropReason, FilterCount, Route, UnreadableReason};
use tidegate_estimate::{
    RecordCounts, deleted_messages, filter_counts, filter_overlaps, record_parts,
};
use tidegate_explain::{RecordOddities, Repeated, passed_over};
use tidegate_report::{Block, Document, Palette, Section};

/// Counts of records. `tidegate.Tally` is its public face.
#[pyclass(frozen, module = "tidegate._native")]
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    pub(crate) route: Route,
    pub(crate) names: Vec<Option<String>>,
    pub(crate) counts: tidegate_batch::Tally,
    /// Facts that users may not expect of the records.
    pub(crate) oddities: RecordOddities,
}

impl Tally {
    /// Returns what users may not expect of the records, a sentence each.
    pub(crate) fn sentences(&self) -> Vec<String> {
        let passed_over = passed_over(&self.counts);
        let sentences = self.oddities.sentences().into_iter();
        sentences.chain(passed_over).collect()
    }

    fn document(&self) -> Document {
        let records = Block::Parts(record_parts(&self.counts));
        let filters = Block::Overlaps(filter_overlaps(&self.counts, &self.names));
        let deleted = deleted_messages(self.route.source(), &self.counts);
        Document {
            sections: vec![
                Section::new("records", "Records", vec![records]),
                Section::new("filters", "By filter", vec![filters]),
            ],
            warnings: deleted.into_iter().map(Into::into).collect(),
            ..Document::default()
        }
    }
}

#[pymethods]
impl Tally {
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let counts = RecordCounts::from(&self.counts);
        let dict = PyDict::new(py);
        dict.set_item("source", self.route.name())?;
        dict.set_item("read", counts.read)?;
        dict.set_item("delivered", counts.delivered)?;
        dict.set_item("filtered", counts.filtered)?;
        dict.set_item("dropped", counts.dropped)?;
        dict.set_item("unreadable", counts.unreadable)?;
        dict.set_item("assumed", counts.assumed)?;
        dict.set_item("passed_over", self.counts.passed_over)?;
        dict.set_item("payload_bytes", self.counts.payload_bytes)?;
        dict.set_item(
            "delivered_payload_bytes",
            self.counts.delivered_payload_bytes,
        )?;
        dict.set_item("first_arrival_ms", self.counts.first_arrival_ms)?;
        dict.set_item("last_arrival_ms", self.counts.last_arrival_ms)?;
        let filters = filter_counts(&self.counts, &self.names).into_iter();
        let filters = filters.map(|it| (it.index, it.name, it.delivered, it.only));
        dict.set_item("by_filter", filters.collect::<Vec<_>>())?;
        Ok(dict)
    }

    fn remarks(&self) -> Vec<String> {
        self.sentences()
    }

    /// Returns gzip payloads, records searched for repeated keys, those that repeat one, the first such key, whether it is
    /// that of the payload, and whether records were left out of the search.
    fn oddities(&self) -> Oddities {
        let it = &self.oddities;
        let (key, of_payload) = match &it.repeated {
            None => (None, false),
            Some(Repeated::Payload(key)) => (Some(key.clone()), true),
            Some(Repeated::Field(key)) => (Some(key.clone()), false),
        };
        (
            it.gzip,
            it.searched,
            it.repeating,
            key,
            of_payload,
            it.is_cut,
        )
    }

    fn merged(&self, other: PyRef<'_, Self>) -> PyResult<Self> {
        if other.route != self.route || other.names != self.names {
            return Err(PyValueError::new_err(
                "only counts of the same filters can be added",
            ));
        }
        let mut sum = self.clone();
        sum.counts.merge(&other.counts);
        sum.oddities.merge(other.oddities.clone());
        Ok(sum)
    }

    fn text(&self, columns: usize) -> String {
        self.document().text(columns, &Palette::PLAIN)
    }

    fn brief(&self) -> String {
        let records = Block::Parts(record_parts(&self.counts));
        let document = Document {
            sections: vec![Section::new("records", "Records", vec![records])],
            ..Document::default()
        };
        document.brief().concat()
    }

    fn markdown(&self) -> String {
        self.document().markdown()
    }

    fn html(&self) -> String {
        self.document().html()
    }
}

/// Facts that users may not expect of records, as Python sends it.
type Oddities = (u64, u64, u64, Option<String>, bool, bool);

fn oddities((gzip, searched, repeating, key, of_payload, is_cut): Oddities) -> RecordOddities {
    RecordOddities {
        gzip,
        searched,
        repeating,
        repeated: key.map(|key| match of_payload {
            true => Repeated::Payload(key),
            false => Repeated::Field(key),
        }),
        is_cut,
    }
}

/// Makes counts again from their dict.
#[pyfunction]
pub(crate) fn tally(counts: Counts, found: Oddities) -> PyResult<Tally> {
    let route = counts.source.parse::<Route>();
    let by_filter = counts
        .by_filter
        .iter()
        .map(|(_, _, delivered, only)| FilterCount {
            delivered: *delivered,
            only: *only,
        });
    Ok(Tally {
        route: route.map_err(|error| PyValueError::new_err(error.to_string()))?,
        counts: tidegate_batch::Tally {
            read: counts.read,
            delivered: counts.delivered,
            filtered: counts.filtered,
            dropped: keyed(&counts.dropped, &DropReason::ALL, |it| it.as_str())?,
            unreadable: keyed(&counts.unreadable, &UnreadableReason::ALL, |it| it.as_str())?,
            passed_over: counts.passed_over,
            assumed: keyed(&counts.assumed, &Assumption::ALL, |it| it.as_str())?,
            by_filter: by_filter.collect(),
            payload_bytes: counts.payload_bytes,
            delivered_payload_bytes: counts.delivered_payload_bytes,
            first_arrival_ms: counts.first_arrival_ms,
            last_arrival_ms: counts.last_arrival_ms,
        },
        oddities: oddities(found),
        names: counts
            .by_filter
            .into_iter()
            .map(|(_, name, ..)| name)
            .collect(),
    })
}

/// The dict of a tally.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Counts {
    source: String,
    read: u64,
    delivered: u64,
    filtered: u64,
    dropped: BTreeMap<String, u64>,
    unreadable: BTreeMap<String, u64>,
    assumed: BTreeMap<String, u64>,
    passed_over: u64,
    payload_bytes: u64,
    delivered_payload_bytes: u64,
    first_arrival_ms: Option<i64>,
    last_arrival_ms: Option<i64>,
    by_filter: Vec<(usize, Option<String>, u64, u64)>,
}

fn keyed<K: Copy + Ord>(
    counts: &BTreeMap<String, u64>,
    all: &[K],
    name: fn(K) -> &'static str,
) -> PyResult<BTreeMap<K, u64>> {
    let counts = counts.iter().map(|(key, count)| {
        let known = all.iter().find(|it| name(**it) == key);
        let known = known.ok_or_else(|| PyValueError::new_err(format!("there is no reason {key}")));
        Ok((*known?, *count))
    });
    counts.collect()
}
