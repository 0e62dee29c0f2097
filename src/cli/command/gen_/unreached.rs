//! Says which goals no record can reach, and why.

use tidegate_analysis::{Suite, Unreached};
use tidegate_figures::counted;

use crate::output::Console;

/// The most goals that are named.
const SHOWN_MAX: usize = 10;

/// Prints each goal without a record.
pub(super) fn say(suite: &Suite, console: &Console) {
    for Unreached { goal, why } in suite.unreached.iter().take(SHOWN_MAX) {
        console.say(format_args!("no record: {goal}: {}", why.words()));
    }
    if let Some(more @ 1..) = suite.unreached.len().checked_sub(SHOWN_MAX) {
        console.say(format_args!(
            "no record: {} more",
            counted(more as u64, "goal")
        ));
    }
}
