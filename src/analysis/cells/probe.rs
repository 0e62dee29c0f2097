//! Asks the engine which lists a value satisfies, by a program with one rule for each list. No operator is implemented
//! here.

use std::sync::Arc;

use tidegate::inspect::{Test, probe};
use tidegate::{Matcher, Program};

use crate::bits::Bits;

/// The rules of some lists, ready to match.
#[derive(Debug)]
pub(crate) struct Probe {
    matcher: Matcher,
    count: usize,
    event: Vec<u8>,
}

impl Probe {
    /// Compiles a rule for each list; `None` if together they are over the engine's bounds.
    pub(crate) fn new(lists: &[Arc<[Test]>]) -> Option<Self> {
        let rules: Vec<_> = lists.iter().map(|list| probe(Arc::clone(list))).collect();
        Some(Self {
            matcher: Program::compile(&rules).ok()?.matcher(),
            count: lists.len(),
            event: Vec::new(),
        })
    }

    /// Returns the lists that a value, as JSON, satisfies.
    pub(crate) fn of_value(&mut self, json: &str) -> Bits {
        self.event.clear();
        self.event.extend_from_slice(b"{\"v\":");
        self.event.extend_from_slice(json.as_bytes());
        self.event.push(b'}');
        self.of_event()
    }

    /// Returns the lists that an absent field satisfies.
    pub(crate) fn of_absence(&mut self) -> Bits {
        self.event.clear();
        self.event.extend_from_slice(b"{}");
        self.of_event()
    }

    fn of_event(&mut self) -> Bits {
        let verdict = self.matcher.event(&self.event);
        let verdict = verdict.expect("a candidate is JSON");
        Bits::of(self.count, verdict.iter().map(|id| id.index()))
    }
}
