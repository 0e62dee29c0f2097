//! The explainer: matches a record, captures what the matcher looked at, and words it.

use std::collections::HashMap;

use crate::error::Error;
use crate::ir::{Profile, Rule, Test};
use crate::matcher::{Matcher, Payload};
use crate::pattern::Pattern;
use crate::program::{BranchId, Clause, Program};
use crate::verdict::PatternId;
use tidegate_json::Invalid;
use tidegate_json::has_empty_step;
use tidegate_json::{Json, JsonKind};

use super::capture::{Capture, Leaf};
use super::landscape::Landscape;
use super::phrase::{self, Context, Value};
use super::{
    BranchExplanation, Condition, Explanation, FieldExplanation, Outcome, VALUES_SHOWN_MAX,
};

/// Explains one pattern's verdicts. Slow beside a [`Matcher`]: for people, not for streams.
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
    /// By branch and clause.
    wanted: Vec<Vec<Vec<Json>>>,
    sees_empty_steps: bool,
    /// One pattern per branch.
    matcher: Matcher,
    capture: Capture,
    /// By branch and clause: the branch without the clause. Made when first needed.
    without: HashMap<(usize, usize), Option<Matcher>>,
}

/// The texts of a record, as its matcher was given them.
#[derive(Clone, Copy)]
enum Subject<'r> {
    Event(&'r [u8]),
    Record(Option<&'r [u8]>, Payload<'r>),
}

impl Explainer {
    /// An explainer of this pattern under the rules of `profile`.
    ///
    /// # Errors
    /// Those of [`Rule::lower`] and [`Program::compile`].
    pub fn new(pattern: &Pattern, profile: Profile) -> Result<Self, Error> {
        Self::of(pattern.text(), Rule::lower(pattern, profile)?)
    }

    /// An explainer of a rule lowered from the pattern of this text.
    ///
    /// # Errors
    /// Those of [`Program::compile`].
    pub fn of(text: &str, rule: Rule) -> Result<Self, Error> {
        let program = Program::of_branches(&rule)?;
        let mut paths = rule.branches().iter().flat_map(|branch| &branch.clauses);
        let sees_empty_steps = paths.any(|clause| has_empty_step(&clause.path));
        let wanted = rule.branches().iter().map(|branch| {
            let clauses = branch.clauses.iter();
            clauses
                .map(|clause| list(text.get(clause.span.range()).unwrap_or_default()))
                .collect()
        });
        Ok(Self {
            wanted: wanted.collect(),
            rule,
            sees_empty_steps,
            capture: Capture::new(&program),
            matcher: program.matcher(),
            without: HashMap::new(),
        })
    }

    /// Why the pattern matches this event, or not.
    ///
    /// # Errors
    /// If the event is not a JSON object.
    pub fn event(&mut self, event: &[u8]) -> Result<Explanation, Invalid> {
        self.look(Subject::Event(event))?;
        Ok(self.explain(Subject::Event(event)))
    }

    /// Why the pattern matches this record of an event source, or not. Arguments as for [`Matcher::record`]; an
    /// envelope that the pattern does not ask for helps the phrases.
    ///
    /// # Errors
    /// If the envelope is not one JSON object, or a [`Payload::Json`] not one JSON object or list.
    pub fn record(
        &mut self,
        envelope: Option<&[u8]>,
        payload: Payload<'_>,
    ) -> Result<Explanation, Invalid> {
        let subject = Subject::Record(envelope, payload);
        self.look(subject)?;
        Ok(self.explain(subject))
    }

    /// By alternative, the [`BranchExplanation::obstacles`] of an event, without the rest of its explanation.
    ///
    /// # Errors
    /// Those of [`Self::event`].
    pub fn event_obstacles(&mut self, event: &[u8]) -> Result<Vec<Vec<usize>>, Invalid> {
        self.obstacles(Subject::Event(event))
    }

    /// By alternative, the [`BranchExplanation::obstacles`] of a record, without the rest of its explanation.
    ///
    /// # Errors
    /// Those of [`Self::record`].
    pub fn record_obstacles(
        &mut self,
        envelope: Option<&[u8]>,
        payload: Payload<'_>,
    ) -> Result<Vec<Vec<usize>>, Invalid> {
        self.obstacles(Subject::Record(envelope, payload))
    }

