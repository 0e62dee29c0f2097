//! Indexes from byte strings to terms: given a value, they find the terms that the value satisfies. They know bytes and
//! ids only, no JSON and no AWS rule.
//!
//! Every index passes over a value a fixed number of times, however many terms it holds. A pass leaves a short list of
//! candidates, and each candidate is checked once.

mod address;
mod affix;
mod bytes_table;
mod entries;
mod folded;
mod glob;
mod lists;
mod literals;
mod number_line;
mod ranges;
mod segment_tries;
mod slots;
mod substrings;
mod wildcards;

pub(crate) use address::{AddressRange, AddressRanges, AddressTerms, Comparison, Extent, Numbers};
pub(crate) use affix::{Affixes, Side};
pub(crate) use folded::{Folded, FoldedTerms, Place};
pub(crate) use glob::Glob;
pub(crate) use lists::{ListId, Lists, filed};
pub(crate) use literals::Literals;
pub(crate) use number_line::{ClosedRange, NumberLine};
pub(crate) use ranges::RangeTerms;
pub(crate) use wildcards::{GlobScratch, GlobTerms, Globs};

/// The index of a term within one path's index. A term is one condition on a value, shared by every pattern that
/// states it on that path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TermId(pub(crate) u32);

/// How much work matching did: the passes over values, and the candidates checked after them.
///
/// ```
/// use tidegate::{Pattern, Profile, Program, Rule, Source};
/// let rule = Rule::lower(&Pattern::parse(r#"{"a":["x"]}"#)?, Profile::Service(Source::EventBridge))?;
/// let mut matcher = Program::compile(&[rule])?.matcher();
/// matcher.event(br#"{"a":"x","unasked":"for"}"#).unwrap();
/// assert_eq!(matcher.effort().bytes_stepped, 3); // "x" with its quotes, once
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Bytes of values stepped over by all passes together.
    pub bytes_stepped: u64,
    /// Candidates (terms or patterns) checked one by one after a pass named them.
    pub candidates: u64,
}

impl Effort {
    pub(crate) fn pass(&mut self, value: &[u8]) {
        self.bytes_stepped += value.len() as u64;
    }
}
