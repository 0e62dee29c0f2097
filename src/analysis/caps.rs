//! Bounds on the work of one comparison. A comparison that reaches one ends as unknown, with the reason.

/// How much one comparison may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caps {
    /// States of the automaton of one field's text conditions. Eleven conditions `*word*` with different words on one
    /// field reach 50,000; ten need 30,719.
    pub text_states: usize,
    /// Steps of a search over the values of fields.
    pub steps: usize,
    /// Steps of a search over lists of objects.
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
            list_steps: 20_000,
            spoilers: 6,
            nesting: 2,
            samples: 2_000,
        }
    }
}

/// The lists of one branch that ask for absence and also take values; more make a comparison unknown.
pub(crate) const MIXED_MAX: usize = 8;

/// The ways to nest the values of one branch in lists; more make a comparison unknown.
pub(crate) const LAYOUTS_MAX: usize = 100;
