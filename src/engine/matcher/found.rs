//! Collects what is found in a record: its leaves, the rules they satisfy, and the conjunctions they may satisfy.

use crate::program::{Arrays, BranchId, Filed, LeafMasks, Met, Plan, Spelling, ValueScratch};
use crate::verdict::{PatternId, Verdict};
use tidegate_json::{ElementId, Field, Trust};

use super::leaves::{Leaves, Visible};

/// Everything found in a record so far.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) leaves: Leaves,
    pub(super) values: ValueScratch,
    /// The conjunctions to verify, perhaps with repeats.
    pub(super) candidates: Vec<BranchId>,
    /// A buffer for the rules excluded from a complement.
    pub(super) excluded: Vec<u32>,
    pub(super) verdict: Verdict,
    /// The clauses met, if the program has masks.
    met: Met,
    settling: Settling,
}

/// Whether the walk may stop before the end of the text.
#[derive(Clone, Copy, Debug)]
struct Settling {
    /// All rules, one bit each. `None` if the walk must not stop early.
    all: Option<u64>,
    /// The rules that have matched.
    matched: u64,
    /// Whether some leaf lies in an array. If so, a conjunction of clauses that were met need not hold.
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
        // With masks, the branches that hold are known from them. Without masks, the branches filed under what is met
        // are candidates.
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
                    // A filed rule has no empty step in its path, so it does not see leaves below one.
                    Filed::Branch(_) | Filed::Rule(_) => {}
                }
            }
        });
        if let Some(masks) = masks {
            masks.meet(field.path, leaf, met);
        }
    }

    /// Completes `candidates`: in order, without repeats. Returns whether all of them are certain to hold.
    pub(super) fn nominate(&mut self, plan: &Plan, arrays: Arrays) -> bool {
        let Some(masks) = &plan.masks else {
            self.candidates.extend_from_slice(&plan.always);
            self.candidates.sort_unstable_by_key(|branch| branch.0);
            self.candidates.dedup();
            return false;
        };
        // Masks represent neither arrays nor leaves below empty steps.
        if self.leaves.any_below_empty_step {
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
            && !self.leaves.any_below_empty_step
        {
            for id in masks.holding(self.met, Arrays::Absent) {
                matched |= 1 << plan.branches[id.0 as usize].rule;
            }
        }
        settling.matched |= matched;
        settling.is_done()
    }
}
