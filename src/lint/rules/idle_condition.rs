//! L0411: a condition that every record satisfies which satisfies the others.

use tidegate_analysis::Proven;

use crate::explanation::{Example, Explanation};
use crate::field::Field;
use crate::finding::Severity;
use crate::idle_parts::{Part, PartKind};
use crate::meaning::Meaning;
use crate::proven::{limit, severity};
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0411",
        name: "idle-condition",
        severity: Severity::Info,
        also: None,
        meaning: "This condition refuses nothing: every record that satisfies the filter's other conditions satisfies it, \
                  too. The filter without it is proven to deliver the same records.",
        example: Example::of(
            "dynamodb",
            &[
                r#"{"eventName":["INSERT","MODIFY","REMOVE"],"dynamodb":{"Keys":{"id":{"S":["a"]}}}}"#,
            ],
        ),
        fix: "Remove the condition, or correct it if it should refuse something.",
    },
    check: Check::Meaning(check),
};

fn check(meaning: &Meaning<'_>) -> Vec<(usize, Draft)> {
    drafts(meaning, PartKind::Condition, |part, _| {
        format!(
            "the condition on `{}` changes nothing: the filter matches the same records without it",
            part.path
        )
    })
}

/// Returns the drafts about the parts of one kind that do nothing, but not where another rule found something.
pub(super) fn drafts(
    meaning: &Meaning<'_>,
    kind: PartKind,
    words: impl Fn(&Part, &str) -> String,
) -> Vec<(usize, Draft)> {
    let mut drafts = Vec::new();
    for (index, idle) in meaning.idle() {
        let filter = &meaning.filters[index];
        let of_kind = idle.parts.iter().filter(|part| part.kind == kind);
        let fields = filter.fields();
        let holds = |list: &Field<'_>, part: &Part| {
            list.list.span.start <= part.span.start && part.span.end <= list.list.span.end
        };
        let has_mistake = |part: &Part| {
            let mut lists = fields.all.iter().filter(|list| holds(list, part));
            lists.any(|list| meaning.has_mistake_at(index, list))
        };
        let unsaid = of_kind.filter(|part| {
            !has_mistake(part) && !meaning.speaks_of(index, part.span, Severity::Info)
        });
        for part in unsaid {
            let message = words(part, &filter.text()[part.span.range()]) + limit(part.proven);
            let certain = match kind {
                PartKind::Alternative => Severity::Warning,
                PartKind::Condition | PartKind::Value => Severity::Info,
            };
            let draft = Draft::new(filter.first_line(part.span), message)
                .severity(severity(part.proven, certain));
            let fixed = idle
                .without
                .as_ref()
                .filter(|_| !meaning.has_correction(index));
            let fixed = fixed.filter(|_| part.proven == Proven::ForAll);
            drafts.push((
                index,
                match fixed {
                    Some(fixed) => draft.fixed(fixed),
                    None => draft.help("remove it"),
                },
            ));
        }
    }
    drafts
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn condition_that_refuses_nothing_is_found_and_taken_out() {
        let finding = found(
            "L0411",
            "dynamodb",
            r#"{"eventName":["INSERT","MODIFY","REMOVE"],"dynamodb":{"Keys":{"id":{"S":["a"]}}}}"#,
        );
        assert_eq!(
            finding.fixed.as_deref(),
            Some(r#"{"dynamodb":{"Keys":{"id":{"S":["a"]}}}}"#)
        );
    }

    #[test]
    fn conditions_that_refuse_something_are_not_found() {
        clean(
            "L0411",
            "dynamodb",
            r#"{"eventName":["INSERT","MODIFY"],"dynamodb":{"Keys":{"id":{"S":["a"]}}}}"#,
        );
        clean(
            "L0411",
            "sqs",
            r#"{"body":{"a":[{"exists":true}],"b":[1]}}"#,
        );
    }
}
