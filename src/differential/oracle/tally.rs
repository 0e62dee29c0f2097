//! Counts of a run, and the differences worth showing.

use std::fmt;

use super::cause::Cause;
use crate::case::{Difference, Seen};
use crate::mix::Mix;

/// What came of a run.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Patterns asked about; each is also compared in both languages as to whether it is accepted, and in which words it
    /// is refused.
    pub patterns: u64,
    /// Comparisons in which all three say the same.
    pub agreed: Mix,
    /// Events that were not compared: their UTF-8 is broken, which no Java string holds, or their pattern differs.
    pub uncompared: u64,
    /// Events of patterns that were not asked about, for event-ruler would take too long.
    pub too_large: u64,
    /// Events of patterns that event-ruler's compiler takes and its machine does not: nobody knows what AWS does.
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

    /// The differences of a cause, up to as many as were to be shown, made small.
    #[must_use]
    pub fn shown(&self, cause: Cause) -> Vec<&Difference> {
        let of = self.shown.iter().filter(|(of, _)| *of == cause);
        of.map(|(_, difference)| difference).collect()
    }

    /// How many differences have this cause.
    #[must_use]
    pub const fn differences(&self, cause: Cause) -> u64 {
        self.differences[cause as usize]
    }

    /// Comparisons of a pattern with an event.
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
            ("unknown to everyone but AWS", self.unknown_to_aws),
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
