//! Compiles rules to a plan: interns paths and terms, files each branch under its rarest clause, and builds the
//! indexes.

use std::borrow::Borrow;

use crate::automata::{ListId, Lists, TermId, filed};
use crate::error::{Code, Error};
use crate::ir::{Rule, Test};
use crate::limits::STATES_MAX;
use tidegate_json::Span;
use tidegate_json::{Key, PathId, PathTrie, has_empty_step};

use super::masks::Masks;
use super::packed::{
    Absence, BranchId, EmptySteps, NUMBERS_END, PackedCheck, PackedEnd, PackedFiled, PackedPath,
    StoredCheck,
};
use super::plan::{Branch, Clause, Complement, PayloadRoot, Plan};
use super::stats;
use super::values::{PathTerms, Role, ValueIndex};

/// The weight of checks that any leaf, or almost any leaf, satisfies. They count as this many times as common as their
/// path, because the presence of a leaf says little.
const PRESENCE_WEIGHT: usize = 8;

pub(super) fn plan<R: Borrow<Rule>>(
    rules: impl IntoIterator<Item = Result<R, Error>>,
) -> Result<Plan, Error> {
    let mut compiler = Compiler::default();
    for rule in rules {
        compiler.rule(rule?.borrow());
    }
    check_states(compiler.finish())
}

/// Compiles the branches of one rule as separate patterns. Each sees the fields that the whole rule sees.
pub(super) fn branch_plan(rule: &Rule) -> Result<Plan, Error> {
    let mut compiler = Compiler {
        verifies_all: true,
        ..Compiler::default()
    };
    compiler.rule(rule);
    for (branch, number) in compiler.branches.iter_mut().zip(0..) {
        branch.rule = number;
    }
    compiler.rule_count = compiler.branches.len();
    check_states(compiler.finish())
}

fn check_states(plan: Plan) -> Result<Plan, Error> {
    let states = stats::states(&plan);
    if states > STATES_MAX {
        let message =
            format!("the patterns need {states} states; a program has at most {STATES_MAX}");
        return Err(Error::new(Code::TooManyStates, Span::default(), message)
            .help("compile the patterns as several programs"));
    }
    Ok(plan)
}

/// Whether a rule has one branch or several.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Branches {
    One,
    Several,
}

#[derive(Default)]
struct Compiler {
    /// Whether every branch is verified, so that all its clauses are kept.
    verifies_all: bool,
    trie: Option<PathTrie>,
    /// By path.
    terms: Vec<PathTerms>,
    branches: Vec<Branch>,
    clauses: Vec<Clause>,
    checks: Lists,
    exclusions: Lists,
    excluded: Vec<ListId>,
    /// Pairs of a term and a rule that matches when the term is met.
    rules_by_term: Vec<(u32, u32)>,
    /// Pairs of a path and a rule that matches if the path has a leaf that is not excluded.
    rules_by_path: Vec<(u32, u32)>,
    excluded_by: Vec<(u32, u32)>,
    /// By term, and below by path: the number of clauses that use it.
    term_uses: Vec<u32>,
    path_uses: Vec<u32>,
    rule_count: usize,
    branch_count: usize,
    payload_key: Option<&'static str>,
    hidden_keys: Vec<&'static str>,
}

impl Compiler {
    fn rule(&mut self, rule: &Rule) {
        let clauses = || rule.branches().iter().flat_map(|branch| &branch.clauses);
        let empty_steps = match clauses().any(|clause| has_empty_step(&clause.path)) {
            true => EmptySteps::Seen,
            false => EmptySteps::Hidden,
        };
        let number = narrow(self.rule_count);
        let branches = match rule.branches() {
            [_] => Branches::One,
            _ => Branches::Several,
        };
        for branch in rule.branches() {
            let first = self.clauses.len();
            for clause in &branch.clauses {
                let clause = self.clause(&clause.path, &clause.wanted.tests);
                self.clauses.push(clause);
            }
            let verifies = self.verifies_all || empty_steps == EmptySteps::Seen;
            if verifies || !self.file_rule(first, number, branches) {
                self.branches.push(Branch {
                    rule: number,
                    clauses: PackedEnd::new(narrow(self.clauses.len()), empty_steps),
                });
            }
        }
        self.rule_count += 1;
        self.branch_count += rule.branches().len();
        let profile = rule.profile();
        self.payload_key = self.payload_key.or(profile.payload_key());
        if self.hidden_keys.is_empty() {
            self.hidden_keys.extend(profile.hidden_keys());
        }
    }

