//! Says why no record could be read, if that is so for every record: otherwise a command ends with counts of zero and no
//! reason.

use std::path::PathBuf;

use tidegate_batch::{Disposition, Outcome, Tally, UnreadableReason};
use tidegate_figures::counted;

use super::cut::place_of;

/// Most records of which the reason is said: the first ones.
const SAID_MAX: usize = 3;

/// The first records that can't be read.
#[derive(Debug, Default)]
pub(super) struct Unreadable {
    first: Vec<(PathBuf, u64, UnreadableReason)>,
}

impl Unreadable {
    pub(super) fn take(&mut self, name: &str, outcome: &Outcome<'_>) {
        if let Disposition::Unreadable(reason) = outcome.judged.disposition
            && self.first.len() < SAID_MAX
        {
            self.first.push((name.into(), outcome.offset, reason));
        }
    }

    /// Returns the first reasons, if none of the records could be read.
    pub(super) fn none_read(&self, tally: &Tally) -> Option<NoneRead> {
        if self.first.is_empty() || tally.read > tally.unreadable_total() {
            return None;
        }
        let records = match tally.read {
            1 => "the record".to_owned(),
            _ => format!("any of {}", counted(tally.read, "record")),
        };
        let reasons = self.first.iter().map(|(path, offset, reason)| {
            let (name, place) = (path.display(), place_of(path, *offset));
            format!("{name}: the record that begins {place} {}", reason.why())
        });
        Some(NoneRead {
            sentence: format!("can't read {records}"),
            may_be_misread: self.first.iter().any(|(_, _, reason)| is_of_form(*reason)),
            reasons: reasons.collect(),
        })
    }
}

/// Why none of the records could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoneRead {
    /// That none could be read.
    pub sentence: String,
    /// Whether they may have another form than the one in which they were read.
    pub may_be_misread: bool,
    /// The reasons of the first records, a sentence each with the record's place.
    pub reasons: Vec<String>,
}

const fn is_of_form(reason: UnreadableReason) -> bool {
    matches!(
        reason,
        UnreadableReason::BadEnvelope | UnreadableReason::BadBase64
    )
}
