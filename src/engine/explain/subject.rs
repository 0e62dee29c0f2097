//! The record that is explained: its texts, given to whoever looks at them.

use tidegate_json::Invalid;

use crate::ir::Profile;
use crate::matcher::{Matcher, Payload};
use crate::verdict::Verdict;

use super::capture::Capture;
use super::landscape::Landscape;

/// The texts of a record, as its matcher was given them.
#[derive(Clone, Copy)]
pub(super) enum Subject<'r> {
    Event(&'r [u8]),
    Record(Option<&'r [u8]>, Payload<'r>),
}

impl Subject<'_> {
    pub(super) fn matched_by(self, matcher: &mut Matcher) -> Result<&Verdict, Invalid> {
        match self {
            Self::Event(event) => matcher.event(event),
            Self::Record(envelope, payload) => matcher.record(envelope, payload),
        }
    }

    /// It has been matched: it is JSON.
    pub(super) fn captured_by(self, capture: &mut Capture) {
        match self {
            Self::Event(event) => capture.event(event),
            Self::Record(envelope, payload) => capture.record(envelope, payload),
        }
    }

    /// It has been matched: it is JSON.
    pub(super) fn landscape(self, profile: Profile) -> Landscape {
        match self {
            Self::Event(event) => Landscape::of_event(event),
            Self::Record(envelope, payload) => Landscape::of_record(envelope, profile, payload),
        }
    }
}
