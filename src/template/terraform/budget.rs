//! The work that the values of one file may cost. A short text may ask for endless work: for long values used often,
//! and for references that multiply.

use std::cell::Cell;

/// The most expressions that are worked out.
const STEPS_MAX: usize = 400_000;

/// The most bytes of values that are made.
const BYTES_MAX: usize = 16 << 20;

/// How deeply expressions and references may nest.
const DEPTH_MAX: usize = 100;

#[derive(Debug, Default)]
pub(super) struct Budget {
    steps: Cell<usize>,
    bytes: Cell<usize>,
    depth: Cell<usize>,
}

impl Budget {
    /// Counts an expression. Returns whether it may still be worked out; [`Self::leave`] follows in any case.
    pub(super) fn enter(&self) -> bool {
        self.steps.set(self.steps.get() + 1);
        self.depth.set(self.depth.get() + 1);
        self.depth.get() <= DEPTH_MAX && !self.is_spent()
    }

    pub(super) fn leave(&self) {
        self.depth.set(self.depth.get() - 1);
    }

    /// Counts bytes before they are made. Returns whether they may be.
    pub(super) fn afford(&self, bytes: usize) -> bool {
        self.bytes.set(self.bytes.get().saturating_add(bytes));
        !self.is_spent()
    }

    pub(super) fn is_spent(&self) -> bool {
        self.steps.get() > STEPS_MAX || self.bytes.get() > BYTES_MAX
    }
}
