//! What a record has turned up: its leaves, the rules they satisfy, the conjunctions they may satisfy.

use crate::program::{Arrays, BranchId, Filed, LeafMasks, Met, Plan, Spelling, ValueScratch};
use crate::verdict::{PatternId, Verdict};
use tidegate_json::{ElementId, Field, Trust};

use super::leaves::{Leaves, Visible};

/// What a record has turned up so far.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) leaves: Leaves,
    pub(super) values: ValueScratch,
    /// The conjunctions to verify, some perhaps twice.
    pub(super) candidates: Vec<BranchId>,
    /// The rules that a complement leaves out.
    pub(super) excluded: Vec<u32>,
    pub(super) verdict: Verdict,
    /// What the clauses of a small program have met.
    met: Met,
    settling: Settling,
}

/// Whether the walk may end before the text does.
#[derive(Clone, Copy, Debug)]
struct Settling {
    /// All rules, one bit each; `None`: it never may.
    all: Option<u64>,
    /// Those that have matched.
    matched: u64,
    /// Some leaf lies in an array, so that not every conjunction of what was met holds.
    is_in_array: bool,
}

impl Settling {
    fn new(plan: &Plan, trust: Trust) -> Self {
        let all = match trust {
            Trust::Strict => None,
            Trust::Trusted => plan.settling_rules(),
        };
        Self {
            all,
            matched: 0,
            is_in_array: false,
        }
    }

    fn begin(&mut self) {
        self.matched = 0;
        self.is_in_array = false;
    }

    fn is_done(self) -> bool {
        self.all == Some(self.matched)
    }
}

impl Found {
    pub(super) fn new(plan: &Plan, trust: Trust) -> Self {
        Self {
            leaves: Leaves::new(plan.trie.path_count(), plan.term_count),
            values: ValueScratch::default(),
            candidates: Vec::new(),
            excluded: Vec::new(),
            verdict: Verdict::default(),
            met: Met::default(),
            settling: Settling::new(plan, trust),
        }
    }

    /// Whether nothing that follows can change the verdict.
    pub(super) fn is_done(&self) -> bool {
        self.settling.is_done()
    }

    pub(super) fn begin(&mut self) {
        self.candidates.clear();
        self.verdict.clear();
        self.leaves.begin();
        self.met = Met::default();
        self.settling.begin();
    }

    #[inline]
    pub(super) fn field(&mut self, plan: &Plan, field: Field<'_>) {
        let Self {
            leaves,
            values,
            candidates,
            verdict,
            met,
            ..
        } = self;
        // Masks tell which branches hold; without them, those are candidates that are filed under what is met.
        let masks = plan.masks.as_ref();
        let visible = Visible::of(&field);
        let is_first = leaves.push(field.path, field.element, visible);
        if is_first && masks.is_none() {
            candidates.extend(plan.filed_under_path(field.path));
        }
        let mut leaf = LeafMasks::default();
        let index = &plan.values[field.path.index()];
        index.find(field.value, Spelling::of(&field), values, |term| {
            if let Some(masks) = masks {
                masks.add(term, &mut leaf);
            }
            if !leaves.push_term(term, visible) {
                return;
            }
            for filed in plan.filed_under_term(term) {
                match filed {
                    Filed::Branch(id) if masks.is_none() => candidates.push(id),
                    Filed::Rule(rule) if visible == Visible::ToAll => {
                        verdict.push(PatternId::new(rule as usize));
                    }
                    // A rule's path has no empty step, so that it sees nothing behind one.
                    Filed::Branch(_) | Filed::Rule(_) => {}
                }
            }
        });
        if let Some(masks) = masks {
            masks.meet(field.path, leaf, met);
        }
    }

    /// Makes `candidates` complete: in order, each once. Answers whether all of them hold.
    pub(super) fn nominate(&mut self, plan: &Plan, arrays: Arrays) -> bool {
        let Some(masks) = &plan.masks else {
            self.candidates.extend_from_slice(&plan.always);
            self.candidates.sort_unstable_by_key(|branch| branch.0);
            self.candidates.dedup();
            return false;
        };
        // Masks know nothing of arrays and of what lies behind empty steps.
        if self.leaves.any_behind_empty_step {
            let all = (0..).map(BranchId).take(plan.branches.len());
            self.candidates.extend(all);
            return false;
        }
        let holding = masks.holding(self.met, arrays);
        self.candidates.extend(holding);
        arrays == Arrays::Absent
    }

    /// Whether no leaf that follows this one can change the verdict.
    #[inline]
    pub(super) fn is_settled(&mut self, plan: &Plan, field: &Field<'_>) -> bool {
        if self.settling.all.is_none() {
            return false;
        }
        let settling = &mut self.settling;
        settling.is_in_array |= field.element != ElementId::NONE;
        let mut matched = 0;
        for rule in self.verdict.iter() {
            matched |= 1 << rule.index();
        }
        if let (Some(masks), false) = (&plan.masks, settling.is_in_array)
            && !self.leaves.any_behind_empty_step
        {
            for id in masks.holding(self.met, Arrays::Absent) {
                matched |= 1 << plan.branches[id.0 as usize].rule;
            }
        }
        settling.matched |= matched;
        settling.is_done()
    }
}
