//! The result of each side for a pattern and an event, in common terms. The invariant: two results are equal exactly if
//! a user sees no difference. The reason why a pattern is refused is for people and is not compared.

use std::fmt;

use tidegate::{Error, Pattern, Profile, Program, Rule, Source};
use tidegate_batch::{Disposition, Filters, RecordForm};
use tidegate_reference::{Dialect, Fate};

use crate::dialect::{profile, source};

/// The result of one side.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The event matches the pattern; the record is delivered.
    Match,
    /// The event does not match; the record is filtered.
    NoMatch,
    /// The record is dropped before filters are applied, for this reason.
    Dropped(&'static str),
    /// The pattern at this index is refused, with this message.
    InvalidPattern(usize, String),
    /// The event is invalid, or the record unreadable, for this reason.
    InvalidEvent(&'static str),
}

impl Answer {
    /// Converts what happened to a record.
    pub(crate) const fn of(disposition: Disposition) -> Self {
        match disposition {
            Disposition::Delivered => Self::Match,
            Disposition::Filtered => Self::NoMatch,
            Disposition::Dropped(reason) => Self::Dropped(reason.as_str()),
            Disposition::Unreadable(reason) => Self::InvalidEvent(reason.as_str()),
        }
    }
}

impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Match, Self::Match) | (Self::NoMatch, Self::NoMatch) => true,
            (Self::Dropped(one), Self::Dropped(other)) => one == other,
            (Self::InvalidPattern(one, _), Self::InvalidPattern(other, _)) => one == other,
            (Self::InvalidEvent(one), Self::InvalidEvent(other)) => one == other,
            _ => false,
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Match => f.write_str("match"),
            Self::NoMatch => f.write_str("no match"),
            Self::Dropped(reason) => write!(f, "no match (dropped: {reason})"),
            Self::InvalidPattern(0, why) => write!(f, "invalid pattern: {why}"),
            Self::InvalidPattern(index, why) => write!(f, "invalid pattern {index}: {why}"),
            Self::InvalidEvent("") => f.write_str("invalid event"),
            Self::InvalidEvent(reason) => write!(f, "invalid event ({reason})"),
        }
    }
}

/// Returns the engine's result.
pub(crate) fn engine(dialect: Dialect, patterns: &[String], event: &[u8]) -> Answer {
    let result = match source(dialect) {
        Source::EventBridge => engine_event(dialect, patterns, event),
        source
        @ (Source::Sqs | Source::Kinesis | Source::DynamoDb | Source::Kafka | Source::Mq) => {
            engine_record(source, profile(dialect), patterns, event)
        }
    };
    result.unwrap_or_else(|invalid| invalid)
}

/// Returns the engine's result for a pipe that reads from the source of `dialect`.
pub(crate) fn pipe(dialect: Dialect, patterns: &[String], record: &[u8]) -> Answer {
    let source = source(dialect);
    let result = engine_record(source, Profile::Pipes(source), patterns, record);
    result.unwrap_or_else(|invalid| invalid)
}

/// Returns the reference's result.
pub(crate) fn reference(dialect: Dialect, patterns: &[String], event: &[u8]) -> Answer {
    for (index, pattern) in patterns.iter().enumerate() {
        if let Err(why) = tidegate_reference::check(dialect, pattern) {
            return Answer::InvalidPattern(index, why);
        }
    }
    let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
    of_fate(dialect, tidegate_reference::fate(dialect, &patterns, event))
}

fn of_fate(dialect: Dialect, fate: Fate) -> Answer {
    match fate {
        Fate::Delivered => Answer::Match,
        Fate::Filtered => Answer::NoMatch,
        Fate::Dropped(_) if source(dialect) == Source::EventBridge => Answer::InvalidEvent(""),
        Fate::Dropped(reason) => Answer::Dropped(reason),
        // A judge sees only the record, not whether the input ends after it.
        Fate::Unreadable("truncated") => Answer::InvalidEvent("bad-envelope"),
        Fate::Unreadable(reason) => Answer::InvalidEvent(reason),
    }
}

/// Returns the reference's answer for a pipe that reads from the source of `dialect`.
pub(crate) fn reference_pipe(dialect: Dialect, patterns: &[String], record: &[u8]) -> Answer {
    for (index, pattern) in patterns.iter().enumerate() {
        if let Err(why) = tidegate_reference::check_of_pipe(dialect, pattern) {
            return Answer::InvalidPattern(index, why);
        }
    }
    let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
    of_fate(
        dialect,
        tidegate_reference::fate_of_pipe(dialect, &patterns, record),
    )
}

/// Lowers a pattern with the engine. Returns the error if the engine refuses it.
pub(crate) fn lowered(dialect: Dialect, pattern: &str) -> Result<Rule, Error> {
    Rule::lower(&Pattern::parse(pattern)?, profile(dialect))
}

/// Compiles all patterns into one program.
pub(crate) fn compiled(dialect: Dialect, patterns: &[String]) -> Result<Program, Answer> {
    let mut rules = Vec::with_capacity(patterns.len());
    for (index, pattern) in patterns.iter().enumerate() {
        rules.push(lowered(dialect, pattern).map_err(|error| refused(index, &error))?);
    }
    Program::compile(&rules).map_err(|error| refused(0, &error))
}

fn refused(index: usize, error: &Error) -> Answer {
    Answer::InvalidPattern(index, error.to_string())
}

fn engine_event(dialect: Dialect, patterns: &[String], event: &[u8]) -> Result<Answer, Answer> {
    let program = compiled(dialect, patterns)?;
    match program.matcher().event(event) {
        Ok(verdict) if verdict.is_match() => Ok(Answer::Match),
        Ok(_) => Ok(Answer::NoMatch),
        Err(_) => Err(Answer::InvalidEvent("")),
    }
}

fn engine_record(
    source: Source,
    profile: Profile,
    patterns: &[String],
    record: &[u8],
) -> Result<Answer, Answer> {
    let texts: Vec<&str> = patterns.iter().map(String::as_str).collect();
    let filters = Filters::compile(source, profile, &texts)
        .map_err(|refusal| refused(refusal.index, &refusal.error))?;
    let mut judge = filters.judge();
    // The second time, the record may be read by the layout that was learned the first time.
    let [disposition, again] = [0, 1].map(|_| judge.judge(record, RecordForm::Record).disposition);
    if again != disposition {
        return Err(Answer::InvalidEvent("judged differently the second time"));
    }
    Ok(Answer::of(disposition))
}
