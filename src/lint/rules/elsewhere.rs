//! L0213: a field that no record has at the filter's level, but that records have at another level.

use tidegate_json::{Json, JsonKind, Member};

use crate::counts::FieldCounts;
use crate::edit::{member, value};
use crate::explanation::{Example, Explanation};
use crate::field::Field;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::likeness::Likeness;
use crate::roots::{faults, is_seen};
use crate::rule::{Check, Draft, Rule, Sampled};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0213",
        name: "field-elsewhere",
        severity: Severity::Warning,
        also: None,
        meaning: "None of the records looked at has the field where the filter asks for it, and some have one of this \
                  name at another level, or one whose name differs in case, in a few letters or in DynamoDB's type. \
                  Queues fed by SNS, S3 or EventBridge wrap the producer's object in one of their own. At most the \
                  first 1,000 records are looked at.",
        example: Example {
            source: "sqs",
            filters: &[r#"{"body":{"state":["paid"]}}"#],
            records: &[r#"{"body":"{\"detail\":{\"state\":\"paid\"}}"}"#],
        },
        fix: "Ask for the field where the records have it.",
    },
    check: Check::Sample(check),
};

fn check(filter: &Filter<'_>, sampled: &Sampled<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let counted = fields.all.iter().zip(sampled.fields);
    let faults = faults(filter);
    let is_said = |field: &Field<'_>| {
        let root = field.steps.first().map(|step| step.member.key_span);
        // L0201 says where keys below `dynamodb` belong.
        if field.keys().first() == Some(&"dynamodb") && !is_seen(filter, &owned(field)) {
            return true;
        }
        faults
            .iter()
            .any(|(member, _)| Some(member.key_span) == root)
    };
    let counted = counted.filter(|(field, _)| !is_said(field));
    let lacking = counted.filter(|(field, counts)| {
        !field.asks_absence_alone() && counts.with_value == 0 && counts.with_object == 0
    });
    lacking
        .filter_map(|(field, counts)| draft(filter, field, counts, sampled.records))
        .collect()
}

fn owned(field: &Field<'_>) -> Vec<String> {
    field.keys().into_iter().map(str::to_owned).collect()
}

fn draft(
    filter: &Filter<'_>,
    field: &Field<'_>,
    counts: &FieldCounts,
    records: u64,
) -> Option<Draft> {
    let fields = filter.fields();
    let asked = |place: &[String]| fields.all.iter().any(|it| owned(it) == place);
    let places = counts.elsewhere.iter();
    let places = places.filter(|(place, (likeness, _))| {
        // If the filter asks for the other field too, the two fields are different.
        is_seen(filter, place) && (*likeness == Likeness::SameName || !asked(place))
    });
    let (place, (likeness, found)) = places.max_by_key(|(_, facts)| **facts)?;
    let (path, elsewhere) = (field.path(), place.join("."));
    let message = match records {
        1 => format!("the record has no `{path}`, but it has `{elsewhere}`"),
        _ => format!(
            "none of {records} records has `{path}`, but {found} {} `{elsewhere}`",
            has(*found)
        ),
    };
    let draft = Draft::new(field.key_span(), message).help(format!("did you mean `{elsewhere}`?"));
    let list = match likeness {
        Likeness::OtherType => retyped(place, field.list),
        Likeness::SameName | Likeness::Spelling => Some(field.list.clone()),
    };
    let fixed = list.and_then(|list| moved(filter, field, place, &list));
    Some(match fixed {
        Some(fixed) => draft.fixed(fixed),
        None => draft,
    })
}

const fn has(count: u64) -> &'static str {
    if count == 1 { "has" } else { "have" }
}

/// Returns the list under another type of DynamoDB's; `None` if that type does not have these values.
fn retyped(place: &[String], list: &Json) -> Option<Json> {
    let is_number = |text: &str| text.parse::<f64>().is_ok();
    let is_written = |it: &Json| it.as_str().is_some_and(is_number);
    let values = crate::field::one_or_many(list);
    match place.last().map(String::as_str) {
        Some("N" | "NS") if !values.iter().all(is_written) => None,
        Some("N" | "NS" | "S" | "SS" | "B" | "BS") => Some(list.clone()),
        Some(_) | None => None,
    }
}

/// Returns the filter with a list at another path than the field; `None` inside `$or`.
fn moved(filter: &Filter<'_>, field: &Field<'_>, place: &[String], list: &Json) -> Option<Json> {
    let root = filter.root().members();
    let rest = without(
        root,
        &field
            .steps
            .iter()
            .map(|step| step.member)
            .collect::<Vec<_>>(),
    )?;
    Some(value(JsonKind::Object(with(rest, place, list)?)))
}

