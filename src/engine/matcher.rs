//! Matcher: one program and one thread's scratch; record bytes in, Verdict out.
//!
//! The scan hands fields over, each value is looked up once in its path's index, the branches filed under what was
//! found are candidates, and each candidate is verified (`verify`). Nothing is allocated once the scratch has grown
//! to the largest record.

mod complement;
mod leaves;
mod verify;

use crate::automata::{Effort, NodeId, PathTrie};
use crate::program::{BranchId, Filed, LeafMasks, Masks, Met, Plan, Program, ValueScratch};
use crate::scan::{ElementId, Field, Invalid, Root, Trust, Walker};
use crate::verdict::{PatternId, Verdict};

use leaves::Leaves;
use verify::Pins;

/// The payload of a record, in the form the filter is to see it.
///
/// ```
/// use tidegate::{Payload, Profile, Program, Rule, Source};
/// let rule = Rule::read(r#"{"body":[{"prefix":"Result: "}]}"#, Profile::Esm(Source::Sqs))?;
/// let mut matcher = Program::compile(&[rule])?.matcher();
/// let mut takes = |payload| matcher.record(None, payload).unwrap().is_match();
/// assert!(takes(Payload::Text(b"Result: PASS")));
/// assert!(!takes(Payload::Absent));
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload<'a> {
    /// Nothing under the payload key.
    Absent,
    /// JSON text: one whole object or list, white space around it allowed.
    Json(&'a [u8]),
    /// A plain string, given without quotes and escapes; UTF-8.
    Text(&'a [u8]),
}

/// Matches events against a [`Program`]; keeps the memory it needs from one to the next.
///
/// ```
/// use tidegate::{Pattern, Payload, Profile, Program, Rule, Source};
/// let pattern = Pattern::parse(r#"{"body":{"state":["paid"]}}"#)?;
/// let rule = Rule::lower(&pattern, Profile::Esm(Source::Sqs))?;
/// let mut matcher = Program::compile(&[rule])?.matcher();
/// let verdict = matcher.record(None, Payload::Json(br#"{"state":"paid"}"#)).unwrap();
/// assert!(verdict.is_match());
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Matcher {
    program: Program,
    walker: Walker,
    quoted: Vec<u8>,
    found: Found,
    pins: Pins,
}

/// What a record has turned up so far.
#[derive(Clone, Debug)]
struct Found {
    leaves: Leaves,
    values: ValueScratch,
    /// The conjunctions to verify, some perhaps twice.
    candidates: Vec<BranchId>,
    /// The rules that a complement leaves out.
    excluded: Vec<u32>,
    verdict: Verdict,
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

impl Program {
    /// A matcher for one thread.
    #[must_use]
    pub fn matcher(&self) -> Matcher {
        Matcher::new(self.clone(), Trust::Strict)
    }

    /// A matcher for one thread and texts that are known to be JSON: what no pattern names is skipped, not checked, and
    /// the rest of a text is left alone once nothing in it could change the verdict.
    ///
    /// On every text that a [`matcher`](Self::matcher) takes, this one gives the same verdict, repeated keys and all.
    /// On a text it refuses, this one may answer anything but does not panic: an error, or any verdict. Sources whose
    /// fate hangs on a payload being JSON need the other one.
    ///
    /// ```
    /// use tidegate::{Pattern, Profile, Program, Rule};
    /// let rule = Rule::lower(&Pattern::parse(r#"{"a":["x"]}"#)?, Profile::EventBridge)?;
    /// let program = Program::compile(&[rule])?;
    /// let event = br#"{"b":[1,,2],"a":"x"}"#;
    /// assert!(program.matcher().event(event).is_err());
    /// assert!(program.trusted_matcher().event(event).unwrap().is_match());
    /// # Ok::<(), tidegate::Error>(())
    /// ```
    #[must_use]
    pub fn trusted_matcher(&self) -> Matcher {
        Matcher::new(self.clone(), Trust::Trusted)
    }
}

impl Matcher {
    fn new(program: Program, trust: Trust) -> Self {
        let plan = &program.0;
        let found = Found {
            leaves: Leaves::new(plan.trie.len(), plan.term_count),
            values: ValueScratch::default(),
            candidates: Vec::new(),
            excluded: Vec::new(),
            verdict: Verdict::default(),
            met: Met::default(),
            settling: Settling::new(plan, trust),
        };
        Self {
            walker: Walker::new(trust),
            quoted: Vec::new(),
            found,
            pins: Pins::default(),
            program,
        }
    }

    /// Which patterns match this event: one JSON object. Text behind it is ignored, as event-ruler 2.0.1 does.
    ///
    /// # Errors
    /// If the event is not a JSON object.
    pub fn event(&mut self, event: &[u8]) -> Result<&Verdict, Invalid> {
        self.begin();
        let root = Root {
            node: Some(PathTrie::ROOT),
            list_allowed: false,
            whole: false,
            skipped_key: None,
        };
        self.walk(event, root)?;
        Ok(self.decide())
    }

    /// Which patterns match this record of an event source.
    ///
    /// `envelope` is the JSON object that is the root of the source's filters; what it has under the payload key is
    /// not looked at, `payload` stands in its place. `None`: no metadata, for programs that ask for none.
    ///
    /// # Errors
    /// If the envelope is not one JSON object, or a [`Payload::Json`] not one JSON object or list.
    pub fn record(
        &mut self,
        envelope: Option<&[u8]>,
        payload: Payload<'_>,
    ) -> Result<&Verdict, Invalid> {
        self.begin();
        let at = self.program.0.payload;
        if let Some(envelope) = envelope {
            let skipped_key = at.map(|at| at.key.as_bytes());
            let root = Root {
                node: Some(PathTrie::ROOT),
                list_allowed: false,
                whole: true,
                skipped_key,
            };
            self.walk(envelope, root)?;
        }
        let node = at.and_then(|at| at.node);
        match payload {
            _ if self.found.settling.is_done() => {}
            Payload::Absent => {}
            Payload::Json(text) => self.payload_json(text, node)?,
            Payload::Text(text) => self.payload_text(text, node),
        }
        Ok(self.decide())
    }

    /// The verdict on the record matched last.
    pub(crate) fn verdict(&self) -> &Verdict {
        &self.found.verdict
    }

    /// The program it matches with.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The work done since this matcher was made.
    #[must_use]
    pub fn effort(&self) -> Effort {
        self.found.values.effort
    }

    fn begin(&mut self) {
        self.walker.reset();
        self.found.begin();
    }

    fn walk(&mut self, text: &[u8], root: Root<'_>) -> Result<(), Invalid> {
        let Self {
            program,
            walker,
            found,
            ..
        } = self;
        let plan = &*program.0;
        walker.walk(&plan.trie, text, root, &mut |field| {
            found.field(plan, field);
            found.is_settled(plan, &field)
        })
    }

    /// A payload nobody asks for is checked all the same: whether it is JSON decides its fate.
    fn payload_json(&mut self, text: &[u8], node: Option<NodeId>) -> Result<(), Invalid> {
        let root = Root {
            node,
            list_allowed: true,
            whole: true,
            skipped_key: None,
        };
        self.walk(text, root)
    }

    fn payload_text(&mut self, text: &[u8], node: Option<NodeId>) {
        let plan = &*self.program.0;
        let Some(path) = node.and_then(|node| plan.trie.path_at(node)) else {
            return;
        };
        self.quoted.clear();
        self.quoted.push(b'"');
        self.quoted.extend_from_slice(text);
        self.quoted.push(b'"');
        let field = Field {
            path,
            value: &self.quoted,
            element: ElementId::NONE,
            behind_empty_step: false,
            was_escaped: false,
        };
        self.found.field(plan, field);
    }

    fn decide(&mut self) -> &Verdict {
        let plan = &*self.program.0;
        let elements = self.walker.elements();
        let Found {
            leaves,
            values,
            candidates,
            excluded,
            verdict,
            met,
            ..
        } = &mut self.found;
        for group in &plan.complements {
            complement::add(plan, group, leaves, excluded, verdict);
        }
        // Masks know nothing of arrays and of what lies behind empty steps.
        let mut is_certain = false;
        match &plan.masks {
            Some(_) if leaves.any_behind_empty_step => {
                candidates.extend((0..).map(BranchId).take(plan.branches.len()));
            }
            Some(masks) => {
                is_certain = elements.is_empty();
                candidates.extend(masks.holding(*met, !is_certain));
            }
            None => {
                candidates.extend_from_slice(&plan.always);
                candidates.sort_unstable_by_key(|branch| branch.0);
                candidates.dedup();
            }
        }
        values.effort.candidates += (candidates.len() + verdict.len()) as u64;
        let mut last_rule = None;
        for &id in &*candidates {
            let rule = plan.branches[id.0 as usize].rule;
            if last_rule == Some(rule) {
                continue;
            }
            if is_certain || verify::branch(plan, id, leaves, elements, &mut self.pins) {
                last_rule = Some(rule);
                verdict.push(PatternId::new(rule as usize));
            }
        }
        verdict.seal();
        verdict
    }
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
    fn begin(&mut self) {
        self.candidates.clear();
        self.verdict.clear();
        self.leaves.begin();
        self.met = Met::default();
        self.settling.begin();
    }

    #[inline]
    fn field(&mut self, plan: &Plan, field: Field<'_>) {
        match &plan.masks {
            Some(masks) => self.field_of_few(plan, masks, field),
            None => self.field_of_many(plan, field),
        }
    }

    fn field_of_few(&mut self, plan: &Plan, masks: &Masks, field: Field<'_>) {
        let Self {
            leaves,
            values,
            verdict,
            ..
        } = self;
        let hidden = field.behind_empty_step;
        leaves.push(field.path, field.element, hidden);
        let mut leaf = LeafMasks::default();
        let index = &plan.values[field.path.index()];
        index.find(field.value, field.was_escaped, values, |term| {
            masks.add(term, &mut leaf);
            if leaves.push_term(term, hidden) && !hidden {
                let rules = plan.filed_under_term(term).filter_map(Filed::rule);
                rules.for_each(|rule| verdict.push(PatternId::new(rule as usize)));
            }
        });
        masks.meet(field.path, leaf, &mut self.met);
    }

    fn field_of_many(&mut self, plan: &Plan, field: Field<'_>) {
        let Self {
            leaves,
            values,
            candidates,
            verdict,
            ..
        } = self;
        let hidden = field.behind_empty_step;
        if leaves.push(field.path, field.element, hidden) {
            candidates.extend(plan.filed_under_path(field.path));
        }
        let index = &plan.values[field.path.index()];
        index.find(field.value, field.was_escaped, values, |term| {
            if !leaves.push_term(term, hidden) {
                return;
            }
            for filed in plan.filed_under_term(term) {
                match filed {
                    Filed::Branch(id) => candidates.push(id),
                    Filed::Rule(rule) if !hidden => verdict.push(PatternId::new(rule as usize)),
                    // Its path has no empty step, so that it sees nothing behind one.
                    Filed::Rule(_) => {}
                }
            }
        });
    }

    /// Whether no leaf that follows this one can change the verdict.
    #[inline]
    fn is_settled(&mut self, plan: &Plan, field: &Field<'_>) -> bool {
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
            for id in masks.holding(self.met, false) {
                matched |= 1 << plan.branches[id.0 as usize].rule;
            }
        }
        settling.matched |= matched;
        settling.is_done()
    }
}
