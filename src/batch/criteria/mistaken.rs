//! Refuses documents that were given as filters by mistake: records, and what AWS prints of things that have no filters.
//! Read as a pattern, such a document has an error for each of its values.

use tidegate::{Profile, Rule, Span};
use tidegate_json::{Json, JsonKind};

use super::error::{CriteriaError, none};
use super::record_like::is_record;
use crate::input::{Recognised, recognised_records};

/// The help for records that were given as a filter.
const RECORDS: &str = "a filter is such as {\"body\": {\"state\": [\"paid\"]}}; records are for `tidegate match -f FILTER RECORDS`";

/// Members that only the configuration of a function has. (Lambda API Reference, "FunctionConfiguration", read
/// 2026-11-30.)
const FUNCTION_MEMBERS: [&str; 3] = ["Runtime", "Handler", "CodeSize"];

/// Returns an error if the document holds functions or pipes as AWS lists them, without their filters.
pub(super) fn refuse_lists_of_aws(root: &Json) -> Result<(), CriteriaError> {
    let span = Span::new(root.span.start, root.span.start + 1);
    if list(root, "Pipes").is_some_and(|pipes| pipes.iter().all(is_listed_pipe)) {
        return Err(none(
            span,
            "`aws pipes list-pipes` prints pipes without their filters",
            PIPES,
        ));
    }
    let elements = match &root.kind {
        JsonKind::Array(elements) if !elements.is_empty() => Some(elements.as_slice()),
        _ => None,
    };
    if elements.is_some_and(|pipes| pipes.iter().all(is_listed_pipe)) {
        return Err(none(
            span,
            "these pipes are listed without their filters",
            PIPES,
        ));
    }
    let functions = list(root, "Functions").or(elements);
    let is_list = functions.is_some_and(|all| !all.is_empty() && all.iter().all(is_function));
    let is_one = is_function(root) || root.get("Configuration").is_some_and(is_function);
    if is_list || is_one {
        return Err(none(
            span,
            "this is a function, which has no filters of its own",
            FUNCTIONS,
        ));
    }
    Ok(())
}

const PIPES: &str = "`aws pipes describe-pipe --name NAME` prints one pipe with its filters";

const FUNCTIONS: &str = "`aws lambda list-event-source-mappings --function-name NAME` prints its mappings with their filters";

fn list<'j>(root: &'j Json, key: &str) -> Option<&'j [Json]> {
    match root.get(key).map(|value| &value.kind) {
        Some(JsonKind::Array(list)) => Some(list),
        _ => None,
    }
}

fn is_text(json: &Json, key: &str) -> bool {
    json.get(key).and_then(Json::as_str).is_some()
}

/// Returns whether it is a pipe as `list-pipes` prints it. `describe-pipe` prints its role too. (EventBridge Pipes API
/// Reference, "Pipe" and "DescribePipe", read 2026-11-30.)
fn is_listed_pipe(json: &Json) -> bool {
    let is_pipe =
        is_text(json, "Source") && is_text(json, "Target") && is_text(json, "CurrentState");
    is_pipe && json.get("RoleArn").is_none() && json.get("SourceParameters").is_none()
}

/// Returns whether it is the configuration of a function. A mapping has its `FunctionArn` too.
pub(super) fn is_function(json: &Json) -> bool {
    let has = FUNCTION_MEMBERS.iter().any(|key| json.get(key).is_some());
    has && is_text(json, "FunctionArn")
}

/// Returns an error if the document holds records, or several payloads, and not a filter.
pub(super) fn refuse_records(document: &str, root: &Json) -> Result<(), CriteriaError> {
    let first = match &root.kind {
        JsonKind::Array(elements) => elements.first(),
        JsonKind::Object(_) => Some(root),
        _ => None,
    };
    let Some(first) = first.filter(|first| is_refused(document, first)) else {
        return Ok(());
    };
    let are_several = are_payloads(document, root);
    let message = match recognised_records(document.as_bytes()) {
        Some(Recognised::Bare(_)) if !are_several && !is_record(first) => return Ok(()),
        Some(Recognised::Bare(title) | Recognised::Printed(title)) => {
            format!("this is not a filter; it holds {title}")
        }
        None if are_several => "this is not a filter; it holds payloads".to_owned(),
        None => return Ok(()),
    };
    let span = Span::new(first.span.start, first.span.start + 1);
    Err(none(span, &message, RECORDS))
}

