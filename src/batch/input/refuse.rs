//! Refuses objects that are not records: outputs of tools without records, and values that a program printed.

use tidegate_json::Flaw;

use super::containers::Layout;
use super::decision::{Wanted, payload_reading};
use super::error::InputError;
use super::first_value::value_end;
use super::foreign_text::ForeignText;
use super::other_output::{Likeness, other_output};
use crate::record::keys::Keys;
use crate::source::{Anatomy, datasheet};

/// Refuses an object that is not a record but an output of another kind, or printed by a program. `text` begins with it.
pub(super) fn refuse_other(
    text: &[u8],
    keys: &Keys,
    layout: Layout,
    wanted: Wanted,
) -> Result<(), InputError> {
    let end = value_end(text);
    if end == Err(Flaw::Broken)
        && let Some(found) = ForeignText::of_object(text)
    {
        return Err(InputError::ForeignText(found));
    }
    let is_bus = wanted
        .source
        .is_some_and(|source| datasheet(source).anatomy == Anatomy::Event);
    match other_output(text) {
        Some((output, Likeness::Sure)) => Err(InputError::OtherOutput(output)),
        // An object that is not an event of a bus is refused later, with the keys that it lacks.
        Some((output, Likeness::Doubtful)) if end.is_ok() && !is_bus => {
            Err(InputError::Ambiguous {
                readings: vec![
                    format!("{}: {}", output.title(), output.way()),
                    payload_reading(wanted.source, keys, layout),
                ],
            })
        }
        Some((_, Likeness::Doubtful)) | None => Ok(()),
    }
}
