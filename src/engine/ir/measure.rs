//! The wildcard complexity of a pattern as a number, for those who want to know how near the bound it is. Lowering only
//! asks whether the bound is passed.

use crate::limits::WILDCARD_COMPLEXITY_MAX;
use crate::pattern::Pattern;

use super::complexity;
use super::dialect::{Compiler, Dialect};
use super::machine;
use super::profile::Profile;
use super::walk::branches;

/// How complex the wildcards of a pattern are, on the scale of
/// [`limits::WILDCARD_COMPLEXITY_MAX`](crate::limits::WILDCARD_COMPLEXITY_MAX); 0 without wildcards.
///
/// ```
/// use tidegate::{Complexity, Pattern, Profile, Source};
/// let pattern = Pattern::parse(r#"{"a":[{"exists":false}],"b":[{"wildcard":"*aaaaaaaaa"}]}"#)?;
/// let complexity = Complexity::of(&pattern, Profile::Service(Source::EventBridge)).unwrap();
/// assert_eq!((complexity.measured, complexity.with_absence), (0, 10));
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Complexity {
    /// As event-ruler 2.0.1 measures it: wildcards after a field that only has to be absent don't count. This is what the
    /// bound is held against.
    pub measured: usize,
    /// As event-ruler 2.1.0 measures it: they do count (both run on the same patterns, 2026-11-29).
    pub with_absence: usize,
}

impl Complexity {
    /// Measures a pattern up to twice the bound. `None` if the pattern is refused, or too entangled to measure.
    #[must_use]
    pub fn of(pattern: &Pattern, profile: Profile) -> Option<Self> {
        let compiler = Compiler::Current;
        let branches = branches(pattern, Dialect { profile, compiler }).ok()?;
        let most = 2 * WILDCARD_COMPLEXITY_MAX;
        Some(Self {
            measured: complexity::highest(&machine::outcome(&branches)?.lists, most),
            with_absence: complexity::highest(&machine::every_list(&branches)?, most),
        })
    }
}
