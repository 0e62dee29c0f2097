//! The counts of a run, and the differences that are shown.

use std::fmt;

use super::cause::Cause;
use crate::case::{Difference, Seen};
use crate::mix::Mix;

/// The result of a run.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Patterns compared: in both dialects, whether each is accepted, and the message if it is refused.
    pub patterns: u64,
    /// Comparisons in which all three agree.
    pub agreed: Mix,
    /// Events that were not compared, because they are invalid UTF-8, which Java's strings can't hold, or because their
    /// pattern already differs.
    pub uncompared: u64,
    /// Events of patterns that were skipped because event-ruler would take too long.
    pub too_large: u64,
    /// Events of patterns that event-ruler's compiler accepts and its machine does not: it is unknown what AWS does.
    pub unknown_to_aws: u64,
    differences: [u64; Cause::ALL.len()],
    shown: Vec<(Cause, Difference)>,
}

impl Tally {
    pub(super) fn agrees(&mut self, seen: &Seen) {
        self.agreed.add(seen);
    }

    pub(super) fn differs(&mut self, cause: Cause, shown: Option<Difference>) {
        self.differences[cause as usize] += 1;
        self.shown
            .extend(shown.map(|difference| (cause, difference)));
    }

    /// Returns the minimised differences of a cause, at most as many as were to be shown.
    #[must_use]
    pub fn shown(&self, cause: Cause) -> Vec<&Difference> {
        let of = self.shown.iter().filter(|(of, _)| *of == cause);
        of.map(|(_, difference)| difference).collect()
    }

    /// Returns how many differences have this cause.
    #[must_use]
    pub const fn differences(&self, cause: Cause) -> u64 {
        self.differences[cause as usize]
    }

    /// Returns the number of comparisons of a pattern with an event.
    #[must_use]
    pub fn comparisons(&self) -> u64 {
        self.agreed.cases() + self.differences.iter().sum::<u64>()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, count) in [
            ("patterns", self.patterns),
            ("comparisons", self.comparisons()),
            ("not compared", self.uncompared),
            ("too large for event-ruler", self.too_large),
            ("only AWS knows", self.unknown_to_aws),
        ] {
            writeln!(f, "{name:<36}{count:>12}")?;
        }
        for cause in Cause::ALL {
            let name = format!("differs: {}", cause.name());
            writeln!(f, "{name:<36}{:>12}", self.differences(cause))?;
        }
        write!(f, "{}", self.agreed)
    }
}
