//! By whose rules a pattern is read.

use super::profile::Profile;

/// By whose rules a pattern is read.
#[derive(Clone, Copy)]
pub(super) struct Dialect {
    pub(super) profile: Profile,
    pub(super) compiler: Compiler,
}

/// Which of event-ruler's compilers to follow. Its `Machine` falls back to the older one where the current one refuses
/// a pattern.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Compiler {
    Current,
    /// `$or` is a field like any other, and `anything-but` knows fewer forms.
    Older,
}
