//! The sentences of a report: model, assumptions, costs that stay, warnings. Facts are those of AWS's guides
//! (Lambda Developer Guide, "Control which events Lambda sends to your function" and the pages of each source;
//! AWS pricing pages; read 2026-11-23).

mod assumptions;
mod capacity;
mod causes;
mod dangers;
mod evidence;
mod failures;
mod footing;
mod model;
mod not_saved;
mod notes;
mod settings;
mod steps;
mod warnings;

pub(super) use dangers::dangers;
pub(super) use footing::unfounded;
pub(super) use not_saved::{is_not_saved, not_saved_note, not_saved_short, unpriced_note};
pub(super) use notes::{founded_on, left_out, priced};
pub(super) use settings::setting;
pub(super) use steps::next;
pub(super) use warnings::notes;

use crate::model::Report;

/// Returns the sentences right below the headline: the cause if nothing was delivered, in at most `chars` characters, and
/// what weakens the figures.
pub(super) fn about_headline(report: &Report, chars: usize) -> Vec<String> {
    let cause = causes::cause_within(report, chars);
    cause.into_iter().chain(footing::weak(report)).collect()
}
