//! Says why no record could be read, if that is so for every record: otherwise a command ends with counts of zero and no
//! reason.

use std::path::PathBuf;

use tidegate_batch::{Disposition, Outcome, Tally, UnreadableReason};
use tidegate_figures::counted;

use super::cut::place_of;
use crate::output::Console;

/// Most records of which the reason is said: the first ones.
const SAID_MAX: usize = 3;

/// The first records that can't be read.
#[derive(Default)]
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

    /// Says the first reasons, if none of the records could be read.
    pub(super) fn say(&self, tally: &Tally, console: &Console) {
        if self.first.is_empty() || tally.read > tally.unreadable_total() {
            return;
        }
        let records = match tally.read {
            1 => "the record".to_owned(),
            _ => format!("any of {}", counted(tally.read, "record")),
        };
        let may_be_misread = self.first.iter().any(|(_, _, reason)| {
            matches!(
                reason,
                UnreadableReason::BadEnvelope | UnreadableReason::BadBase64
            )
        });
        let hint = match may_be_misread {
            true => {
                "; if the input has another form, say which with --input (--input help lists them)"
            }
            false => "",
        };
        console.warn(format_args!("can't read {records}{hint}"));
        for (path, offset, reason) in &self.first {
            let place = place_of(path, *offset);
            let name = path.display();
            let why = reason.why();
            console.say(format_args!("{name}: the record that begins {place} {why}"));
        }
    }
}
