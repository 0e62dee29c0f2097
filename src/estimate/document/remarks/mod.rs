//! The sentences of a report: model, assumptions, costs that stay, warnings. Facts are those of AWS's guides
//! (Lambda Developer Guide, "Control which events Lambda sends to your function" and the pages of each source;
//! AWS pricing pages; read 2026-11-23).

mod assumptions;
mod capacity;
mod causes;
mod dangers;
mod evidence;
mod model;
mod not_saved;
mod notes;
mod settings;
mod steps;
mod warnings;

pub(super) use causes::causes;
pub(super) use dangers::dangers;
pub(super) use not_saved::{not_saved_note, not_saved_short, unpriced_note};
pub(super) use notes::{founded_on, priced};
pub(super) use settings::setting;
pub(super) use steps::next;
pub(super) use warnings::notes;
