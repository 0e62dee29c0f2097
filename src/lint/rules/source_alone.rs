//! L0408: a rule that takes all events of an AWS service.

use tidegate_json::Json;

use super::catch_all_rule::PLACES;
use crate::explanation::{Example, Explanation};
use crate::field::{Field, operand};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0408",
        name: "source-without-detail-type",
        severity: Severity::Info,
        also: None,
        meaning: "The rule asks for events of an AWS service by their source alone, so all events of the service match: \
                  not only that an object was created, but also that one was deleted or tagged. The detail-type says what \
                  an event reports (EventBridge User Guide, \"AWS service event metadata\", read 2026-11-30).",
        example: Example::of("eventbridge", &[r#"{"source":["aws.s3"]}"#]),
        fix: "Name the detail-type: {\"source\":[\"aws.s3\"],\"detail-type\":[\"Object Created\"]}.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    if !filter.is_of_bus() {
        return Vec::new();
    }
    let fields = filter.fields();
    let mut others = fields.all.iter().filter(|field| field.path() != "source");
    if others.any(|field| !PLACES.contains(&field.path().as_str())) {
        return Vec::new();
    }
    let sources = fields.all.iter().filter(|field| field.path() == "source");
    let of_services = sources.filter(|field| field.values.iter().all(is_of_service));
    of_services.map(draft).collect()
}

/// Returns whether the wanted source is one of AWS's services. Their names begin with `aws.`, and no other does (same
/// page).
fn is_of_service(wanted: &Json) -> bool {
    let text = operand(wanted, "prefix").unwrap_or(wanted).as_str();
    text.is_some_and(|text| text.starts_with("aws."))
}

fn draft(field: &Field<'_>) -> Draft {
    let message = format!("all events of {} match, whatever they report", field.list);
    Draft::new(field.list.span, message).help("name the detail-type of the events you want")
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn sources_of_aws_alone_are_found() {
        for pattern in [
            r#"{"source":["aws.s3"]}"#,
            r#"{"source":["aws.s3","aws.ec2"],"region":["eu-north-1"]}"#,
            r#"{"source":[{"prefix":"aws."}]}"#,
        ] {
            found("L0408", "eventbridge", pattern);
        }
    }

    #[test]
    fn sources_with_more_and_sources_of_ones_own_are_not_found() {
        for pattern in [
            r#"{"source":["aws.s3"],"detail-type":["Object Created"]}"#,
            r#"{"source":["aws.s3"],"detail":{"bucket":{"name":["b"]}}}"#,
            r#"{"source":["aws.s3"],"resources":["arn"]}"#,
            r#"{"source":["shop"]}"#,
            r#"{"source":["aws.s3","shop"]}"#,
        ] {
            clean("L0408", "eventbridge", pattern);
        }
        clean("L0408", "sqs", r#"{"body":{"source":["aws.s3"]}}"#);
    }
}
