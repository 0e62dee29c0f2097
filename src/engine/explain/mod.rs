//! Explains why a pattern matches a record or does not. Each field gets the value found, the values wanted, and a
//! phrase that says why the value does not satisfy it.
//!
//! Invariant: the verdict shown is the [`Matcher`](crate::Matcher)'s own. Phrases are derived separately and never
//! decide whether a field is satisfied.

mod capture;
mod explainer;
mod explanation;
mod landscape;
mod nearby;
mod phrase;
mod reach;
mod removals;
mod subject;
#[cfg(test)]
mod tests;

pub use explainer::Explainer;
pub use explanation::{
    BranchExplanation, Condition, Explanation, FieldExplanation, Outcome, VALUES_SHOWN_MAX,
};
