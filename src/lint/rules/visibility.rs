//! L0702: a queue whose messages become visible again while the function may still work on them.

use tidegate::{Source, Span};
use tidegate_batch::Route;
use tidegate_template::{Entry, Subject, Template};

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, amount, span};
use crate::rule::{Check, Rule};

/// Defaults in seconds: of a queue's visibility timeout, and of a function's timeout.
const VISIBILITY_DEFAULT: u64 = 30;
const TIMEOUT_DEFAULT: u64 = 3;

/// AWS's advice: visibility of six timeouts.
const TIMES: u64 = 6;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0702",
        name: "visibility",
        severity: Severity::Warning,
        also: Some(Severity::Error),
        meaning: "Lambda refuses a mapping whose queue has a visibility timeout shorter than the function's timeout: that \
                  is an error. AWS advises at least six times the function's timeout, plus the batch window, so that \
                  throttled batches can be tried again before their messages become visible: below that it is a warning \
                  (Lambda Developer Guide, \"Creating and configuring an Amazon SQS event source mapping\", read \
                  2026-11-30). Only a queue and a function of the same template are compared.",
        example: Example::of("sqs", &[]),
        fix: "Raise the queue's VisibilityTimeout to six times the function's Timeout, plus the batch window.",
    },
    check: Check::Template(check),
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    let entries = template.entries.iter().enumerate();
    let queues = entries.filter(|(_, it)| {
        let is_queue = it.route() == Some(Route::Service(Source::Sqs));
        is_queue && it.source.is_some() && it.function.is_some()
    });
    let found = queues.filter_map(|(index, entry)| of_queue(index, entry));
    strictest(found.collect())
}

/// A draft, the place of the queue's own setting if it has one, and how strict the draft is.
struct Found {
    place: Option<Span>,
    strictness: (bool, u64),
    draft: PlacedDraft,
}

/// Returns the drafts: of those about one setting of a queue, which several mappings may read, the strictest.
fn strictest(found: Vec<Found>) -> Vec<PlacedDraft> {
    let is_strictest = |at: usize| {
        let own = &found[at];
        let rivals = found
            .iter()
            .enumerate()
            .filter(|(other, it)| *other != at && own.place.is_some() && it.place == own.place);
        let mut rivals = rivals.map(|(other, it)| (it.strictness, other > at));
        rivals.all(|(strictness, is_later)| match is_later {
            true => own.strictness >= strictness,
            false => own.strictness > strictness,
        })
    };
    let kept: Vec<bool> = (0..found.len()).map(is_strictest).collect();
    let kept = found.into_iter().zip(kept).filter(|(_, is_kept)| *is_kept);
    kept.map(|(found, _)| found.draft).collect()
}

fn of_queue(index: usize, entry: &Entry) -> Option<Found> {
    let visible = amount(
        entry,
        Subject::Source,
        "VisibilityTimeout",
        VISIBILITY_DEFAULT,
    )?;
    let timeout = amount(entry, Subject::Function, "Timeout", TIMEOUT_DEFAULT)?;
    let window = amount(entry, Subject::Mapping, "MaximumBatchingWindowInSeconds", 0)?;
    let wanted = TIMES * timeout.value + window.value;
    if visible.value >= wanted {
        return None;
    }
    let stated = match visible.place {
        Some(_) => format!("{} s", visible.value),
        None => format!("{} s (the default)", visible.value),
    };
    let (severity, message) = match visible.value < timeout.value {
        true => (
            Severity::Error,
            format!(
                "the queue's visibility timeout of {stated} is shorter than the function's timeout of {} s; Lambda refuses \
                 this mapping",
                timeout.value
            ),
        ),
        false => (
            Severity::Warning,
            format!(
                "the queue's visibility timeout of {stated} is less than {wanted} s, six times the function's timeout{}",
                if window.value > 0 {
                    " and the window"
                } else {
                    ""
                }
            ),
        ),
    };
    let own = span(&entry.range);
    let draft = PlacedDraft::new(index, visible.place.unwrap_or(own), message)
        .severity(severity)
        .help(format!(
            "set the queue's `{}` to {wanted} or more",
            entry.spelled(Subject::Source, "VisibilityTimeout")
        ));
    Some(Found {
        place: visible.place,
        strictness: (severity == Severity::Error, wanted),
        draft: match timeout.place {
            Some(place) => draft.related(place, "the function's timeout"),
            None => draft,
        },
    })
}
