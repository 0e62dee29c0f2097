//! The decision about an input: its kind, its source, its layout and the reason. `Wanted` is the source that the caller
//! asks for, if any. The choice between several readings of an object is made here, and refuses records of another
//! source.

use tidegate::Source;

use super::containers::{Layout, Rule, sheet};
use super::error::InputError;
use super::kind::InputKind;
use super::readings::Reading;
use crate::record::keys::Keys;
use crate::record::marks::{Fit, Marks};
use crate::source::{Anatomy, datasheet, is_announced_as};

/// The kind and the layout of an input, and how they were decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) kind: InputKind,
    /// The source of the records; `None` if the input does not name it.
    pub(crate) source: Option<Source>,
    pub(crate) layout: Layout,
    /// The key of the list of rows in each document, if the kind does not decide it.
    pub(crate) list: Option<&'static str>,
    pub(crate) reason: String,
    /// The first key of the first document; empty if it is not needed.
    pub(crate) first_key: Vec<u8>,
}

impl Decision {
    pub(crate) const fn new(
        kind: InputKind,
        source: Source,
        layout: Layout,
        reason: String,
    ) -> Self {
        Self {
            kind,
            source: Some(source),
            layout,
            list: None,
            reason,
            first_key: Vec::new(),
        }
    }

    pub(crate) fn of_lines(kind: InputKind, reason: &str) -> Self {
        Self {
            kind,
            source: None,
            layout: Layout::Lines,
            list: None,
            reason: reason.to_owned(),
            first_key: Vec::new(),
        }
    }

    /// Returns the kind that the user asked for, if nothing found contradicts it.
    pub(crate) fn as_asked(kind: InputKind, source: Option<Source>, layout: Layout) -> Self {
        let reason = format!("{} input, as asked for", kind.name());
        Self {
            source: source.or(sheet(kind).source),
            layout,
            ..Self::of_lines(kind, &reason)
        }
    }
}

/// The source that the caller asks for; `None` if it asks for any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) source: Option<Source>,
}

impl Wanted {
    pub(crate) const fn of(source: Source) -> Self {
        Self {
            source: Some(source),
        }
    }

    /// Returns the source, or an error that says what was seen instead of one.
    pub(crate) fn source_or(self, seen: &str) -> Result<Source, InputError> {
        self.source.ok_or_else(|| InputError::UnknownSource {
            seen: seen.to_owned(),
        })
    }

    /// Refuses records of another source than the caller asks for.
    pub(crate) fn expects(self, source: Source, kind: InputKind) -> Result<(), InputError> {
        match self.source {
            Some(wanted) if wanted != source => Err(InputError::ForeignKind {
                found: kind,
                wanted,
            }),
            _ => Ok(()),
        }
    }

    /// Chooses the reading of an object with these keys. Returns `None` if it is a payload.
    pub(crate) fn choose(
        self,
        readings: &[Reading],
        keys: &Keys,
        layout: Layout,
    ) -> Result<Option<Reading>, InputError> {
        match self.source {
            Some(wanted) => choose_of(wanted, readings, keys, layout),
            None => choose_any(readings, keys, layout),
        }
    }
}

fn choose_of(
    wanted: Source,
    readings: &[Reading],
    keys: &Keys,
    layout: Layout,
) -> Result<Option<Reading>, InputError> {
    let is_own = |reading: &&Reading| reading.source.is_none_or(|source| source == wanted);
    let own = readings.iter().find(is_own).copied();
    let other = readings
        .iter()
        .find(|reading| reading.fit >= Fit::WithoutPayload && !is_own(reading));
    let is_bus = datasheet(wanted).anatomy == Anatomy::Event;
    match (own, other) {
        (Some(own), other)
            if own.fit >= Fit::WithoutPayload && other.is_none_or(|it| own.fit >= it.fit) =>
        {
            Ok(Some(own))
        }
        // Any object may be an event, unless it names another source.
        (_, Some(other)) if !is_bus || is_announced(other, keys) => {
            Err(foreign(other, keys, wanted))
        }
        (Some(own), _) if own.fit == Fit::Loose => Ok(Some(own)),
        (Some(_), _) if !is_bus => Err(several(
            Some(wanted),
            readings.iter().filter(is_own),
            keys,
            layout,
        )),
        _ => Ok(None),
    }
}

