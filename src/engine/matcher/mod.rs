//! Matches records against one program. A [`Matcher`] takes the bytes of a record and returns a verdict; its buffers
//! belong to one thread.
//!
//! The scan reports each field that a pattern asks for, and the field's value is looked up once in the index of its
//! path. The branches filed under the terms found are candidates, and each candidate is verified (`verify`). Nothing is
//! allocated once the buffers have grown to fit the largest record.

mod complement;
mod found;
mod leaves;
mod memory;
#[cfg(test)]
mod tests;
mod trail;
mod verify;

use crate::automata::Effort;
use crate::program::{Arrays, Program};
use crate::verdict::{PatternId, Verdict};
use tidegate_json::{ElementId, Field, Invalid, Root, Trust, Walker};
use tidegate_json::{NodeId, PathTrie};

use found::Found;
use verify::Pins;

/// The payload of a record, in the form that the filter sees.
///
/// ```
/// use tidegate::{Payload, Profile, Program, Rule, Source};
/// let rule = Rule::read(r#"{"body":[{"prefix":"Result: "}]}"#, Profile::Service(Source::Sqs))?;
/// let mut matcher = Program::compile(&[rule])?.matcher();
/// let mut takes = |payload| matcher.record(None, payload).unwrap().is_match();
/// assert!(takes(Payload::Text(b"Result: PASS")));
/// assert!(!takes(Payload::Absent));
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload<'a> {
    /// There is no payload.
    Absent,
    /// JSON text: one whole object or list, with white space allowed around it.
    Json(&'a [u8]),
    /// A plain string without quotes and escapes, in UTF-8.
    Text(&'a [u8]),
}

/// Matches events against a [`Program`]. Keeps its buffers from one event to the next.
///
/// ```
/// use tidegate::{Pattern, Payload, Profile, Program, Rule, Source};
/// let pattern = Pattern::parse(r#"{"body":{"state":["paid"]}}"#)?;
/// let rule = Rule::lower(&pattern, Profile::Service(Source::Sqs))?;
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

impl Program {
    /// A matcher for one thread.
    #[must_use]
    pub fn matcher(&self) -> Matcher {
        Matcher::new(self.clone(), Trust::Strict)
    }

    /// A matcher for one thread, for texts that are known to be JSON. It skips fields that no pattern names without
    /// checking them. It stops reading a text once nothing in the rest could change the verdict.
    ///
    /// On every text that a [`matcher`](Self::matcher) accepts, this one returns the same verdict, even with repeated
    /// keys. On a text that a `matcher` refuses, this one may return an error or any verdict, but does not panic.
    /// Sources that treat a record differently if its payload is not JSON need a [`matcher`](Self::matcher).
    ///
    /// ```
    /// use tidegate::{Pattern, Profile, Program, Rule, Source};
    /// let rule = Rule::lower(&Pattern::parse(r#"{"a":["x"]}"#)?, Profile::Service(Source::EventBridge))?;
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
        let found = Found::new(plan, trust);
        Self {
            walker: Walker::new(trust),
            quoted: Vec::new(),
            found,
            pins: Pins::default(),
            program,
        }
    }

    /// Returns the patterns that match this event: one JSON object. Text after it is ignored, as event-ruler 2.0.1
    /// does.
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

    /// Returns the patterns that match this record of an event source.
    ///
    /// `envelope` is the JSON object that is the root of the source's filters. Its member under the payload key is
    /// ignored, and `payload` takes its place. `None`: no metadata, for programs that ask for none.
    ///
    /// # Errors
    /// If the envelope is not one JSON object, or a [`Payload::Json`] is not one JSON object or list.
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
            _ if self.found.is_done() => {}
            Payload::Absent => {}
            Payload::Json(text) => self.payload_json(text, node)?,
            Payload::Text(text) => self.payload_text(text, node),
        }
        Ok(self.decide())
    }

    /// The verdict on the latest record.
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

    /// Checks a payload even if no pattern asks for it: a source may drop a record whose payload is not JSON.
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
            after_empty_step: false,
            was_escaped: false,
        };
        self.found.field(plan, field);
    }

    fn decide(&mut self) -> &Verdict {
        let plan = &*self.program.0;
        let elements = self.walker.elements();
        let found = &mut self.found;
        for group in &plan.complements {
            let Found {
                leaves,
                excluded,
                verdict,
                ..
            } = found;
            complement::add(plan, group, leaves, excluded, verdict);
        }
        let arrays = match elements.is_empty() {
            true => Arrays::Absent,
            false => Arrays::Present,
        };
        let are_certain = found.nominate(plan, arrays);
        let Found {
            leaves,
            values,
            candidates,
            verdict,
            ..
        } = found;
        values.effort.candidates += (candidates.len() + verdict.len()) as u64;
        let mut last_rule = None;
        for &id in &*candidates {
            let rule = plan.branches[id.0 as usize].rule;
            if last_rule == Some(rule) {
                continue;
            }
            if are_certain || verify::branch(plan, id, leaves, elements, &mut self.pins) {
                last_rule = Some(rule);
                verdict.push(PatternId::new(rule as usize));
            }
        }
        verdict.seal();
        verdict
    }
}
