//! The leaves of one record with their values: what the matcher looks at and forgets.

use std::sync::Arc;

use crate::automata::PathTrie;
use crate::ir::{
    Part, Test, address_digits, comparable, ignore_case_holds, lossy_into, wildcard_holds,
};
use crate::matcher::Payload;
use crate::program::{Plan, Program};
use crate::scan::{ElementId, Field, Root, Walker};

/// A leaf on a path that the pattern asks for.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    path: Box<[u8]>,
    /// With quotes if it is a string.
    pub(super) value: Box<[u8]>,
    /// It lies in an element of a list.
    pub(super) in_list: bool,
}

impl Leaf {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.value).into_owned()
    }
}

/// Collects leaves.
#[derive(Clone, Debug)]
pub(super) struct Capture {
    plan: Arc<Plan>,
    walker: Walker,
    leaves: Vec<Leaf>,
}

impl Capture {
    pub(super) fn new(program: &Program) -> Self {
        Self {
            plan: program.0.clone(),
            walker: Walker::default(),
            leaves: Vec::new(),
        }
    }

    pub(super) fn leaves(&self, path: &[u8]) -> impl Iterator<Item = &Leaf> {
        self.leaves.iter().filter(move |leaf| *leaf.path == *path)
    }

    /// The event has been matched: it is JSON.
    pub(super) fn event(&mut self, event: &[u8]) {
        self.leaves.clear();
        let root = Root {
            node: Some(PathTrie::ROOT),
            list_allowed: false,
            whole: false,
            skipped_key: None,
        };
        self.walk(event, root);
    }

    /// The record has been matched: its texts are JSON.
    pub(super) fn record(&mut self, envelope: Option<&[u8]>, payload: Payload<'_>) {
        self.leaves.clear();
        let at = self.plan.payload;
        if let Some(envelope) = envelope {
            let skipped_key = at.map(|at| at.key.as_bytes());
            let node = Some(PathTrie::ROOT);
            self.walk(
                envelope,
                Root {
                    node,
                    list_allowed: false,
                    whole: true,
                    skipped_key,
                },
            );
        }
        let node = at.and_then(|at| at.node);
        match payload {
            Payload::Absent => {}
            Payload::Json(text) => {
                self.walk(
                    text,
                    Root {
                        node,
                        list_allowed: true,
                        whole: true,
                        skipped_key: None,
                    },
                );
            }
            Payload::Text(text) => {
                let path = node.and_then(|node| self.plan.trie.path_at(node));
                self.leaves.extend(path.map(|path| Leaf {
                    path: self.plan.trie.text(path).into(),
                    value: [b"\"", text, b"\""].concat().into(),
                    in_list: false,
                }));
            }
        }
    }

    fn walk(&mut self, text: &[u8], root: Root<'_>) {
        let Self {
            plan,
            walker,
            leaves,
        } = self;
        let mut keep = |field: Field<'_>| {
            leaves.push(Leaf {
                path: plan.trie.text(field.path).into(),
                value: field.value.into(),
                in_list: field.element != ElementId::NONE,
            });
        };
        // An error can't be: the matcher has accepted the same text.
        let _accepted = walker.walk(&plan.trie, text, root, &mut keep);
    }
}

/// Whether the value of a leaf satisfies a test, one by one and without an index.
pub(super) fn holds(test: &Test, leaf: &Leaf) -> bool {
    let value = &*leaf.value;
    let mut lossy = Vec::new();
    lossy_into(value, &mut lossy);
    match test {
        Test::Literal(text) => **text == *value,
        Test::Number { low, high } => {
            comparable_value(value).is_some_and(|key| (*low..=*high).contains(&key))
        }
        Test::Affix(Part::End, text) => lossy.ends_with(text) && value[0] == b'"',
        Test::Affix(_, text) => lossy.starts_with(text),
        Test::IgnoreCase(part, forms) => ignore_case_holds(*part, forms, &lossy),
        Test::Wildcard(parts) => wildcard_holds(parts, &lossy),
        Test::Address(address) => match value {
            [b'"', inside @ .., b'"'] => address_digits(inside).is_some_and(|d| address.holds(&d)),
            _ => false,
        },
        Test::Exists => true,
        Test::Absent | Test::Never => false,
        Test::AnythingBut(tests) => !tests.iter().any(|test| excludes(test, leaf, &lossy)),
    }
}

/// Excluded texts are compared after lone surrogates have become `?`.
pub(super) fn excludes(test: &Test, leaf: &Leaf, lossy: &[u8]) -> bool {
    match test {
        Test::Literal(text) => **text == *lossy,
        _ => holds(test, leaf),
    }
}

pub(super) fn comparable_value(value: &[u8]) -> Option<u64> {
    matches!(value.first(), Some(b'-' | b'0'..=b'9'))
        .then(|| comparable(value))
        .flatten()
}
