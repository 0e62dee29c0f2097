//! Bounds the cost of the values of one file. A short text may ask for endless work: for long values used often,
//! and for references that multiply.

use std::cell::Cell;

/// The most expressions that are worked out, besides one for each byte of the file.
const STEPS_MAX: usize = 400_000;

/// The most bytes of values that are made, besides some for each byte of the file.
const BYTES_MAX: usize = 16 << 20;

/// The bytes of values for each byte of the file: a short expression counts as much as a long one.
const BYTES_FOR_EACH: usize = 32;

/// How deeply expressions and references may nest.
const DEPTH_MAX: usize = 100;

#[derive(Debug)]
pub(super) struct Budget {
    steps_max: usize,
    bytes_max: usize,
    steps: Cell<usize>,
    bytes: Cell<usize>,
    depth: Cell<usize>,
}

impl Budget {
    /// Returns the budget of a file of this length, in bytes.
    pub(super) const fn of(length: usize) -> Self {
        Self {
            steps_max: STEPS_MAX + length,
            bytes_max: BYTES_MAX + BYTES_FOR_EACH * length,
            steps: Cell::new(0),
            bytes: Cell::new(0),
            depth: Cell::new(0),
        }
    }

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
        self.steps.get() > self.steps_max || self.bytes.get() > self.bytes_max
    }
}