    /// Files the rule of a branch that has a single clause, if the branch needs no verification: if terms alone satisfy
    /// it, or any leaf without certain terms. The clause, the last from `first` on, is dropped. Returns whether the
    /// branch was of this kind. Exclusions are filed only if the rule has no other branch, because the exclusions of
    /// two branches would be mixed up.
    fn file_rule(&mut self, first: usize, rule: u32, branches: Branches) -> bool {
        let [clause] = self.clauses[first..] else {
            return false;
        };
        if clause.absent() {
            return false;
        }
        let checks = self.checks.of(&clause.checks);
        if let Some(terms) = only_terms(checks) {
            let filed = PackedFiled::rule(rule).number();
            self.rules_by_term.extend(terms.map(|term| (term.0, filed)));
        } else if let ([check], Branches::One) = (checks, branches) {
            match PackedCheck::of_number(*check).unpack() {
                StoredCheck::AnyLeaf => self.rules_by_path.push((clause.path().0, rule)),
                StoredCheck::Exclusion(_) => self.file_exclusion(clause.path(), rule),
                StoredCheck::Term(_) => return false,
            }
        } else {
            return false;
        }
        self.clauses.truncate(first);
        self.checks.forget_latest(clause.checks);
        true
    }

    /// Files a rule under the terms that exclude it (the latest list of exclusions), and drops that list.
    fn file_exclusion(&mut self, path: PathId, rule: u32) {
        let Some(list) = self.excluded.pop() else {
            return;
        };
        let terms = self.exclusions.of(&list).iter();
        self.excluded_by.extend(terms.map(|term| (*term, rule)));
        self.rules_by_path.push((path.0, rule));
        self.exclusions.forget_latest(list);
    }

    fn clause(&mut self, path: &[u8], tests: &[Test]) -> Clause {
        let path = self.trie.get_or_insert_with(PathTrie::default).add(path);
        if self.path_uses.len() <= path.index() {
            self.path_uses.resize(path.index() + 1, 0);
            self.terms.resize_with(path.index() + 1, PathTerms::default);
        }
        self.path_uses[path.index()] += 1;
        let checks: Vec<u32> = tests
            .iter()
            .filter_map(|test| self.check(path, test))
            .map(PackedCheck::number)
            .collect();
        let absence = match tests.contains(&Test::Absent) {
            true => Absence::Satisfies,
            false => Absence::Fails,
        };
        Clause {
            path: PackedPath::new(path, absence),
            checks: self.checks.add(&checks),
        }
    }

    /// The check of a test; `None` if no leaf satisfies it.
    fn check(&mut self, path: PathId, test: &Test) -> Option<PackedCheck> {
        match test {
            Test::Exists => Some(PackedCheck::ANY_LEAF),
            Test::Absent | Test::Never(_) => None,
            Test::AnythingBut(tests) => {
                let terms = tests
                    .iter()
                    .filter_map(|test| self.term(path, test, Role::Exclude));
                let terms: Vec<u32> = terms.map(|term| term.0).collect();
                self.excluded.push(self.exclusions.add(&terms));
                Some(PackedCheck::exclusion(narrow(self.excluded.len()) - 1))
            }
            Test::Literal(_)
            | Test::Number { .. }
            | Test::Affix(..)
            | Test::IgnoreCase(..)
            | Test::Wildcard(_)
            | Test::Address(_) => self.term(path, test, Role::Include).map(PackedCheck::term),
        }
    }

    fn term(&mut self, path: PathId, test: &Test, role: Role) -> Option<TermId> {
        let next = TermId(narrow(self.term_uses.len()));
        let term = self.terms[path.index()].intern(test, role, next)?;
        if term == next {
            self.term_uses.push(0);
        }
        self.term_uses[term.0 as usize] += 1;
        Some(term)
    }

    fn finish(mut self) -> Plan {
        self.sort_terms();
        let mut trie = self.trie.unwrap_or_default();
        for key in &self.hidden_keys {
            trie.detach(key.as_bytes());
        }
        let mut plan = Plan {
            rule_count: self.rule_count,
            branch_count: self.branch_count,
            payload: self.payload_key.map(|key| payload_root(key, &trie)),
            values: self.terms.into_iter().map(ValueIndex::new).collect(),
            trie,
            term_count: self.term_uses.len(),
            branches: self.branches,
            clauses: self.clauses,
            checks: self.checks,
            exclusions: self.exclusions,
            excluded: self.excluded,
            filed: Lists::default(),
            by_term: Vec::new(),
            by_path: Vec::new(),
            complements: Vec::new(),
            excluded_by: Vec::new(),
            always: Vec::new(),
            masks: None,
        };
        let uses = Uses {
            terms: self.term_uses,
            paths: self.path_uses,
        };
        file_branches(&mut plan, &uses, self.rules_by_term);
        file_complements(&mut plan, self.rules_by_path, self.excluded_by);
        plan.branches.shrink_to_fit();
        plan.clauses.shrink_to_fit();
        plan.checks.shrink();
        plan.exclusions.shrink();
        plan.filed.shrink();
        plan.excluded.shrink_to_fit();
        plan.masks = Masks::of(&plan);
        plan
    }

