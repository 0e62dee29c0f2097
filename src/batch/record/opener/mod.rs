//! Reads records one after the other. Most records have the layout of an earlier one, and are read by comparison with
//! it. The others are read token by token, which also finds what is wrong with a damaged one. Both ways return the same
//! envelope.

use std::ops::Range;

use tidegate::Source;
use tidegate_json::{Flaw, Layout, Outline, RawString};

use super::arrival::{Unit, milliseconds_of};
use super::envelope::Envelope;
use crate::source::{self, datasheet};

/// Reads records of one source, and holds the memory for that.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opener {
    outline: Outline,
    layout: Layout,
    learned: Option<Learned>,
}

/// The source that the layout was learned for.
#[derive(Clone, Copy, Debug)]
struct Learned {
    source: Source,
    /// The unit of the records' arrival times.
    time_unit: Unit,
}

impl Opener {
    /// Reads one record of `source`. The payload's escapes may be unchecked ([`RawString::plain`] checks them): if they are
    /// wrong, the record is `Broken`.
    ///
    /// # Errors
    /// `Ended` if the text stops inside the record, `Broken` if it is not JSON or does not have the source's shape.
    #[inline]
    pub(crate) fn read<'a>(
        &'a mut self,
        source: Source,
        record: &'a [u8],
    ) -> Result<Envelope<'a>, Flaw> {
        let Self {
            outline,
            layout,
            learned,
        } = self;
        if let Some(learned) = learned
            && learned.source == source
            && let Some(envelope) = fit(layout, learned.time_unit, record)
        {
            return Ok(envelope);
        }
        let envelope = read_by_tokens(outline, source, record)?;
        learn(layout, learned, source, record, &envelope);
        Ok(envelope)
    }
}

/// Reads a record that has the learned layout. Returns `None` for any other.
#[inline]
fn fit<'a>(layout: &mut Layout, time_unit: Unit, record: &'a [u8]) -> Option<Envelope<'a>> {
    let fit = layout.fit(record)?;
    let [root, payload, time @ ..] = fit.ranges else {
        return None;
    };
    let time = time.first().map(|time| &record[time.clone()]);
    let payload = RawString {
        text: &record[payload.clone()],
        start: payload.start,
        has_escapes: fit.has_escapes,
    };
    Some(Envelope {
        root: &record[root.clone()],
        payload: Some(payload),
        time,
        arrival_ms: time.and_then(|time| milliseconds_of(time, time_unit)),
        ..Envelope::default()
    })
}

/// Reads a record token by token.
#[inline]
pub(crate) fn read_by_tokens<'a>(
    outline: &'a mut Outline,
    source: Source,
    record: &'a [u8],
) -> Result<Envelope<'a>, Flaw> {
    outline.whole(record, |root| {
        let envelope = source::read(source, record, root)?;
        root.check_escapes_but(envelope.payload.as_ref())?;
        Ok(envelope)
    })
}

/// Learns the layout of a record, if the records of its source resemble each other.
fn learn(
    layout: &mut Layout,
    learned: &mut Option<Learned>,
    source: Source,
    record: &[u8],
    envelope: &Envelope<'_>,
) {
    let learned_time = datasheet(source).learned_time;
    let (Some(time_unit), Some(payload)) = (learned_time, &envelope.payload) else {
        return;
    };
    if !layout.is_due() {
        return;
    }
    let payload = range_in(record, payload.text);
    let loose = Some(payload.start);
    let root = range_in(record, envelope.root);
    match envelope.time {
        Some(time) => layout.learn(record, &[root, payload, range_in(record, time)], loose),
        None => layout.learn(record, &[root, payload], loose),
    }
    *learned = Some(Learned { source, time_unit });
}

/// Returns the range of `part`, which is a slice of `record`.
fn range_in(record: &[u8], part: &[u8]) -> Range<usize> {
    let start = part.as_ptr().addr() - record.as_ptr().addr();
    start..start + part.len()
}

#[cfg(test)]
mod tests;
