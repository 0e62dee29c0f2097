//! The rules that a pattern is read by: those of a profile, and of one of event-ruler's compilers. event-ruler's
//! `Machine` has two compilers, which differ in a few forms.

use super::profile::Profile;

/// The rules that a pattern is read by.
#[derive(Clone, Copy)]
pub(super) struct Dialect {
    pub(super) profile: Profile,
    pub(super) compiler: Compiler,
}

/// Which of event-ruler's compilers to follow. Its `Machine` falls back to the older one if the current one refuses a
/// pattern.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Compiler {
    Current,
    /// `$or` is a field like any other, and `anything-but` has fewer forms.
    Older,
}