    /// Renumbers the terms of number ranges so that ranges which are neighbours on the line have neighbouring terms:
    /// one value often meets several of them.
    fn sort_terms(&mut self) {
        let moved: Vec<_> = self
            .terms
            .iter_mut()
            .flat_map(PathTerms::sort_numbers)
            .collect();
        if moved.iter().all(|(old, new)| old == new) {
            return;
        }
        let mut new: Vec<u32> = (0..narrow(self.term_uses.len())).collect();
        let uses = self.term_uses.clone();
        for (from, to) in moved {
            new[from.0 as usize] = to.0;
            self.term_uses[to.0 as usize] = uses[from.0 as usize];
        }
        self.renumber(&new);
    }

    /// Replaces every term by its new number.
    fn renumber(&mut self, new: &[u32]) {
        let clauses = self.clauses.iter_mut().map(|clause| &mut clause.checks);
        self.checks.map(clauses, |number| {
            match PackedCheck::of_number(number).unpack() {
                StoredCheck::Term(term) => PackedCheck::term(TermId(new[term.0 as usize])).number(),
                StoredCheck::AnyLeaf | StoredCheck::Exclusion(_) => number,
            }
        });
        self.exclusions
            .map(&mut self.excluded, |term| new[term as usize]);
        for (term, _) in self.rules_by_term.iter_mut().chain(&mut self.excluded_by) {
            *term = new[*term as usize];
        }
    }
}

fn narrow(n: usize) -> u32 {
    let narrow = u32::try_from(n).ok().filter(|n| *n < NUMBERS_END);
    narrow.expect("fewer than 2^30 entries")
}

fn payload_root(key: &'static str, trie: &PathTrie) -> PayloadRoot {
    let below = trie.child(PathTrie::ROOT, Key::new(key.as_bytes()));
    PayloadRoot {
        key,
        node: below.map(|below| below.node),
    }
}

/// By term and by path: the number of clauses that use it.
struct Uses {
    terms: Vec<u32>,
    paths: Vec<u32>,
}

/// The terms of these packed checks; `None` if one of the checks is not a term.
fn only_terms(checks: &[u32]) -> Option<impl Iterator<Item = TermId>> {
    let terms = || {
        let checks = checks.iter().map(|number| PackedCheck::of_number(*number));
        checks.map(PackedCheck::as_term)
    };
    terms()
        .all(|term| term.is_some())
        .then(|| terms().flatten())
}

/// Files each branch under the checks of the clause that the fewest other clauses share, or under `always` if an absent
/// field can satisfy each of its clauses.
fn file_branches(plan: &mut Plan, uses: &Uses, rules_by_term: Vec<(u32, u32)>) {
    let (mut by_term, mut by_path) = (rules_by_term, Vec::new());
    let mut always = Vec::new();
    for id in (0..narrow(plan.branches.len())).map(BranchId) {
        let clauses = plan.clauses(id).iter().filter(|clause| !clause.absent());
        let rarest = clauses.min_by_key(|clause| commonness(plan, clause, uses));
        let Some(clause) = rarest else {
            always.push(id);
            continue;
        };
        if let Some(terms) = only_terms(plan.checks.of(&clause.checks)) {
            let filed = PackedFiled::branch(id).number();
            by_term.extend(terms.map(|term| (term.0, filed)));
        } else {
            by_path.push((clause.path().0, id.0));
        }
    }
    plan.always = always;
    plan.by_term = filed(plan.term_count, by_term, &mut plan.filed);
    plan.by_path = filed(plan.trie.path_count(), by_path, &mut plan.filed);
}

fn file_complements(plan: &mut Plan, by_path: Vec<(u32, u32)>, excluded_by: Vec<(u32, u32)>) {
    if by_path.is_empty() {
        return;
    }
    let lists = filed(plan.trie.path_count(), by_path, &mut plan.filed);
    let complements = (0..).map(PathId).zip(lists);
    plan.complements = complements
        .filter(|(_, rules)| *rules != ListId::EMPTY)
        .map(|(path, rules)| Complement { path, rules })
        .collect();
    plan.excluded_by = filed(plan.term_count, excluded_by, &mut plan.filed);
}

fn commonness(plan: &Plan, clause: &Clause, uses: &Uses) -> usize {
    let presence = uses.paths[clause.path().index()] as usize * PRESENCE_WEIGHT;
    let checks = plan.checks.of(&clause.checks).iter();
    let checks = checks.map(|number| match PackedCheck::of_number(*number).unpack() {
        StoredCheck::Term(term) => uses.terms[term.0 as usize] as usize,
        StoredCheck::AnyLeaf | StoredCheck::Exclusion(_) => presence,
    });
    checks.sum()
}
