//! The record to be explained. It passes its texts to the modules that read them.

use tidegate_json::Invalid;

use crate::ir::Profile;
use crate::matcher::{Matcher, Payload};
use crate::verdict::Verdict;

use super::capture::Capture;
use super::landscape::Landscape;

/// The texts of a record, as they were given to the matcher.
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

    /// The subject must have been matched, so that it is known to be JSON.
    pub(super) fn captured_by(self, capture: &mut Capture) {
        match self {
            Self::Event(event) => capture.event(event),
            Self::Record(envelope, payload) => capture.record(envelope, payload),
        }
    }

    /// The subject must have been matched, so that it is known to be JSON.
    pub(super) fn landscape(self, profile: Profile) -> Landscape {
        match self {
            Self::Event(event) => Landscape::of_event(event),
            Self::Record(envelope, payload) => Landscape::of_record(envelope, profile, payload),
        }
    }
}
