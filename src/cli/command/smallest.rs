//! `explain --shrink`: the smallest part of a record that has the same fate for the same reason.

use tidegate::FieldExplanation;
use tidegate_analysis::{Shrunk, shrink};
use tidegate_batch::{
    Disposition, Filters, Outcome, RecordExplainer, RecordExplanation, RecordForm,
};

/// Returns the smallest part that is found; `None` if the record is not JSON.
pub(super) fn smallest(
    filters: &Filters,
    explainer: &mut RecordExplainer,
    outcome: &Outcome<'_>,
    why: &RecordExplanation,
) -> Option<Shrunk> {
    let record = std::str::from_utf8(outcome.record).ok()?;
    let source = match outcome.form {
        RecordForm::Record => Some(filters.source()),
        RecordForm::Payload => None,
    };
    let wanted = Reasons::of(why);
    let mut judge = filters.judge();
    shrink(record, source, &mut |text| {
        let bytes = text.as_bytes();
        let part = Outcome {
            index: 0,
            offset: 0,
            read: bytes,
            record: bytes,
            form: outcome.form,
            judged: judge.judge(bytes, outcome.form),
        };
        Reasons::of(&explainer.explain(&part)) == wanted
    })
}

/// The facts that must stay as they are: the fate, the filters that deliver, and every field that fails, with its values.
#[derive(PartialEq, Eq)]
struct Reasons {
    disposition: Disposition,
    filters: Vec<usize>,
    failing: Vec<(usize, usize, String, &'static str, Vec<String>)>,
}

impl Reasons {
    fn of(why: &RecordExplanation) -> Self {
        let mut failing = Vec::new();
        for (filter, explained) in why.by_filter.iter().enumerate() {
            let branches = explained.explanation.iter().flat_map(|it| &it.branches);
            for (branch, explained) in branches.enumerate() {
                let failed = explained.fields.iter().filter(|it| it.outcome.failed());
                let failed = failed.map(|field: &FieldExplanation| {
                    (
                        filter,
                        branch,
                        field.path.clone(),
                        field.outcome.as_str(),
                        field.values.clone(),
                    )
                });
                failing.extend(failed);
            }
        }
        Self {
            disposition: why.disposition,
            filters: why.filters.clone(),
            failing,
        }
    }
}
