//! Rules to Plan: interns paths and terms, files each branch under its rarest clause, builds the indexes.

use std::collections::HashMap;
use std::ops::Range;

use crate::automata::{Key, PathId, PathTrie, TermId, has_empty_step};
use crate::error::{Code, Error};
use crate::ir::{Profile, Rule, Test};
use crate::limits::STATES_MAX;
use crate::span::Span;

use super::postings::Postings;
use super::values::Role;
use super::{Branch, BranchId, Check, Clause, PayloadRoot, Plan, ValueIndex, stats};

/// How much rarer than a path's mere presence a term has to be to be looked at instead: presence says little.
const PRESENCE_WEIGHT: usize = 8;

pub(super) fn plan(rules: &[Rule]) -> Result<Plan, Error> {
    let mut compiler = Compiler::default();
    for (rule, number) in rules.iter().zip(0..) {
        compiler.rule(rule, number);
    }
    check_states(compiler.finish(rules))
}

/// The branches of one rule, each as a pattern of its own. They see what the rule as a whole sees.
pub(super) fn branch_plan(rule: &Rule) -> Result<Plan, Error> {
    let mut compiler = Compiler::default();
    compiler.rule(rule, 0);
    for (branch, number) in compiler.branches.iter_mut().zip(0..) {
        branch.rule = number;
    }
    let rule_count = compiler.branches.len();
    let plan = compiler.finish(std::slice::from_ref(rule));
    check_states(Plan { rule_count, ..plan })
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

#[derive(Default)]
struct Compiler {
    trie: Option<PathTrie>,
    terms: HashMap<(PathId, Test, Role), TermId>,
    branches: Vec<Branch>,
    clauses: Vec<Clause>,
    checks: Vec<Check>,
    excluded: Vec<TermId>,
    /// By term and by path: how many clauses use it.
    term_uses: Vec<usize>,
    path_uses: Vec<usize>,
}

impl Compiler {
    fn rule(&mut self, rule: &Rule, number: u32) {
        let clauses = || rule.branches().iter().flat_map(|branch| &branch.clauses);
        let sees_empty_steps = clauses().any(|clause| has_empty_step(&clause.path));
        for branch in rule.branches() {
            let first = self.clauses.len();
            for clause in &branch.clauses {
                let clause = self.clause(&clause.path, &clause.tests);
                self.clauses.push(clause);
            }
            let clauses = range(first, self.clauses.len());
            self.branches.push(Branch {
                rule: number,
                clauses,
                sees_empty_steps,
            });
        }
    }

    fn clause(&mut self, path: &[u8], tests: &[Test]) -> Clause {
        let path = self.trie.get_or_insert_with(PathTrie::new).add(path);
        if self.path_uses.len() <= path.index() {
            self.path_uses.resize(path.index() + 1, 0);
        }
        self.path_uses[path.index()] += 1;
        let first = self.checks.len();
        for test in tests {
            let check = self.check(path, test);
            self.checks.extend(check);
        }
        let checks = range(first, self.checks.len());
        Clause {
            path,
            checks,
            absent: tests.contains(&Test::Absent),
        }
    }

    fn check(&mut self, path: PathId, test: &Test) -> Option<Check> {
        match test {
            Test::Exists => Some(Check::AnyLeaf),
            Test::Absent | Test::Never(_) => None,
            Test::AnythingBut(tests) => {
                let terms: Vec<_> = tests
                    .iter()
                    .map(|test| self.term(path, test, Role::Exclude))
                    .collect();
                let first = self.excluded.len();
                self.excluded.extend(terms);
                Some(Check::NoneOf(range(first, self.excluded.len())))
            }
            _ => Some(Check::Term(self.term(path, test, Role::Include))),
        }
    }

    /// Only literals are looked up by role; another test has one term, whether it is asked for or excluded.
    fn term(&mut self, path: PathId, test: &Test, role: Role) -> TermId {
        let role = match test {
            Test::Literal(_) => role,
            _ => Role::Include,
        };
        let next = TermId(u32::try_from(self.terms.len()).expect("fewer than 2^32 terms"));
        let term = *self.terms.entry((path, test.clone(), role)).or_insert(next);
        if term == next {
            self.term_uses.push(0);
        }
        self.term_uses[term.0 as usize] += 1;
        term
    }

    fn finish(self, rules: &[Rule]) -> Plan {
        let trie = self.trie.unwrap_or_else(PathTrie::new);
        let mut by_path_terms = vec![Vec::new(); trie.len()];
        let term_count = self.terms.len();
        for ((path, test, role), term) in self.terms {
            by_path_terms[path.index()].push((test, role, term));
        }
        let values = by_path_terms
            .into_iter()
            .map(|mut terms| {
                terms.sort_by_key(|(_, _, term)| *term);
                ValueIndex::new(&terms)
            })
            .collect();
        let mut plan = Plan {
            rule_count: rules.len(),
            payload: payload_root(rules, &trie),
            trie,
            values,
            term_count,
            branches: self.branches,
            clauses: self.clauses,
            checks: self.checks,
            excluded: self.excluded,
            by_term: Postings::default(),
            by_path: Postings::default(),
            always: Vec::new(),
            rules_of_terms: None,
        };
        plan.rules_of_terms = rules_of_terms(&plan);
        file_branches(&mut plan, &self.term_uses, &self.path_uses);
        plan
    }
}

fn range(from: usize, to: usize) -> Range<u32> {
    let narrow = |n: usize| u32::try_from(n).expect("fewer than 2^32 entries");
    narrow(from)..narrow(to)
}

fn payload_root(rules: &[Rule], trie: &PathTrie) -> Option<PayloadRoot> {
    let key = rules.iter().find_map(|rule| match rule.profile() {
        Profile::Esm(source) => source.payload_key(),
        _ => None,
    })?;
    let below = trie.child(PathTrie::ROOT, Key::new(key.as_bytes()));
    Some(PayloadRoot {
        key,
        node: below.map(|below| below.node),
    })
}

/// Files each branch under the checks of the clause that the fewest others share; under `always` where every clause
/// can be satisfied by an absent field.
fn file_branches(plan: &mut Plan, term_uses: &[usize], path_uses: &[usize]) {
    let (mut by_term, mut by_path) = (Vec::new(), Vec::new());
    for (branch, id) in plan.branches.iter().zip(0..) {
        let id = BranchId(id);
        let clauses = plan.clauses(branch).iter().filter(|clause| !clause.absent);
        let rarest = clauses.min_by_key(|clause| commonness(plan, clause, term_uses, path_uses));
        let Some(clause) = rarest else {
            plan.always.push(id);
            continue;
        };
        let checks = plan.checks(clause);
        let terms = checks.iter().filter_map(|check| match check {
            Check::Term(term) => Some(term.0),
            _ => None,
        });
        if checks.iter().all(|check| matches!(check, Check::Term(_))) {
            by_term.extend(terms.map(|term| (term, id)));
        } else {
            by_path.push((clause.path.0, id));
        }
    }
    by_term.dedup();
    plan.by_term = Postings::new(plan.term_count, by_term);
    plan.by_path = Postings::new(plan.trie.len(), by_path);
}

fn rules_of_terms(plan: &Plan) -> Option<u64> {
    let is_term = |branch: &Branch| match plan.clauses(branch) {
        [clause] => {
            let mut checks = plan.checks(clause).iter();
            !clause.absent && checks.all(|check| matches!(check, Check::Term(_)))
        }
        _ => false,
    };
    let is_small = (1..=64).contains(&plan.rule_count);
    let all = || u64::MAX >> (64 - plan.rule_count);
    (is_small && plan.branches.iter().all(is_term)).then(all)
}

fn commonness(plan: &Plan, clause: &Clause, term_uses: &[usize], path_uses: &[usize]) -> usize {
    let presence = path_uses[clause.path.index()] * PRESENCE_WEIGHT;
    let checks = plan.checks(clause).iter().map(|check| match check {
        Check::Term(term) => term_uses[term.0 as usize],
        Check::AnyLeaf | Check::NoneOf(_) => presence,
    });
    checks.sum()
}
