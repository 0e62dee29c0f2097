//! EventBridge event patterns and Lambda event-source-mapping filters, compiled to automata. The verdict on every event
//! is AWS's own, quirks included.
//!
//! Pattern text becomes a [`Pattern`] (a tree with spans) and then a [`Rule`] (its normal form under a [`Profile`]).
//! Rules are compiled together into a [`Program`], which is immutable and shared. Each thread has a [`Matcher`], which
//! turns record bytes into a [`Verdict`].
//!
//! ```
//! use tidegate::{Pattern, Profile, Program, Rule, Source};
//!
//! let pattern = Pattern::parse(r#"{"detail":{"state":[{"anything-but":"running"}]}}"#)?;
//! let rule = Rule::lower(&pattern, Profile::Service(Source::EventBridge))?;
//! let program = Program::compile(&[rule])?;
//!
//! let mut matcher = program.matcher();
//! let verdict = matcher.event(br#"{"detail":{"state":"stopped"}}"#).expect("an event is JSON");
//! assert!(verdict.is_match());
//! # Ok::<(), tidegate::Error>(())
//! ```

#![forbid(unsafe_code)]

mod automata;
mod error;
mod explain;
#[doc(hidden)]
pub mod inspect;
mod ir;
pub mod limits;
mod matcher;
mod nearest;
mod pattern;
mod program;
mod verdict;

pub use automata::Effort;
pub use error::{Code, Error};
pub use explain::{
    BranchExplanation, Condition, Explainer, Explanation, FieldExplanation, Outcome,
    VALUES_SHOWN_MAX,
};
pub use ir::{Complexity, ERRORS_MAX, PayloadForm, Profile, Rule, Source, UnknownSource};
pub use matcher::{Matcher, Payload};
pub use nearest::nearest;
pub use pattern::Pattern;
pub use program::{PathStats, Program, Stats};
pub use tidegate_json::{Invalid, InvalidKind, Span};
pub use verdict::{PatternId, Verdict};