fn choose_any(
    readings: &[Reading],
    keys: &Keys,
    layout: Layout,
) -> Result<Option<Reading>, InputError> {
    let Some(first) = readings.first() else {
        return Ok(None);
    };
    let equals = readings.iter().filter(|it| it.fit == first.fit).count();
    if first.fit >= Fit::WithoutPayload && equals == 1 {
        return Ok(Some(*first));
    }
    Err(several(None, readings.iter(), keys, layout))
}

fn is_announced(reading: &Reading, keys: &Keys) -> bool {
    let announced = keys.event_source.as_deref();
    match (reading.source, announced) {
        (Some(source), Some(found)) => is_announced_as(source, found),
        _ => false,
    }
}

fn foreign(other: &Reading, keys: &Keys, wanted: Source) -> InputError {
    let announced = keys
        .event_source
        .clone()
        .filter(|_| is_announced(other, keys));
    match (announced, other.kind, other.source) {
        (Some(found), _, _) => InputError::ForeignSource { found, wanted },
        (None, InputKind::Record, Some(source)) => InputError::ForeignSource {
            found: source.name().to_owned(),
            wanted,
        },
        (None, found, _) => InputError::ForeignKind { found, wanted },
    }
}

/// Returns the error for an object that can be read in several ways, with the ways that fit best.
fn several<'r>(
    wanted: Option<Source>,
    readings: impl Iterator<Item = &'r Reading> + Clone,
    keys: &Keys,
    layout: Layout,
) -> InputError {
    let closest = readings.clone().map(|reading| reading.fit).max();
    let ways = readings.filter(|reading| Some(reading.fit) == closest);
    InputError::Ambiguous {
        readings: ways
            .map(|reading| record_reading(wanted, reading, keys, layout))
            .chain([payload_reading(wanted, keys, layout)])
            .collect(),
    }
}

fn record_reading(
    wanted: Option<Source>,
    reading: &Reading,
    keys: &Keys,
    layout: Layout,
) -> String {
    let what = match (reading.kind, reading.source) {
        (InputKind::Record, Some(source)) => format!("a record of {source}"),
        (kind, _) => kind.title().to_owned(),
    };
    let source = reading.source.filter(|_| wanted.is_none());
    let source = source.map_or(String::new(), |source| format!("--source {source} "));
    let name = in_layout(reading.kind, layout).name();
    let keys = keys.listed_first(|key| marks_of(reading).is_some_and(|marks| marks.knows(key)));
    format!("{what} (it has {keys}): {source}--input {name}")
}

/// Returns the keys by which a reading is recognised.
const fn marks_of(reading: &Reading) -> Option<&'static Marks> {
    match (&sheet(reading.kind).rule, reading.source) {
        (Rule::Rows { marks, .. }, _) => Some(marks),
        (_, Some(source)) => Some(&datasheet(source).record),
        (_, None) => None,
    }
}

pub(crate) fn payload_reading(wanted: Option<Source>, keys: &Keys, layout: Layout) -> String {
    let source = wanted.map_or("--source SOURCE ", |_| "");
    let keys = keys.listed();
    let name = in_layout(InputKind::Payload, layout).name();
    format!("a payload with the keys {keys}: {source}--input {name}")
}

/// Returns the kind of input for records or payloads in this layout.
pub(crate) const fn in_layout(kind: InputKind, layout: Layout) -> InputKind {
    match (kind, layout) {
        (InputKind::Record, Layout::List) => InputKind::RecordList,
        (InputKind::Record, Layout::Stream | Layout::Documents) => InputKind::RecordStream,
        (InputKind::Payload, Layout::List) => InputKind::PayloadList,
        (InputKind::Payload, Layout::Stream | Layout::Documents) => InputKind::PayloadStream,
        (kind, _) => kind,
    }
}