/// Returns the members without the one that `steps` lead to, and without objects that become empty.
fn without(members: &[Member], steps: &[&Member]) -> Option<Vec<Member>> {
    let (first, rest) = steps.split_first()?;
    let at = members
        .iter()
        .position(|it| it.key_span == first.key_span)?;
    let mut members = members.to_vec();
    if rest.is_empty() {
        members.remove(at);
        return Some(members);
    }
    let inner = without(members[at].value.members(), rest)?;
    if inner.is_empty() {
        members.remove(at);
    } else {
        members[at].value = value(JsonKind::Object(inner));
    }
    Some(members)
}

/// Returns the members with a list put at a path; `None` if something else stands there.
fn with(mut members: Vec<Member>, place: &[String], list: &Json) -> Option<Vec<Member>> {
    let (first, rest) = place.split_first()?;
    let at = members.iter().position(|it| it.key == first.as_bytes());
    if rest.is_empty() {
        members.push(member(first, list.clone()));
        return at.is_none().then_some(members);
    }
    let inner = match at {
        Some(at) if matches!(members[at].value.kind, JsonKind::Object(_)) => {
            members[at].value.members().to_vec()
        }
        Some(_) => return None,
        None => Vec::new(),
    };
    let inner = value(JsonKind::Object(with(inner, rest, list)?));
    match at {
        Some(at) => members[at].value = inner,
        None => members.push(member(first, inner)),
    }
    Some(members)
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::of_sample;

    #[test]
    fn field_at_another_level_is_found_and_moved() {
        let record =
            r#"{"body":"{\"detail\":{\"order\":[{\"state\":\"paid\",\"id\":1}]},\"id\":2}"}"#;
        for (pattern, fixed) in [
            (
                r#"{"body":{"state":["paid"]}}"#,
                r#"{"body":{"detail":{"order":{"state":["paid"]}}}}"#,
            ),
            (
                r#"{"body":{"id":[2],"detail":{"state":["paid"]}}}"#,
                r#"{"body":{"id":[2],"detail":{"order":{"state":["paid"]}}}}"#,
            ),
        ] {
            let finding = of_sample("L0213", "sqs", pattern, &[record, record]).remove(0);
            assert_eq!(finding.fixed.as_deref(), Some(fixed));
            assert!(
                finding.message.starts_with("none of 2 records has"),
                "{}",
                finding.message
            );
        }
    }

    #[test]
    fn mistake_that_another_rule_says_is_not_said_again() {
        let record = r#"{"messageAttributes":{"k":{"stringValue":"x"}},"body":"{\"k\":{\"stringValue\":\"x\"}}"}"#;
        for pattern in [
            r#"{"messageAttributes":{"j":{"stringValue":["x"]}}}"#,
            r#"{"body":{"j":{"stringvalue":["x"]}}}"#,
        ] {
            assert!(of_sample("L0213", "sqs", pattern, &[record]).is_empty());
        }
    }

    #[test]
    fn attributes_are_named_with_their_types() {
        let record =
            r#"{"eventName":"INSERT","dynamodb":{"NewImage":{"order":{"M":{"id":{"S":"a"}}}}}}"#;
        let pattern = r#"{"dynamodb":{"NewImage":{"id":{"S":["a"]}}}}"#;
        let finding = of_sample("L0213", "dynamodb", pattern, &[record]).remove(0);
        let fixed = r#"{"dynamodb":{"NewImage":{"order":{"M":{"id":{"S":["a"]}}}}}}"#;
        assert_eq!(finding.fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn key_in_other_case_is_found() {
        let record = r#"{"body":"{\"Order\":{\"State\":\"paid\"}}"}"#;
        let pattern = r#"{"body":{"order":{"state":["paid"]}}}"#;
        let finding = of_sample("L0213", "sqs", pattern, &[record]).remove(0);
        let fixed = r#"{"body":{"Order":{"State":["paid"]}}}"#;
        assert_eq!(finding.fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn fields_that_are_there_or_nowhere_are_not_found() {
        let record = r#"{"body":"{\"a\":{\"state\":1},\"state\":2}"}"#;
        for pattern in [
            r#"{"body":{"state":[9]}}"#,
            r#"{"body":{"colour":["red"]}}"#,
            r#"{"body":{"b":{"state":[{"exists":false}]}}}"#,
        ] {
            assert!(
                of_sample("L0213", "sqs", pattern, &[record]).is_empty(),
                "{pattern}"
            );
        }
    }
}
