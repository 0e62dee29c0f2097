//! The next steps, warnings and assumptions of a recursion plan.

use tidegate_figures::counted;

use super::cascade::DETECTED_AFTER;
use super::key::Overlap;
use super::model::{Path, RecursionRequest, Verdict};
use super::notification::Trigger;

pub(super) fn next(request: &RecursionRequest, verdict: Verdict) -> Vec<String> {
    if verdict == Verdict::Guarded {
        return match request.path {
            Path::Bucket { .. } => Vec::new(),
            Path::Samples { .. } => vec![
                "test each kind of output that the function can write; other outputs may pass the filter"
                    .to_owned(),
            ],
        };
    }
    if verdict == Verdict::Uncertain {
        return vec![
            "give the output as records of the source or, with --input payload, as the payload that the function sends"
                .to_owned(),
        ];
    }
    let mut next = vec![match request.path {
        Path::Bucket { .. } => {
            "write to another bucket, or under a prefix that does not overlap with the trigger's (neither may start with the other)"
        }
        Path::Samples { .. } => {
            "mark the function's output and filter on the mark, or write to another queue, stream or bus"
        }
    }
    .to_owned()];
    if !request.is_detected() {
        next.push(
            "set reserved concurrency to 0 to stop a running loop; AWS will not stop it".to_owned(),
        );
    }
    next
}

pub(super) fn warnings(request: &RecursionRequest, verdict: Verdict) -> Vec<String> {
    let mut warnings = Vec::new();
    match &request.path {
        Path::Bucket { triggers, .. } => {
            if let Some((one, other)) = refused(triggers) {
                warnings.push(format!(
                    "S3 refuses notifications whose keys overlap for the same event: {one} and {other}"
                ));
            }
        }
        Path::Samples { tally, .. } => {
            let unreadable = tally.unreadable_total();
            if unreadable > 0 {
                warnings.push(format!(
                    "outputs that can't be read prove nothing: {}",
                    counted(unreadable, "output")
                ));
            }
        }
    }
    if request.is_detected() && verdict != Verdict::Guarded {
        warnings.push(
            "AWS's detection limits the depth of a loop, not its breadth, and needs an SDK that passes on the trace header"
                .to_owned(),
        );
    }
    warnings
}

fn refused(triggers: &[Trigger]) -> Option<(String, String)> {
    let triggers: Vec<_> = triggers.iter().filter(|it| it.is_for_writes).collect();
    triggers.iter().enumerate().find_map(|(at, one)| {
        let others = triggers[at + 1..].iter();
        let mut clash = others.filter(|it| !matches!(one.keys.overlap(&it.keys), Overlap::None(_)));
        clash
            .next()
            .map(|other| (one.keys.to_string(), other.keys.to_string()))
    })
}

pub(super) fn assumptions(request: &RecursionRequest, verdict: Verdict) -> Vec<String> {
    let priced = [
        "the costs assume a loop that one event starts; the costs per hour assume that nothing stops it".to_owned(),
        "each output that triggers again causes an invocation of its own; batching would reduce their number"
            .to_owned(),
        format!(
            "AWS lets about {DETECTED_AFTER} invocations of one chain through; {DETECTED_AFTER} levels are assumed"
        ),
    ];
    let mut assumptions = Vec::new();
    if verdict != Verdict::Guarded {
        assumptions.extend(priced);
    }
    match request.path {
        Path::Bucket { .. } => assumptions.push(
            "the function writes objects to the same bucket; copying an object onto itself, as for new metadata, triggers again too"
                .to_owned(),
        ),
        Path::Samples { .. } => assumptions.push(
            "the samples are the function's output and independent of each other".to_owned(),
        ),
    }
    assumptions
}
