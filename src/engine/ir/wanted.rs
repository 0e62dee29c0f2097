//! The list of one field, as written and as lowered.

use std::sync::Arc;

use tidegate_json::Span;

use super::leaf_test::Test;
use super::operator::Operator;
use super::settle::{has_address, settled};

/// A field's list of wanted values. It is cheap to clone, because alternatives of one pattern have lists in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The operators, in the order of the list.
    pub(crate) operators: Arc<[Operator]>,
    /// The tests that the operators lower to, of which one must be satisfied. Addresses may add tests of their own
    /// ([`settled`](super::settle::settled)).
    pub(crate) tests: Arc<[Test]>,
    /// The place of the list in the pattern's text.
    pub(crate) span: Span,
}

impl Wanted {
    pub(super) fn new(operators: Vec<Operator>, span: Span) -> Self {
        let mut tests = Vec::with_capacity(operators.len());
        for operator in &operators {
            operator.meaning().lower(&mut tests);
        }
        Self {
            operators: operators.into(),
            tests: tests.into(),
            span,
        }
    }

    /// The tests of the list without the operator at this index; `None` if there is no other operator.
    pub(crate) fn without(&self, operator: usize) -> Option<Arc<[Test]>> {
        let mut operators = self.operators.to_vec();
        operators.remove(operator);
        let mut rest = Self::new(operators, self.span);
        rest.settle();
        (!rest.operators.is_empty()).then_some(rest.tests)
    }

    /// Adapts the tests to each other, if there are addresses among them.
    pub(super) fn settle(&mut self) {
        if has_address(&self.tests) {
            self.tests = settled(self.tests.to_vec()).into();
        }
    }

    /// Whether only an absent field satisfies it.
    pub(crate) fn asks_only_absence(&self) -> bool {
        let mut operators = self.operators.iter();
        operators.all(|operator| operator.meaning().asks_absence())
    }
}

impl std::fmt::Display for Wanted {
    /// The list as compact JSON.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let operators: Vec<_> = self.operators.iter().map(ToString::to_string).collect();
        write!(f, "[{}]", operators.join(","))
    }
}
