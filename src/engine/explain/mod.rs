//! Why a pattern matches a record or does not: field by field, the value found, what was wanted, and a phrase.
//!
//! Invariant: the verdict shown is the [`Matcher`](crate::Matcher)'s own; the phrases are worked out beside it and
//! never decide.

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
