//! Records one after the other: laid out as one before, as most are; else read by their tokens, which also tell what is
//! wrong. Both ways give the same envelope.

use std::ops::Range;

use tidegate::Source;
use tidegate_json::{Flaw, Layout, Outline, RawString};

use super::{Envelope, kinesis, read_members, sqs};

/// Reads records of one source; holds the memory for it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opener {
    outline: Outline,
    layout: Layout,
    /// Whose records the layout was learned from.
    learned: Option<Source>,
}

impl Opener {
    /// Reads one record of `source`. The payload's escapes may be unchecked ([`RawString::plain`] checks them): if they are
    /// wrong, the record is `Broken`.
    ///
    /// # Errors
    /// `Ended` where the text stops inside the record, `Broken` where it is not JSON or not of the source's shape.
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
        if *learned == Some(source)
            && let Some(envelope) = fit(layout, source, record)
        {
            return Ok(envelope);
        }
        let envelope = read_by_tokens(outline, source, record)?;
        learn(layout, learned, source, record, &envelope);
        Ok(envelope)
    }
}

/// Reads a record that is laid out as the one that was learned.
#[inline]
fn fit<'a>(layout: &mut Layout, source: Source, record: &'a [u8]) -> Option<Envelope<'a>> {
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
        arrival_ms: match source {
            Source::Kinesis => kinesis::arrival_ms(time),
            _ => sqs::arrival_ms(time),
        },
        ..Envelope::default()
    })
}

/// Reads a record by its tokens.
#[inline]
pub(super) fn read_by_tokens<'a>(
    outline: &'a mut Outline,
    source: Source,
    record: &'a [u8],
) -> Result<Envelope<'a>, Flaw> {
    outline.whole(record, |root| {
        let envelope = read_members(source, record, root)?;
        root.check_escapes_but(envelope.payload.as_ref())?;
        Ok(envelope)
    })
}

/// Learns from a record that has been read, if its source is one whose records resemble each other.
fn learn(
    layout: &mut Layout,
    learned: &mut Option<Source>,
    source: Source,
    record: &[u8],
    envelope: &Envelope<'_>,
) {
    let (Source::Sqs | Source::Kinesis, Some(payload)) = (source, &envelope.payload) else {
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
    *learned = Some(source);
}

/// Where a part of a record stands in it.
fn range_in(record: &[u8], part: &[u8]) -> Range<usize> {
    let start = part.as_ptr().addr() - record.as_ptr().addr();
    start..start + part.len()
}

#[cfg(test)]
mod tests;
