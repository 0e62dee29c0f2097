//! The tests of one field's lists, sorted by the kind of value that they look at.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use tidegate::inspect::{AddressTest, Test};

/// A condition on a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct TextTerm {
    pub(super) test: Test,
    pub(super) surrogates: Surrogates,
}

/// How a condition sees a lone surrogate of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Surrogates {
    /// As it is: texts that must be equal.
    Kept,
    /// As a question mark: every other condition.
    Replaced,
}

/// Everything that the lists of one field ask.
#[derive(Debug, Default)]
pub(super) struct Terms {
    pub(super) texts: Vec<TextTerm>,
    /// The ends of ranges of numbers.
    pub(super) keys: BTreeSet<u64>,
    /// Numbers, `true`, `false` and `null` as literal texts.
    pub(super) literals: BTreeSet<String>,
    pub(super) addresses: Vec<AddressTest>,
}

impl Terms {
    pub(super) fn of(lists: &[Arc<[Test]>]) -> Self {
        let mut terms = Self::default();
        for test in lists.iter().flat_map(|list| list.iter()) {
            match test {
                Test::AnythingBut(excluded) => {
                    let excluded = excluded.iter();
                    excluded.for_each(|test| terms.add(test, Surrogates::Replaced));
                }
                test => terms.add(test, Surrogates::Kept),
            }
        }
        let mut seen = HashSet::new();
        terms.texts.retain(|term| seen.insert(term.clone()));
        terms
    }

    /// Adds a test. `surrogates`: how it sees them if it is a whole text.
    fn add(&mut self, test: &Test, surrogates: Surrogates) {
        match test {
            Test::Literal(text) if text.first() == Some(&b'"') => self.texts.push(TextTerm {
                test: test.clone(),
                surrogates,
            }),
            Test::Literal(text) => {
                let text = String::from_utf8_lossy(text).into_owned();
                self.literals.insert(text);
            }
            Test::Affix(..) | Test::IgnoreCase(..) | Test::Wildcard(_) => {
                self.texts.push(TextTerm {
                    test: test.clone(),
                    surrogates: Surrogates::Replaced,
                });
            }
            Test::Number { low, high } => self.keys.extend([*low, *high]),
            Test::Address(address) => self.addresses.push(address.clone()),
            Test::Exists | Test::Absent | Test::AnythingBut(_) | Test::Never(_) => {}
        }
    }

    pub(super) fn has_only_whole_texts(&self) -> bool {
        let mut texts = self.texts.iter();
        texts.all(|term| matches!(term.test, Test::Literal(_)))
    }
}
