//! The parts of a rule, for packages that analyse filters instead of matching records. It is hidden from the
//! documentation until 1.0, because it may change whenever the engine does.

use std::cmp::Ordering;
use std::sync::Arc;

use tidegate_json::Span;

pub use crate::ir::{AddressTest, Nothing, Part, Test};

use crate::ir::{self, Rule, Wanted};

/// The condition of one branch on one field.
#[derive(Clone, Copy, Debug)]
pub struct Condition<'r> {
    /// The dotted path, unescaped (WTF-8).
    pub path: &'r [u8],
    /// The tests of its list, of which one must hold.
    pub tests: &'r Arc<[Test]>,
    /// The place of the list in the pattern's text.
    pub span: Span,
    wanted: &'r Wanted,
}

impl Condition<'_> {
    /// Returns the values of its list as compact JSON, in the order of the list.
    #[must_use]
    pub fn values(&self) -> Vec<String> {
        self.wanted
            .operators
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// Returns the tests of its list without one value; `None` if the list has no other value.
    #[must_use]
    pub fn tests_without(&self, value: usize) -> Option<Arc<[Test]>> {
        self.wanted.without(value)
    }
}

/// Returns the branches of a rule, of which one must match. A branch's conditions must hold together. They are sorted by
/// [`path_order`], and no path occurs twice.
pub fn branches(rule: &Rule) -> impl Iterator<Item = Vec<Condition<'_>>> {
    rule.branches().iter().map(|branch| {
        let clauses = branch.clauses.iter();
        let condition = clauses.map(|clause| Condition {
            path: &clause.path,
            tests: &clause.wanted.tests,
            span: clause.wanted.span,
            wanted: &clause.wanted,
        });
        condition.collect()
    })
}

/// Returns a rule that has only this list, for the field `v`. It is used to ask the engine which tests a value satisfies.
#[must_use]
pub fn probe(tests: Arc<[Test]>) -> Rule {
    Rule::of_list(tests)
}

/// Returns the order in which the conditions of a branch are tried.
#[must_use]
pub fn path_order(one: &[u8], other: &[u8]) -> Ordering {
    ir::java_order(one, other)
}

/// Returns the key of a number that compares by value; `None` if it compares by its text.
#[must_use]
pub fn number_key(literal: &[u8]) -> Option<u64> {
    ir::comparable(literal)
}

/// Returns the key of a double.
#[must_use]
pub fn key_of_double(double: f64) -> u64 {
    ir::order_key(double)
}

/// Returns the double with this key.
#[must_use]
pub fn double_of_key(key: u64) -> f64 {
    ir::double_of_key(key)
}