/// Returns whether no service takes the value as a pattern.
fn is_refused(document: &str, json: &Json) -> bool {
    !Rule::errors(&document[json.span.range()], Profile::Ruler).is_empty()
}

/// Returns whether the document holds several objects that all have values outside of lists, which no pattern has.
fn are_payloads(document: &str, root: &Json) -> bool {
    match &root.kind {
        JsonKind::Array(elements) => elements.len() > 1 && elements.iter().all(is_payload),
        _ => {
            let after = document[root.span.end..].trim_ascii_start();
            let next = Json::parse_first(after);
            is_payload(root) && next.is_ok_and(|next| is_payload(&next))
        }
    }
}

/// Returns whether the value is an object most of whose members are neither lists nor objects.
fn is_payload(json: &Json) -> bool {
    let JsonKind::Object(members) = &json.kind else {
        return false;
    };
    let is_bare = |kind: &JsonKind| !matches!(kind, JsonKind::Array(_) | JsonKind::Object(_));
    let bare = members.iter().filter(|it| is_bare(&it.value.kind)).count();
    bare > 0 && bare * 2 >= members.len()
}

#[cfg(test)]
mod tests {
    use super::super::Criteria;

    fn refused(document: &str) -> Option<String> {
        let error = Criteria::read(document, None).err()?;
        Some(format!(
            "{} {}",
            error.message,
            error.help.unwrap_or_default()
        ))
    }

    #[test]
    fn records_are_not_a_filter() {
        for document in [
            r#"{"Records":[{"messageId":"1","body":"{}","eventSource":"aws:sqs"}]}"#,
            r#"{"Messages":[{"MessageId":"1","ReceiptHandle":"r","Body":"{}"}]}"#,
            r#"{"messageId":"1","receiptHandle":"r","body":"{}"}"#,
            r#"[{"kinesis":{"data":"e30="},"eventSource":"aws:kinesis"}]"#,
            r#"{"version":"0","id":"i","detail-type":"x","source":"shop","time":"t","region":"r","detail":{"a":1}}"#,
            "{\"detail-type\":\"x\",\"source\":\"shop\"}\n{\"detail-type\":\"y\",\"source\":\"shop\"}\n",
            "{\"a\":1,\"b\":2}\n{\"a\":2,\"b\":3}\n",
            r#"[{"a":"x"},{"a":"y"}]"#,
        ] {
            let words = refused(document).unwrap_or_default();
            assert!(words.contains("not a filter"), "{document}: {words}");
            assert!(
                words.contains("match -f FILTER RECORDS"),
                "{document}: {words}"
            );
        }
    }

    #[test]
    fn patterns_that_look_like_records_are_filters() {
        for document in [
            r#"{"detail-type":["x"],"source":["shop"],"detail":{"a":[1]}}"#,
            r#"{"messageId":["1"],"receiptHandle":["r"],"body":{"a":[1]}}"#,
            r#"[{"body":{"a":[1]}},{"body":{"a":[2]}}]"#,
            // Reported where they stand, with the list that is missing.
            r#"{"body":{"state":"paid"}}"#,
            r#"{"state":"paid"}"#,
            r#"{"detail-type":"OrderPaid"}"#,
            r#"{"source":["aws.s3"],"detail-type":"Object Created"}"#,
            r#"{"dynamodb":{"NewImage":{"status":{"L":[{"S":["a"]}]}}}}"#,
        ] {
            assert_eq!(refused(document), None, "{document}");
        }
    }

    #[test]
    fn lists_of_aws_without_filters_name_the_command_that_prints_them() {
        for (document, command) in [
            (
                r#"{"Pipes":[{"Arn":"arn:aws:pipes:r:1:pipe/p","Name":"p","Source":"arn:aws:sqs:r:1:q","Target":"t","CurrentState":"RUNNING"}]}"#,
                "describe-pipe",
            ),
            (
                r#"{"Functions":[{"FunctionName":"f","FunctionArn":"arn:aws:lambda:r:1:function:f","Runtime":"python3.13"}]}"#,
                "list-event-source-mappings",
            ),
            (
                r#"{"FunctionName":"f","FunctionArn":"arn:aws:lambda:r:1:function:f","Handler":"h","State":"Active"}"#,
                "list-event-source-mappings",
            ),
            (
                r#"{"Configuration":{"FunctionArn":"arn:aws:lambda:r:1:function:f","CodeSize":1},"Code":{}}"#,
                "list-event-source-mappings",
            ),
        ] {
            let words = refused(document).unwrap_or_default();
            assert!(words.contains(command), "{document}: {words}");
        }
    }
}
