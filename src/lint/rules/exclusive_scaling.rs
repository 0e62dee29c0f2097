//! L0703: settings of scaling that exclude each other.

use tidegate_template::{Entry, Subject, Template};

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, amount, setting, span};
use crate::rule::{Check, Rule};

const CONCURRENCY: &str = "ScalingConfig.MaximumConcurrency";
const RESERVED: &str = "ReservedConcurrentExecutions";
const POLLERS: [&str; 2] = [
    "ProvisionedPollerConfig.MinimumPollers",
    "ProvisionedPollerConfig.MaximumPollers",
];

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0703",
        name: "exclusive-scaling",
        severity: Severity::Error,
        also: Some(Severity::Warning),
        meaning: "A mapping has either a maximum concurrency or provisioned pollers: with both, Lambda refuses it. A \
                  maximum concurrency above the function's reserved concurrency is a warning: the mapping still invokes \
                  up to its own maximum, and what is over the reservation is throttled (CloudFormation's resource schema of \
                  AWS::Lambda::EventSourceMapping, read 2026-11-29).",
        example: Example::of("sqs", &[]),
        fix: "Keep one of the two. Let the reserved concurrency be at least the sum of the maximum concurrencies of the \
              function's mappings.",
    },
    check: Check::Template(check),
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    let entries = template.entries.iter().enumerate();
    let found = entries.flat_map(|(index, entry)| {
        let both = excluded(index, entry).into_iter();
        both.chain(over_reservation(index, entry))
    });
    found.collect()
}

fn excluded(index: usize, entry: &Entry) -> Option<PlacedDraft> {
    let concurrency = setting(entry, Subject::Mapping, CONCURRENCY)?;
    let mut pollers = POLLERS
        .iter()
        .filter_map(|it| setting(entry, Subject::Mapping, it));
    let pollers = pollers.next()?;
    let message =
        "a mapping has either a maximum concurrency or provisioned pollers; Lambda refuses both";
    let names = [CONCURRENCY, pollers.name].map(|it| entry.spelled(Subject::Mapping, it));
    // The block is taken out, not only the setting in it.
    let blocks = names.map(|it| it.split('.').next().unwrap_or(it));
    let help = format!("take `{}` or `{}` out", blocks[0], blocks[1]);
    let draft = PlacedDraft::new(index, span(&concurrency.range), message)
        .help(help)
        .related(span(&pollers.range), "the provisioned pollers");
    Some(draft)
}

fn over_reservation(index: usize, entry: &Entry) -> Option<PlacedDraft> {
    let concurrency = amount(entry, Subject::Mapping, CONCURRENCY, 0)?;
    let reserved = amount(entry, Subject::Function, RESERVED, u64::MAX)?;
    let place = concurrency.place?;
    if concurrency.value <= reserved.value {
        return None;
    }
    let message = format!(
        "the mapping's maximum concurrency of {} is over the function's reserved concurrency of {}, so some invocations \
         are throttled",
        concurrency.value, reserved.value
    );
    let draft = PlacedDraft::new(index, place, message)
        .severity(Severity::Warning)
        .help(format!(
            "raise `{}`, or lower `{}`",
            entry.spelled(Subject::Function, RESERVED),
            entry.spelled(Subject::Mapping, CONCURRENCY)
        ));
    Some(match reserved.place {
        Some(place) => draft.related(place, "the function's reserved concurrency"),
        None => draft,
    })
}