    /// What a field of an alternative asks for; `None` if there is no such field.
    #[must_use]
    pub fn condition(&self, branch: usize, field: usize) -> Option<Condition> {
        let clause = self.rule.branches().get(branch)?.clauses.get(field)?;
        Some(Condition {
            path: String::from_utf8_lossy(&clause.path).into_owned(),
            wanted: compact(&self.wanted[branch][field]),
        })
    }

    /// Matches, and captures what there is to say.
    fn look(&mut self, subject: Subject<'_>) -> Result<(), Invalid> {
        match subject {
            Subject::Event(event) => {
                self.matcher.event(event)?;
                self.capture.event(event);
            }
            Subject::Record(envelope, payload) => {
                self.matcher.record(envelope, payload)?;
                self.capture.record(envelope, payload);
            }
        }
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
        let landscape = match subject {
            Subject::Event(event) => Landscape::of_event(event),
            Subject::Record(envelope, payload) => {
                Landscape::of_record(envelope, self.rule.profile(), payload)
            }
        };
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

    /// How each field of a branch went by itself.
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
                let only_absence = rule_clause.tests.iter().all(|test| *test == Test::Absent);
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

    /// In the order of the rule's own.
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
            .filter(move |leaf| sees_all || !leaf.behind_empty_step)
    }

    fn lies_in_list(&self, branch: usize, field: usize) -> bool {
        let clause = &self.clauses(branch)[field];
        self.visible(clause).any(Leaf::in_list)
    }

    /// The fields without any one of which the branch matches. Asks the matcher wherever lists may bind fields
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
        let matcher = self.without.entry((branch, field)).or_insert_with(|| {
            let rule = self.rule.branch_without(branch, field);
            Program::compile(&[rule]).ok().map(|it| it.matcher())
        });
        let Some(matcher) = matcher else { return false };
        match subject {
            Subject::Event(event) => matcher.event(event),
            Subject::Record(envelope, payload) => matcher.record(envelope, payload),
        }
        .is_ok_and(|verdict| verdict.is_match())
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
            // Every field finds its value, but never in the same elements.
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
        let path = &*self.rule.branches()[branch].clauses[field].path;
        let wanted = &self.wanted[branch][field];
        let context = Context {
            profile: self.rule.profile(),
            path,
        };
        let reason = match outcome {
            Outcome::Satisfied => None,
            Outcome::Absent => Some(phrase::absent(wanted, landscape.absence(path))),
            Outcome::Present => Some(phrase::present(&values)),
            Outcome::WrongValue => Some(phrase::wrong_value(wanted, &values, context)),
            Outcome::OtherElement => Some(self.elements(clause, &leaves)),
        };
        let shown = values.iter().take(VALUES_SHOWN_MAX);
        FieldExplanation {
            path: String::from_utf8_lossy(path).into_owned(),
            wanted: compact(wanted),
            outcome,
            values: shown.map(|value| value.json()).collect(),
            value_count: values.len(),
            reason,
        }
    }

    /// Where a field finds its value, if not where the others do.
    fn elements(&self, clause: &Clause, leaves: &[&Leaf]) -> String {
        let satisfying = leaves
            .iter()
            .filter(|leaf| self.capture.satisfies(clause, leaf));
        let mut positions: Vec<_> = satisfying.map(|leaf| self.capture.position(leaf)).collect();
        // One list may hold several of the values; the order of the record is kept.
        positions.dedup();
        let more = if positions.len() > VALUES_SHOWN_MAX {
            ", …"
        } else {
            ""
        };
        positions.truncate(VALUES_SHOWN_MAX);
        let positions = positions.join(", ");
        format!("found at {positions}{more} of the list, not beside the other fields")
    }
}

/// The elements of the list that a clause's span covers.
fn list(text: &str) -> Vec<Json> {
    match Json::parse_first(text).map(|json| json.kind) {
        Ok(JsonKind::Array(elements)) => elements,
        _ => Vec::new(),
    }
}

fn compact(elements: &[Json]) -> String {
    let elements: Vec<_> = elements.iter().map(ToString::to_string).collect();
    format!("[{}]", elements.join(","))
}
