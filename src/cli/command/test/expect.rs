//! The outcome that a row expects, the outcome that it got, and the comparison of both.

use std::fmt::{Display, Formatter, Result as FmtResult};
use std::str::FromStr;

use tidegate_batch::Disposition;

/// The `expect` of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Match,
    NoMatch,
    ValidPattern,
    InvalidPattern,
    InvalidEvent,
    Delivered,
    Filtered,
    /// For this reason; `None` accepts any.
    Dropped(Option<String>),
    /// For this reason; `None` accepts any.
    Unreadable(Option<String>),
}

/// The outcome that a row got. The text is a line on why, for people.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// The engine's result: whether the event matches.
    Matched(bool),
    /// The pattern compiles, and the row asks nothing else.
    ValidPattern,
    /// The pattern was refused.
    InvalidPattern(tidegate::Error),
    /// The engine could not read the event.
    InvalidEvent(String),
    /// The disposition of the row's record.
    Judged(Disposition),
    /// The row's event could not be given to its source at all.
    Unusable(String),
}

impl Expected {
    /// Returns whether only a row with an event can meet this expectation.
    pub(super) fn needs_event(&self) -> bool {
        !matches!(self, Self::ValidPattern | Self::InvalidPattern)
    }

    /// Returns whether only a record of a source can meet this expectation.
    pub(super) fn needs_source(&self) -> bool {
        matches!(
            self,
            Self::Delivered | Self::Filtered | Self::Dropped(_) | Self::Unreadable(_)
        )
    }

    /// Returns whether `answer` is what was expected.
    pub(super) fn holds(&self, answer: &Answer) -> bool {
        match (self, answer) {
            (Self::InvalidPattern, Answer::InvalidPattern(_))
            | (Self::ValidPattern, Answer::ValidPattern)
            | (Self::InvalidEvent, Answer::InvalidEvent(_)) => true,
            (Self::Match, Answer::Matched(matched)) => *matched,
            (Self::NoMatch, Answer::Matched(matched)) => !*matched,
            (expected, Answer::Judged(disposition)) => expected.holds_for(*disposition),
            _ => false,
        }
    }

    fn holds_for(&self, disposition: Disposition) -> bool {
        let is =
            |reason: &Option<String>| reason.is_none() || reason.as_deref() == disposition.reason();
        match (self, disposition) {
            (Self::Match | Self::Delivered, Disposition::Delivered)
            | (Self::NoMatch, Disposition::Filtered | Disposition::Dropped(_))
            | (Self::Filtered, Disposition::Filtered)
            | (Self::InvalidEvent, Disposition::Unreadable(_)) => true,
            (Self::Dropped(reason), Disposition::Dropped(_))
            | (Self::Unreadable(reason), Disposition::Unreadable(_)) => is(reason),
            _ => false,
        }
    }
}

impl FromStr for Expected {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (word, reason) = match text.split_once(':') {
            Some((word, reason)) => (word, Some(reason.to_owned())),
            None => (text, None),
        };
        match (word, &reason) {
            ("match", None) => Ok(Self::Match),
            ("no_match", None) => Ok(Self::NoMatch),
            ("valid_pattern", None) => Ok(Self::ValidPattern),
            ("invalid_pattern", None) => Ok(Self::InvalidPattern),
            ("invalid_event", None) => Ok(Self::InvalidEvent),
            ("delivered", None) => Ok(Self::Delivered),
            ("filtered", None) => Ok(Self::Filtered),
            ("dropped", _) => Ok(Self::Dropped(reason)),
            ("unreadable", _) => Ok(Self::Unreadable(reason)),
            _ => Err(format!(
                "unknown `expect` `{text}`: expected match, no_match, valid_pattern, invalid_pattern, \
                 invalid_event, delivered, filtered, dropped:REASON or unreadable:REASON"
            )),
        }
    }
}

impl Display for Expected {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        let (word, reason) = match self {
            Self::Match => ("match", None),
            Self::NoMatch => ("no_match", None),
            Self::ValidPattern => ("valid_pattern", None),
            Self::InvalidPattern => ("invalid_pattern", None),
            Self::InvalidEvent => ("invalid_event", None),
            Self::Delivered => ("delivered", None),
            Self::Filtered => ("filtered", None),
            Self::Dropped(reason) => ("dropped", reason.as_deref()),
            Self::Unreadable(reason) => ("unreadable", reason.as_deref()),
        };
        write_outcome(f, word, reason)
    }
}

impl Display for Answer {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        match self {
            Self::Matched(true) => f.write_str("match"),
            Self::Matched(false) => f.write_str("no_match"),
            Self::ValidPattern => f.write_str("valid_pattern"),
            Self::InvalidPattern(_) => f.write_str("invalid_pattern"),
            Self::InvalidEvent(_) => f.write_str("invalid_event"),
            Self::Judged(disposition) => write_outcome(f, disposition.name(), disposition.reason()),
            Self::Unusable(_) => f.write_str("nothing"),
        }
    }
}

fn write_outcome(f: &mut Formatter<'_>, word: &str, reason: Option<&str>) -> FmtResult {
    match reason {
        None => f.write_str(word),
        Some(reason) => write!(f, "{word}:{reason}"),
    }
}

impl Answer {
    /// Returns one line on how the answer came about.
    pub(super) fn why(&self) -> String {
        match self {
            Self::Matched(true) => "every field of the pattern found its value".to_owned(),
            Self::Matched(false) => {
                "a field of the pattern found no value that it accepts".to_owned()
            }
            Self::ValidPattern => "the pattern compiles".to_owned(),
            Self::InvalidPattern(error) => error.to_string(),
            Self::InvalidEvent(why) | Self::Unusable(why) => why.clone(),
            Self::Judged(Disposition::Delivered) => "a filter lets it through".to_owned(),
            Self::Judged(Disposition::Filtered) => "no filter lets it through".to_owned(),
            Self::Judged(Disposition::Dropped(_)) => {
                "the payload does not have the form that the filter needs".to_owned()
            }
            Self::Judged(Disposition::Unreadable(_)) => {
                "it is not a record of the source".to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidegate_batch::DropReason;

    #[test]
    fn expectations_round_trip() {
        for text in [
            "match",
            "no_match",
            "valid_pattern",
            "invalid_pattern",
            "invalid_event",
            "delivered",
            "filtered",
            "dropped",
            "dropped:not-json",
            "unreadable:too-large",
        ] {
            assert_eq!(text.parse::<Expected>().unwrap().to_string(), text);
        }
        assert!("delivered:why".parse::<Expected>().is_err());
    }

    #[test]
    fn reason_is_compared_if_one_is_expected() {
        let answer = Answer::Judged(Disposition::Dropped(DropReason::NotJson));
        for (expected, holds) in [
            ("dropped:not-json", true),
            ("dropped", true),
            ("no_match", true),
            ("dropped:not-utf8", false),
            ("filtered", false),
            ("match", false),
            ("unreadable", false),
        ] {
            assert_eq!(
                expected.parse::<Expected>().unwrap().holds(&answer),
                holds,
                "{expected}"
            );
        }
    }
}
