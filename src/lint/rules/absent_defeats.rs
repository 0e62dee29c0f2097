//! L0304: `anything-but` needs the field to be there.

use tidegate_json::{Json, JsonKind};

use crate::edit::{object, replaced, value};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, operand};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::is_always_there;
use crate::rule::{Check, Draft, Rule, Sampled};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0304",
        name: "absent-defeats",
        severity: Severity::Info,
        also: Some(Severity::Warning),
        meaning: "anything-but needs a value: a record without the field is filtered out (event-ruler 2.0.1). If \
                  records are at hand and one of them lacks the field, this is a warning.",
        example: Example::of("sqs", &[r#"{"body":{"state":[{"anything-but":"test"}]}}"#]),
        fix: "To deliver records without the field, add {\"exists\":false} to the list.",
    },
    check: Check::Filter(check),
};

/// The same rule, checked with records.
pub(crate) const WITH_RECORDS: Rule = Rule {
    explanation: RULE.explanation,
    check: Check::Sample(check_sample),
};

fn check_sample(filter: &Filter<'_>, sampled: &Sampled<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let records = sampled.records;
    let counted = fields.all.iter().zip(sampled.fields);
    counted
        .filter_map(|(field, counts)| {
            let value = defeated(field)?;
            let lacking = counts.without_value(records);
            // A field that no record has is more likely misspelt than optional.
            if lacking == 0 || lacking == records {
                return None;
            }
            let (path, lack) = (field.path(), if lacking == 1 { "lacks" } else { "lack" });
            let message = format!(
                "{lacking} of {records} records {lack} `{path}`, and anything-but needs a value: they are filtered out"
            );
            let draft = Draft::new(value.span, message)
                .severity(Severity::Warning)
                .help("if those records are wanted, add {\"exists\":false}")
                .fixed(with_absence(filter, field));
            Some(draft)
        })
        .collect()
}

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let may_lack = |field: &&Field<'_>| !is_always_there(filter.source(), &field.path());
    let fields = fields.all.iter().filter(may_lack);
    fields
        .filter_map(|field| {
            let value = defeated(field)?;
            let path = field.path();
            let message =
                format!("a record without `{path}` is filtered out: anything-but needs a value");
            let draft = Draft::new(value.span, message)
                .help("if those records are wanted, add {\"exists\":false}")
                .fixed(with_absence(filter, field));
            Some(draft)
        })
        .collect()
}

/// Returns the `anything-but` of a list that a missing field defeats.
pub(crate) fn defeated<'p>(field: &Field<'p>) -> Option<&'p Json> {
    let mut values = field.values.iter();
    let found = values.find(|value| operand(value, "anything-but").is_some());
    found.filter(|_| !field.takes_absence())
}

/// Returns the filter with absence added to the field's list.
pub(crate) fn with_absence(filter: &Filter<'_>, field: &Field<'_>) -> Json {
    let mut values = field.values.to_vec();
    values.push(object("exists", value(JsonKind::Bool(false))));
    replaced(
        filter.root(),
        field.list.span,
        &value(JsonKind::Array(values)),
    )
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::registry::testing::{clean, found, of_sample};

    #[test]
    fn record_that_lacks_the_field_makes_it_a_warning() {
        let (with, without) = (r#"{"body":"{\"a\":1}"}"#, r#"{"body":"{\"b\":1}"}"#);
        let pattern = r#"{"body":{"a":[{"anything-but":["x"]}]}}"#;
        let found = of_sample("L0304", "sqs", pattern, &[with, without]);
        assert_eq!(found[0].severity, Severity::Warning);
        assert!(
            found[0].message.starts_with("1 of 2 records lacks"),
            "{}",
            found[0].message
        );
        assert!(of_sample("L0304", "sqs", pattern, &[with]).is_empty());
    }

    #[test]
    fn corrected_filter_matches_records_without_the_field() {
        let finding = found("L0304", "sqs", r#"{"body":{"a":[{"anything-but":["x"]}]}}"#);
        let fixed = finding.fixed.unwrap();
        assert_eq!(
            fixed,
            r#"{"body":{"a":[{"anything-but":["x"]},{"exists":false}]}}"#
        );
        let sqs = tidegate::Source::Sqs;
        let profile = tidegate::Profile::Service(sqs);
        let filters = tidegate_batch::Filters::compile(sqs, profile, &[&fixed]).unwrap();
        let mut judge = filters.judge();
        let mut fate = |body: &[u8]| {
            judge
                .judge(body, tidegate_batch::RecordForm::Payload)
                .disposition
                .name()
        };
        assert_eq!(fate(br#"{"b":1}"#), "delivered");
        assert_eq!(fate(br#"{"a":"x"}"#), "filtered");
        assert_eq!(fate(br#"{"a":"y"}"#), "delivered");
    }

    #[test]
    fn plain_text_and_other_operators_are_not_found() {
        clean(
            "L0304",
            "dynamodb",
            r#"{"eventName":[{"anything-but":"REMOVE"}]}"#,
        );
        clean("L0304", "sqs", r#"{"body":[{"anything-but":["x"]}]}"#);
        clean("L0304", "sqs", r#"{"body":{"a":[{"prefix":"x"}]}}"#);
        clean(
            "L0304",
            "sqs",
            r#"{"body":{"a":[{"exists":false},{"anything-but":["x"]}]}}"#,
        );
    }
}
