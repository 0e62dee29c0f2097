//! Matches a record, captures the leaves that the matcher read, and explains the verdict in words.

use tidegate_json::{Invalid, has_empty_step};

use crate::error::Error;
use crate::ir::{Context, Profile, Rule, Value};
use crate::matcher::{Matcher, Payload};
use crate::pattern::Pattern;
use crate::program::{BranchId, Clause, Program};
use crate::verdict::PatternId;

use super::capture::{Capture, Leaf};
use super::explanation::{
    BranchExplanation, Condition, Explanation, FieldExplanation, Outcome, VALUES_SHOWN_MAX,
};
use super::landscape::Landscape;
use super::phrase;
use super::removals::Removals;
use super::subject::Subject;

/// Explains the verdicts on one pattern. It is slow compared with a [`Matcher`], and meant for people, not for streams.
///
/// ```
/// use tidegate::{Explainer, Outcome, Pattern, Profile, Source};
/// let pattern = Pattern::parse(r#"{"a":["x"],"b":{"c":["y"]}}"#)?;
/// let mut explainer = Explainer::new(&pattern, Profile::Service(Source::EventBridge))?;
/// let why = explainer.event(br#"{"a":"x","b":"{\"c\":\"y\"}"}"#).unwrap();
/// assert!(!why.matched);
/// let c = &why.branches[0].fields[1];
/// assert_eq!(c.outcome, Outcome::Absent);
/// let reason = "`b` is a string that holds JSON with `c` in it; a filter can't look inside";
/// assert_eq!(c.reason.as_deref(), Some(reason));
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Explainer {
    rule: Rule,
    sees_empty_steps: bool,
    /// Matches the branches as separate patterns.
    matcher: Matcher,
    capture: Capture,
    removals: Removals,
}

impl Explainer {
    /// An explainer of this pattern under the rules of `profile`.
    ///
    /// # Errors
    /// The errors of [`Rule::lower`] and [`Program::compile`].
    pub fn new(pattern: &Pattern, profile: Profile) -> Result<Self, Error> {
        Self::of(Rule::lower(pattern, profile)?)
    }

    /// An explainer of a rule.
    ///
    /// # Errors
    /// The errors of [`Program::compile`].
    pub fn of(rule: Rule) -> Result<Self, Error> {
        let program = Program::of_branches(&rule)?;
        let mut paths = rule.branches().iter().flat_map(|branch| &branch.clauses);
        let sees_empty_steps = paths.any(|clause| has_empty_step(&clause.path));
        Ok(Self {
            rule,
            sees_empty_steps,
            capture: Capture::new(&program),
            matcher: program.matcher(),
            removals: Removals::default(),
        })
    }

    /// Explains why the pattern matches this event, or why not.
    ///
    /// # Errors
    /// If the event is not a JSON object.
    pub fn event(&mut self, event: &[u8]) -> Result<Explanation, Invalid> {
        self.look(Subject::Event(event))?;
        Ok(self.explain(Subject::Event(event)))
    }

    /// Explains why the pattern matches this record of an event source, or why not. The arguments are those of
    /// [`Matcher::record`]. An envelope makes the phrases better even if the pattern does not ask for it.
    ///
    /// # Errors
    /// If the envelope is not one JSON object, or a [`Payload::Json`] is not one JSON object or list.
    pub fn record(
        &mut self,
        envelope: Option<&[u8]>,
        payload: Payload<'_>,
    ) -> Result<Explanation, Invalid> {
        let subject = Subject::Record(envelope, payload);
        self.look(subject)?;
        Ok(self.explain(subject))
    }

    /// Returns the [`BranchExplanation::obstacles`] of an event for each alternative, without the rest of its
    /// explanation.
    ///
    /// # Errors
    /// The errors of [`Self::event`].
    pub fn event_obstacles(&mut self, event: &[u8]) -> Result<Vec<Vec<usize>>, Invalid> {
        self.obstacles(Subject::Event(event))
    }

    /// Returns the [`BranchExplanation::obstacles`] of a record for each alternative, without the rest of its
    /// explanation.
    ///
    /// # Errors
    /// The errors of [`Self::record`].
    pub fn record_obstacles(
        &mut self,
        envelope: Option<&[u8]>,
        payload: Payload<'_>,
    ) -> Result<Vec<Vec<usize>>, Invalid> {
        self.obstacles(Subject::Record(envelope, payload))
    }

    /// Returns the condition on a field of an alternative; `None` if there is no such field.
    #[must_use]
    pub fn condition(&self, branch: usize, field: usize) -> Option<Condition> {
        let clause = self.rule.branches().get(branch)?.clauses.get(field)?;
        Some(Condition {
            path: String::from_utf8_lossy(&clause.path).into_owned(),
            wanted: clause.wanted.to_string(),
        })
    }

    /// Matches the subject and captures its leaves.
    fn look(&mut self, subject: Subject<'_>) -> Result<(), Invalid> {
        subject.matched_by(&mut self.matcher)?;
        subject.captured_by(&mut self.capture);
        Ok(())
    }

    fn obstacles(&mut self, subject: Subject<'_>) -> Result<Vec<Vec<usize>>, Invalid> {
        self.look(subject)?;
        let branches = 0..self.rule.branches().len();
        Ok(branches
            .map(|branch| {
                let outcomes = self.outcomes(branch);
                self.branch_obstacles(branch, &outcomes, subject)
            })
            .collect())
    }

    fn explain(&mut self, subject: Subject<'_>) -> Explanation {
        let landscape = subject.landscape(self.rule.profile());
        let branches = 0..self.rule.branches().len();
        Explanation {
            matched: self.matcher.verdict().is_match(),
            branches: branches
                .map(|branch| self.branch(branch, subject, &landscape))
                .collect(),
        }
    }

