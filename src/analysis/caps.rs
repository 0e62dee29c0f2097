//! Bounds on the work of one comparison. A comparison that reaches one ends as unknown, with the reason.

use std::cell::Cell;

/// How much one comparison may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caps {
    /// States of the automaton of one field's text conditions. Eleven conditions `*word*` with different words on one
    /// field reach 50,000; ten need 30,719.
    pub text_states: usize,
    /// Steps of the searches over the values of fields, for one direction.
    pub steps: usize,
    /// Steps of the searches over lists of objects, for one direction.
    pub list_steps: usize,
    /// Values added to an event only so that a field is not absent.
    pub spoilers: usize,
    /// Depth of lists directly in lists, at fields where it can matter.
    pub nesting: usize,
    /// Events drawn at random if the comparison is not decided.
    pub samples: usize,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            text_states: 50_000,
            steps: 200_000,
            list_steps: 40_000,
            spoilers: 6,
            nesting: 2,
            samples: 2_000,
        }
    }
}

/// A search reached a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

/// The steps that are left for one direction of a comparison.
#[derive(Debug)]
pub(crate) struct Budget {
    steps: Cell<usize>,
    list_steps: Cell<usize>,
}

impl Budget {
    pub(crate) const fn of(caps: &Caps) -> Self {
        Self {
            steps: Cell::new(caps.steps),
            list_steps: Cell::new(caps.list_steps),
        }
    }

    /// Takes a step of a search over the values of fields.
    pub(crate) fn step(&self) -> Result<(), TooLong> {
        Self::take_one(&self.steps)
    }

    /// Takes a step of a search over lists of objects.
    pub(crate) fn list_step(&self) -> Result<(), TooLong> {
        Self::take_one(&self.list_steps)
    }

    fn take_one(left: &Cell<usize>) -> Result<(), TooLong> {
        left.set(left.get().checked_sub(1).ok_or(TooLong)?);
        Ok(())
    }
}

/// The deepest recursion of a search, so that it fits the stack of a thread.
pub(crate) const RECURSION_MAX: usize = 2_000;

/// The most branches of both sides together.
pub(crate) const BRANCHES_MAX: usize = 10_000;

/// The most steps of a field's path.
pub(crate) const PATH_STEPS_MAX: usize = 500;

/// The lists of one branch that ask for absence and also take values; more make a comparison unknown.
pub(crate) const MIXED_MAX: usize = 8;

/// The ways to nest the values of one branch in lists; more make a comparison unknown.
pub(crate) const LAYOUTS_MAX: usize = 100;
