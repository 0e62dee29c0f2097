//! The leaves of one record with their values, which the matcher reads but does not keep. Each leaf has the terms that
//! its value satisfies, found in the program's own indexes, so that an explanation can't contradict the verdict.

use std::sync::Arc;

use crate::automata::TermId;
use crate::matcher::Payload;
use crate::program::{Check, Clause, Plan, Program, Spelling, ValueScratch};
use tidegate_json::{ElementId, Field, Root, Walker};
use tidegate_json::{PathId, PathTrie};

/// A leaf on a path that the pattern asks for.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    path: PathId,
    /// The value: with quotes if it is a string, and unescaped (WTF-8).
    pub(super) value: Box<[u8]>,
    terms: Vec<TermId>,
    /// The innermost array element around it that is an object or array.
    element: ElementId,
    pub(super) below_empty_step: bool,
}

impl Leaf {
    pub(super) fn in_list(&self) -> bool {
        self.element != ElementId::NONE
    }
}

/// Collects leaves.
#[derive(Clone, Debug)]
pub(super) struct Capture {
    pub(super) plan: Arc<Plan>,
    walker: Walker,
    values: ValueScratch,
    leaves: Vec<Leaf>,
}

impl Capture {
    pub(super) fn new(program: &Program) -> Self {
        Self {
            plan: program.0.clone(),
            walker: Walker::default(),
            values: ValueScratch::default(),
            leaves: Vec::new(),
        }
    }

    /// The leaves that a clause looks at, in the order of the record.
    pub(super) fn leaves(&self, clause: &Clause) -> impl Iterator<Item = &Leaf> {
        let path = clause.path();
        self.leaves.iter().filter(move |leaf| leaf.path == path)
    }

    /// Whether the value of a leaf satisfies a clause.
    pub(super) fn satisfies(&self, clause: &Clause, leaf: &Leaf) -> bool {
        self.plan.checks(clause).any(|check| match check {
            Check::Term(term) => leaf.terms.contains(&term),
            Check::AnyLeaf => true,
            Check::NoneOf(terms) => {
                let mut excluded = terms.iter().map(|term| TermId(*term));
                !excluded.any(|term| leaf.terms.contains(&term))
            }
        })
    }

    /// The positions of a leaf in the lists around it, outermost first: `[0][2]`. Empty if there are none.
    pub(super) fn position(&self, leaf: &Leaf) -> String {
        let mut position = String::new();
        let mut next = leaf.element;
        while let Some(element) = self.walker.elements().get(next.0 as usize) {
            position.insert_str(0, &format!("[{}]", element.position));
            next = element.parent;
        }
        position
    }

    /// Captures an event that has been matched, so it is known to be JSON.
    pub(super) fn event(&mut self, event: &[u8]) {
        self.begin();
        let root = Root {
            node: Some(PathTrie::ROOT),
            list_allowed: false,
            whole: false,
            skipped_key: None,
        };
        self.walk(event, root);
    }

    /// Captures a record that has been matched, so its texts are known to be JSON.
    pub(super) fn record(&mut self, envelope: Option<&[u8]>, payload: Payload<'_>) {
        self.begin();
        let at = self.plan.payload;
        if let Some(envelope) = envelope {
            let root = Root {
                node: Some(PathTrie::ROOT),
                list_allowed: false,
                whole: true,
                skipped_key: at.map(|at| at.key.as_bytes()),
            };
            self.walk(envelope, root);
        }
        let node = at.and_then(|at| at.node);
        match payload {
            Payload::Absent => {}
            Payload::Json(text) => {
                let root = Root {
                    node,
                    list_allowed: true,
                    whole: true,
                    skipped_key: None,
                };
                self.walk(text, root);
            }
            Payload::Text(text) => {
                let plan = self.plan.clone();
                if let Some(path) = node.and_then(|node| plan.trie.path_at(node)) {
                    let field = Field {
                        path,
                        value: &[b"\"", text, b"\""].concat(),
                        element: ElementId::NONE,
                        after_empty_step: false,
                        was_escaped: false,
                    };
                    self.leaves.push(leaf(&plan, &mut self.values, field));
                }
            }
        }
    }

    fn begin(&mut self) {
        self.leaves.clear();
        self.walker.reset();
    }

    fn walk(&mut self, text: &[u8], root: Root<'_>) {
        let Self {
            plan,
            walker,
            values,
            leaves,
        } = self;
        let mut keep = |field: Field<'_>| {
            leaves.push(leaf(plan, values, field));
            false
        };
        // This can't fail: the matcher has accepted the same text.
        let _accepted = walker.walk(&plan.trie, text, root, &mut keep);
    }
}

fn leaf(plan: &Plan, scratch: &mut ValueScratch, field: Field<'_>) -> Leaf {
    let mut terms = Vec::new();
    let index = &plan.values[field.path.index()];
    index.find(field.value, Spelling::of(&field), scratch, |term| {
        terms.push(term);
    });
    Leaf {
        path: field.path,
        value: field.value.into(),
        terms,
        element: field.element,
        below_empty_step: field.after_empty_step,
    }
}
