//! The input of a law, the result if the law held, and the difference if it did not.

use std::fmt;

use tidegate_fixtures::generate::Operators;
use tidegate_reference::Dialect;

use crate::answer::Answer;
use crate::dialect::dialect_name;

/// Patterns and an event in one dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The dialect.
    pub dialect: Dialect,
    /// The patterns: at least one, except in laws about workloads.
    pub patterns: Vec<String>,
    /// Altered patterns that the engine gets instead, to simulate a fault. Empty except in canaries.
    pub altered: Vec<String>,
    /// An event or a record, or a workload as text. Empty if a law is about patterns only.
    pub event: Vec<u8>,
    /// The operators in the patterns, if known.
    pub operators: Operators,
}

/// A case in which the law held.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The result of both sides, or of the reference if it is left to chance.
    pub answer: Answer,
    /// The operators in the patterns, as in [`Case`].
    pub operators: Operators,
    /// Whether the engine's result may differ, because event-ruler's own result depends on other rules in the same
    /// machine.
    pub is_left_to_chance: bool,
}

/// A case in which the law did not hold.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Name of the law.
    pub law: &'static str,
    /// The input.
    pub case: Box<Case>,
    /// The engine's result.
    pub engine: String,
    /// The expected result, from the reference or from the law.
    pub expected: String,
}

impl Case {
    /// Returns a case with one pattern.
    #[must_use]
    pub fn of(dialect: Dialect, pattern: String, event: Vec<u8>) -> Self {
        let patterns = vec![pattern];
        Self {
            dialect,
            patterns,
            altered: Vec::new(),
            event,
            operators: Operators::default(),
        }
    }

    /// Returns the common result of both sides, or the difference.
    pub(crate) fn compared(&self, law: &'static str) -> Result<Seen, Difference> {
        let given = if self.altered.is_empty() {
            &self.patterns
        } else {
            &self.altered
        };
        let engine = crate::answer::engine(self.dialect, given, &self.event);
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

    /// Returns whether event-ruler's own result depends on other rules in the same machine.
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
        for altered in &self.case.altered {
            writeln!(f, "  altered   {altered}")?;
        }
        match std::str::from_utf8(&self.case.event) {
            Ok(event) => writeln!(f, "  event     {event}")?,
            Err(_) => writeln!(
                f,
                "  event     {} (bytes that are not UTF-8 are escaped)",
                self.case.event.escape_ascii()
            )?,
        }
        writeln!(f, "  engine    {}", self.engine)?;
        write!(f, "  expected  {}", self.expected)
    }
}

impl std::error::Error for Difference {}
