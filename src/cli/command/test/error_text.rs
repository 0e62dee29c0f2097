//! Compares our error texts with those of AWS and event-ruler. Only the reason counts: the service's prefix and the
//! location at the end are cut off.

use tidegate::{Profile, Rule, Source};
use tidegate_batch::Route;
use tidegate_lint::{EVENTBRIDGE_REFUSAL, LAMBDA_REFUSAL};

use super::expect::Answer;
use super::row::{Patterns, Row, Subject};

/// One text of a row beside ours.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    /// Whose text it is: `AWS` or `event-ruler`.
    pub(super) whose: &'static str,
    pub(super) theirs: String,
    /// `None` if tidegate has no text for it.
    pub(super) ours: Option<String>,
}

impl Comparison {
    pub(super) fn is_equal(&self) -> bool {
        self.ours.as_deref() == Some(self.theirs.as_str())
    }
}

/// Returns the comparisons for a row; none unless the row expects a refusal and its pattern was refused.
pub(super) fn compare(row: &Row, answer: &Answer) -> Vec<Comparison> {
    let Answer::InvalidPattern(error) = answer else {
        return vec![];
    };
    if !row.expected.holds(answer) {
        return vec![];
    }
    let lambda = is_lambda(row.subject);
    let reason = if lambda {
        ruler_reason(row)
    } else {
        error.aws_message().map(str::to_owned)
    };
    let aws = if lambda {
        Some(LAMBDA_REFUSAL.to_owned())
    } else {
        reason.clone()
    };
    let comparison = |whose, theirs: &Option<String>, ours| {
        let theirs = first_line(theirs.as_deref()?).to_owned();
        Some(Comparison {
            whose,
            theirs,
            ours,
        })
    };
    [
        comparison("AWS", &row.aws_error, aws),
        comparison("event-ruler", &row.ruler_error, reason),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn is_lambda(subject: Subject) -> bool {
    match subject {
        Subject::Records(Route::Service(source), _) => source != Source::EventBridge,
        Subject::Records(Route::Pipe(_), _) | Subject::Engine(_) | Subject::TestEventPattern => {
            false
        }
    }
}

/// Returns event-ruler's reason for refusing a Lambda filter. Lambda itself gives no reason.
fn ruler_reason(row: &Row) -> Option<String> {
    let Patterns::Text(text) = &row.patterns else {
        return None;
    };
    let error = Rule::read(text, Profile::Service(Source::EventBridge)).err()?;
    error.aws_message().map(str::to_owned)
}

/// Returns the reason alone: up to ` at [Source`, without the words that PutRule starts with.
fn first_line(text: &str) -> &str {
    let text = text.strip_prefix(EVENTBRIDGE_REFUSAL).unwrap_or(text);
    let end = text.find(" at [Source").unwrap_or(text.len());
    text[..end].trim_end_matches('\n')
}

#[cfg(test)]
mod tests {
    use super::first_line;

    #[test]
    fn reason_is_cut_out_of_the_whole_message() {
        for text in [
            "Empty arrays are not allowed",
            "Event pattern is not valid. Reason: Empty arrays are not allowed",
            "Event pattern is not valid. Reason: Empty arrays are not allowed\n at [Source: (String)\"{}\"; line: 1]",
            "Empty arrays are not allowed at [Source: x]\n at [Source: x]",
        ] {
            assert_eq!(first_line(text), "Empty arrays are not allowed");
        }
    }
}
