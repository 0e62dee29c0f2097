//! One input of a law, what was seen when it held, and what there is to show when it did not.

use std::fmt;

use tidegate_fixtures::generate::Operators;
use tidegate_reference::Dialect;

use crate::answer::Answer;
use crate::dialect::dialect_name;

/// Patterns and an event in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The language.
    pub dialect: Dialect,
    /// At least one; none where a law is about workloads.
    pub patterns: Vec<String>,
    /// What a faulty engine is told in place of them; empty: the same. Only canaries have faults.
    pub told: Vec<String>,
    /// An event or a record, or a workload as text; empty where a law is about patterns.
    pub event: Vec<u8>,
    /// The operators in the patterns, where they are known.
    pub operators: Operators,
}

/// A case that held.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What both sides said; the reference's answer where it is left to chance.
    pub answer: Answer,
    /// As in [`Case`].
    pub operators: Operators,
    /// The engine says otherwise, and may: event-ruler's own answer depends on a rule's neighbours.
    pub is_left_to_chance: bool,
}

/// A case that did not.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The law's name.
    pub law: &'static str,
    /// The input.
    pub case: Box<Case>,
    /// What the engine says.
    pub engine: String,
    /// What it should say: the reference's answer, or the law's.
    pub expected: String,
}

impl Case {
    /// A case of one pattern.
    #[must_use]
    pub fn of(dialect: Dialect, pattern: String, event: Vec<u8>) -> Self {
        let patterns = vec![pattern];
        Self {
            dialect,
            patterns,
            told: Vec::new(),
            event,
            operators: Operators::default(),
        }
    }

    /// The answer both sides give, or the difference.
    pub(crate) fn compared(&self, law: &'static str) -> Result<Seen, Difference> {
        let told = if self.told.is_empty() {
            &self.patterns
        } else {
            &self.told
        };
        let engine = crate::answer::engine(self.dialect, told, &self.event);
        let reference = crate::answer::reference(self.dialect, &self.patterns, &self.event);
        if engine == reference {
            return Ok(self.seen(reference));
        }
        let is_verdict = |answer: &Answer| matches!(answer, Answer::Match | Answer::NoMatch);
        if is_verdict(&engine) && is_verdict(&reference) && self.is_left_to_chance() {
            return Ok(Seen {
                is_left_to_chance: true,
                ..self.seen(reference)
            });
        }
        Err(self.difference(law, engine, reference))
    }

    /// Whether event-ruler's own answer depends on a rule's neighbours.
    pub(crate) fn is_left_to_chance(&self) -> bool {
        let patterns: Vec<&str> = self.patterns.iter().map(String::as_str).collect();
        tidegate_reference::is_left_to_chance(self.dialect, &patterns, &self.event)
    }

    pub(crate) fn seen(&self, answer: Answer) -> Seen {
        Seen {
            answer,
            operators: self.operators,
            is_left_to_chance: false,
        }
    }

    pub(crate) fn difference(
        &self,
        law: &'static str,
        engine: impl fmt::Display,
        expected: impl fmt::Display,
    ) -> Difference {
        let (engine, expected) = (engine.to_string(), expected.to_string());
        Difference {
            law,
            case: Box::new(self.clone()),
            engine,
            expected,
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} is broken in {}",
            self.law,
            dialect_name(self.case.dialect)
        )?;
        for pattern in &self.case.patterns {
            writeln!(f, "  pattern   {pattern}")?;
        }
        for told in &self.case.told {
            writeln!(f, "  told      {told}")?;
        }
        match std::str::from_utf8(&self.case.event) {
            Ok(event) => writeln!(f, "  event     {event}")?,
            Err(_) => writeln!(
                f,
                "  event     {} (bytes that are no UTF-8 escaped)",
                self.case.event.escape_ascii()
            )?,
        }
        writeln!(f, "  engine    {}", self.engine)?;
        write!(f, "  expected  {}", self.expected)
    }
}

impl std::error::Error for Difference {}