    fn is_matched(&self, branch: usize) -> bool {
        self.matcher.verdict().contains(PatternId::new(branch))
    }

    /// The outcome of each field of a branch, without regard to the other fields.
    fn outcomes(&self, branch: usize) -> Vec<Outcome> {
        let tests = self.rule.branches()[branch].clauses.iter();
        let clauses = self.clauses(branch).iter().zip(tests);
        let matched = self.is_matched(branch);
        clauses
            .map(|(clause, rule_clause)| {
                let (mut found, mut satisfied) = (false, false);
                for leaf in self.visible(clause) {
                    found = true;
                    satisfied |= self.capture.satisfies(clause, leaf);
                }
                let only_absence = rule_clause.wanted.asks_only_absence();
                match (matched || satisfied, found) {
                    (true, _) => Outcome::Satisfied,
                    (false, false) if clause.absent() => Outcome::Satisfied,
                    (false, false) => Outcome::Absent,
                    (false, true) if only_absence => Outcome::Present,
                    (false, true) => Outcome::WrongValue,
                }
            })
            .collect()
    }

    /// The compiled clauses of a branch, in the order of the rule's clauses.
    fn clauses(&self, branch: usize) -> &[Clause] {
        let plan = &*self.capture.plan;
        plan.clauses(BranchId(
            u32::try_from(branch).expect("fewer than 2^32 branches"),
        ))
    }

    fn visible(&self, clause: &Clause) -> impl Iterator<Item = &Leaf> {
        let sees_all = self.sees_empty_steps;
        self.capture
            .leaves(clause)
            .filter(move |leaf| sees_all || !leaf.below_empty_step)
    }

    fn lies_in_list(&self, branch: usize, field: usize) -> bool {
        let clause = &self.clauses(branch)[field];
        self.visible(clause).any(Leaf::in_list)
    }

    /// The fields whose removal alone would make the branch match. This runs the matcher if lists may bind fields
    /// together.
    fn branch_obstacles(
        &mut self,
        branch: usize,
        outcomes: &[Outcome],
        subject: Subject<'_>,
    ) -> Vec<usize> {
        if self.is_matched(branch) {
            return Vec::new();
        }
        let failed: Vec<_> = (0..outcomes.len())
            .filter(|field| outcomes[*field].failed())
            .collect();
        let in_lists = (0..outcomes.len()).filter(|field| self.lies_in_list(branch, *field));
        let in_lists: Vec<_> = in_lists.collect();
        match failed[..] {
            [field] if in_lists.is_empty() => vec![field],
            [field] if self.matches_without(branch, field, subject) => vec![field],
            [] => in_lists
                .into_iter()
                .filter(|field| self.matches_without(branch, *field, subject))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn matches_without(&mut self, branch: usize, field: usize, subject: Subject<'_>) -> bool {
        self.removals.matches(&self.rule, (branch, field), subject)
    }

    fn branch(
        &mut self,
        branch: usize,
        subject: Subject<'_>,
        landscape: &Landscape,
    ) -> BranchExplanation {
        let mut outcomes = self.outcomes(branch);
        let obstacles = self.branch_obstacles(branch, &outcomes, subject);
        let matched = self.is_matched(branch);
        if !matched && !outcomes.iter().any(|outcome| outcome.failed()) {
            // Every field has a value that satisfies it, but never in the same elements.
            for (field, outcome) in outcomes.iter_mut().enumerate() {
                let to_blame = obstacles.is_empty() && self.lies_in_list(branch, field);
                if to_blame || obstacles.contains(&field) {
                    *outcome = Outcome::OtherElement;
                }
            }
        }
        let fields = outcomes.iter().enumerate();
        BranchExplanation {
            matched,
            fields: fields
                .map(|(field, outcome)| self.field(branch, field, *outcome, landscape))
                .collect(),
            obstacles,
        }
    }

    fn field(
        &self,
        branch: usize,
        field: usize,
        outcome: Outcome,
        landscape: &Landscape,
    ) -> FieldExplanation {
        let clause = &self.clauses(branch)[field];
        let mut leaves: Vec<&Leaf> = self.visible(clause).collect();
        leaves.sort_by_key(|leaf| !self.capture.satisfies(clause, leaf));
        let values: Vec<Value<'_>> = leaves.iter().map(|leaf| Value::of(&leaf.value)).collect();
        let rule_clause = &self.rule.branches()[branch].clauses[field];
        let (path, wanted) = (&*rule_clause.path, &*rule_clause.wanted.operators);
        let context = Context {
            profile: self.rule.profile(),
            path,
        };
        let reason = match outcome {
            Outcome::Satisfied => None,
            Outcome::Absent => Some(phrase::absent(wanted, landscape.absence(path))),
            Outcome::Present => Some(phrase::present(&values)),
            Outcome::WrongValue => Some(phrase::wrong_value(wanted, &values, context)),
            Outcome::OtherElement => Some(phrase::other_element(self.positions(clause, &leaves))),
        };
        let shown = values.iter().take(VALUES_SHOWN_MAX);
        FieldExplanation {
            path: String::from_utf8_lossy(path).into_owned(),
            wanted: rule_clause.wanted.to_string(),
            outcome,
            values: shown.map(|value| value.json()).collect(),
            value_count: values.len(),
            reason,
        }
    }

    /// The positions of the values that satisfy a field, in the lists around them.
    fn positions(&self, clause: &Clause, leaves: &[&Leaf]) -> Vec<String> {
        let satisfying = leaves
            .iter()
            .filter(|leaf| self.capture.satisfies(clause, leaf));
        satisfying.map(|leaf| self.capture.position(leaf)).collect()
    }
}
