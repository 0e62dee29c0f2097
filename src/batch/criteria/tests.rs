//! Hand-made documents of every form.

use super::*;
use crate::route::Route;

fn texts(document: &str) -> Vec<String> {
    Criteria::read(document, None)
        .unwrap()
        .filters
        .into_iter()
        .map(|filter| filter.text)
        .collect()
}

fn error(document: &str) -> (&'static str, &str) {
    let error = Criteria::read(document, None).unwrap_err();
    (error.code, &document[error.span.range()])
}

#[test]
fn every_form_of_document_yields_the_same_patterns() {
    let (one, two) = (r#"{"body": {"a": [1]}}"#, r#"{"body":{"b":[2]}}"#);
    let quoted = r#""{\"body\":{\"b\":[2]}}""#;
    for document in [
        format!("[{one}, {two}]"),
        format!("[{one}, {quoted}]"),
        format!(r#"{{"Filters": [{{"Pattern": {one}}}, {{"Pattern": {quoted}}}]}}"#),
        format!(
            r#"{{"FilterCriteria": {{"Filters": [{{"Pattern": {one}}}, {{"Pattern": {two}}}]}}}}"#
        ),
        format!(
            r#"{{"UUID": "x", "FilterCriteria": {{"Filters": [{{"Pattern": {one}}}, {{"Pattern": {quoted}}}]}}, "State": "Enabled"}}"#
        ),
    ] {
        assert_eq!(texts(&document), [one, two], "{document}");
    }
}

#[test]
fn document_of_one_pattern_loses_only_its_last_line_break() {
    assert_eq!(texts(" {\"a\":[1]} \r\n"), [" {\"a\":[1]} "]);
    assert_eq!(texts("{\"a\":[1]}\n\n"), ["{\"a\":[1]}\n"]);
}

#[test]
fn object_that_only_resembles_filter_criteria_is_a_pattern() {
    for document in [
        r#"{"Filters": ["a"]}"#,
        r#"{"Filters": [{"prefix": "a"}]}"#,
        r#"{"Filters": [{"Pattern": "{}"}], "detail": ["x"]}"#,
        r#"{"FilterCriteria": ["x"]}"#,
        r#"{"FilterCriteria": {"Filters": ["x"]}}"#,
        "not JSON at all",
        "5",
    ] {
        assert_eq!(texts(document), [document]);
    }
}

#[test]
fn empty_object_among_filters_is_an_empty_filter() {
    assert_eq!(texts(r#"{"Filters": [{}]}"#), ["{}"]);
    let wrapped = r#"{"FilterCriteria": {"Filters": [{"Pattern": "{}"}, { }]}}"#;
    assert_eq!(texts(wrapped), ["{}", "{ }"]);
}

#[test]
fn names_are_kept() {
    let document = r#"{"Filters": [{"Name": "paid", "Pattern": "{}"}, {"Pattern": "{}"}]}"#;
    let names: Vec<_> = Criteria::read(document, None)
        .unwrap()
        .filters
        .into_iter()
        .map(|f| f.name)
        .collect();
    assert_eq!(names, [Some("paid".to_owned()), None]);
}

#[test]
fn offset_in_an_escaped_pattern_maps_to_the_document() {
    let document = r#"[ "{\"\u00e9\\n\":[ ]}" ]"#;
    let criteria = Criteria::read(document, None).unwrap();
    let filter = &criteria.filters[0];
    let at = filter.text.find("[ ]").unwrap();
    let span = filter.span_in(document, Span::new(at, at + 3));
    assert_eq!(&document[span.range()], "[ ]");
    let end = filter.span_in(document, Span::new(filter.text.len(), filter.text.len()));
    assert_eq!(&document[end.start..], "\" ]");
}

#[test]
fn offset_in_an_object_pattern_maps_to_the_document() {
    let document = r#"{"Filters": [{"Pattern": {"a": []}}]}"#;
    let criteria = Criteria::read(document, None).unwrap();
    let span = criteria.filters[0].span_in(document, Span::new(6, 8));
    assert_eq!(&document[span.range()], "[]");
    assert_eq!(criteria.remarks.len(), 1);
}

#[test]
fn value_that_is_not_a_filter_is_located() {
    assert_eq!(error(r#"[{"a":[1]}, 5]"#), ("E0401", "5"));
    assert_eq!(
        error(r#"{"Filters": [{"Pattern": null}]}"#),
        ("E0401", "null")
    );
    assert_eq!(error(r#"[["a"]]"#), ("E0401", r#"["a"]"#));
    assert_eq!(error(r#"["\ud800"]"#), ("E0401", r#""\ud800""#));
}

#[test]
fn document_without_filters_is_refused() {
    for document in [
        "[]",
        r#"{"Filters": []}"#,
        r#"{"FilterCriteria": {}}"#,
        r#"{"FilterCriteria":{"Filters":[]}}"#,
    ] {
        assert_eq!(error(document).0, "E0402", "{document}");
    }
}

#[test]
fn text_after_a_list_is_refused_and_after_a_pattern_remarked() {
    assert_eq!(error(r#"[{"a":[1]}] x"#), ("E0101", "x"));
    let document = "{\"a\":[1]}\n{\"b\":[2]}\n";
    let criteria = Criteria::read(document, None).unwrap();
    assert_eq!(criteria.filters.len(), 1);
    assert_eq!(&document[criteria.remarks[0].span.range()], r#"{"b":[2]}"#);
}

#[test]
fn quota_depends_on_the_number_of_filters() {
    let quotas = [5, 6, 10, 11].map(Quota::of);
    let expected = [
        Quota::Within,
        Quota::NeedsIncrease,
        Quota::NeedsIncrease,
        Quota::Exceeded,
    ];
    assert_eq!(quotas, expected);
}

/// A mapping as `get-event-source-mapping` prints it; the values are made up.
fn mapping(uuid: &str, function: &str, source: &str, criteria: &str) -> String {
    format!(
        r#"{{"UUID":"{uuid}","EventSourceArn":"{source}","FunctionArn":"arn:aws:lambda:eu-west-1:111122223333:function:{function}","FilterCriteria":{criteria},"State":"Enabled"}}"#
    )
}

const QUEUE: &str = "arn:aws:sqs:eu-west-1:111122223333:orders";
const STREAM: &str = "arn:aws:kinesis:eu-west-1:111122223333:stream/orders";
const A: &str = r#"{"Filters":[{"Pattern":"{\"body\":{\"a\":[1]}}"}]}"#;
const B: &str = r#"{"Filters":[{"Pattern":"{\"data\":{\"b\":[2]}}"}]}"#;

fn picked(document: &str, name: &str) -> Result<String, CriteriaError> {
    let mut criteria = Criteria::read(document, Some(name))?;
    Ok(criteria.filters.remove(0).text)
}

#[test]
fn printed_mapping_or_pipe_names_its_route() {
    let kafka = r#"{"UUID":"u","SelfManagedEventSource":{"Endpoints":{}},"State":"Enabled","FilterCriteria":{"Filters":[{"Pattern":"{}"}]}}"#;
    let pipe = |source: &str| {
        format!(
            r#"{{"Arn":"arn:aws:pipes:eu-west-1:1:pipe/p","Name":"p","Source":"{source}","SourceParameters":{{"FilterCriteria":{A}}}}}"#
        )
    };
    for (document, route) in [
        (mapping("u", "f", QUEUE, A), "sqs"),
        (mapping("u", "f", STREAM, B), "kinesis"),
        (kafka.to_owned(), "kafka"),
        (pipe(STREAM), "pipes/kinesis"),
        (pipe("smk://broker:9092"), "pipes/kafka"),
    ] {
        let criteria = Criteria::read(&document, None).unwrap();
        assert_eq!(criteria.route.map(Route::name), Some(route), "{document}");
        assert_eq!(criteria.filters.len(), 1);
    }
    let unknown = mapping("u", "f", "arn:aws:s3:::b", A);
    assert_eq!(Criteria::read(&unknown, None).unwrap().route, None);
}

#[test]
fn mapping_is_picked_by_uuid_or_function() {
    let (first, second) = (
        mapping("u-1", "f", QUEUE, A),
        mapping("u-2", "g", STREAM, B),
    );
    for document in [
        format!("[{first},{second}]"),
        format!(r#"{{"EventSourceMappings":[{first},{second}]}}"#),
    ] {
        let error = Criteria::read(&document, None).unwrap_err();
        assert_eq!(error.code, "E0403");
        let labels = ["u-1 (sqs, function f)", "u-2 (kinesis, function g)"];
        assert_eq!(error.choices, labels);
        for name in ["u-2", "g"] {
            assert_eq!(picked(&document, name).unwrap(), r#"{"data":{"b":[2]}}"#);
        }
        assert_eq!(picked(&document, "h").unwrap_err().code, "E0403");
    }
}

#[test]
fn mappings_with_the_same_filters_need_no_name() {
    let (first, second) = (mapping("u-1", "f", QUEUE, A), mapping("u-2", "g", QUEUE, A));
    let document = format!(r#"{{"EventSourceMappings":[{first},{second}]}}"#);
    assert_eq!(texts(&document), [r#"{"body":{"a":[1]}}"#]);
    let other = mapping("u-3", "f", STREAM, A);
    let document = format!("[{first},{second},{other}]");
    assert_eq!(error(&document).0, "E0403", "another source");
    assert_eq!(
        picked(&document, "f").unwrap_err().code,
        "E0403",
        "two are called f"
    );
    let none = mapping("u-4", "f", QUEUE, "null");
    assert_eq!(
        error(&format!("[{first},{none}]")).0,
        "E0403",
        "one has no filter"
    );
}

#[test]
fn rule_on_a_schedule_is_not_a_choice() {
    let scheduled = r#"{"Name":"nightly","Arn":"arn:aws:events:eu-west-1:1:rule/nightly","ScheduleExpression":"rate(1 day)"}"#;
    let rule = r#"{"Name":"paid","Arn":"arn:aws:events:eu-west-1:1:rule/paid","EventPattern":"{\"source\":[\"shop\"]}"}"#;
    let document = format!(r#"{{"Rules":[{scheduled},{rule}]}}"#);
    let criteria = Criteria::read(&document, None).unwrap();
    assert_eq!(criteria.filters[0].name.as_deref(), Some("paid"));
    let alone = Criteria::read(scheduled, None).unwrap_err();
    assert_eq!(alone.message, "the rule nightly has no event pattern");
}

#[test]
fn mapping_without_filters_is_refused() {
    for criteria in ["null", "{}", r#"{"Filters":[]}"#] {
        let error = Criteria::read(&mapping("u-1", "f", QUEUE, criteria), None).unwrap_err();
        assert_eq!(error.message, "the mapping u-1 has no filter");
        assert_eq!(error.help.as_deref(), Some("Lambda gets every record"));
    }
    let encrypted = mapping(
        "u-1",
        "f",
        QUEUE,
        r#"null,"KMSKeyArn":"arn:aws:kms:r:1:key/k""#,
    );
    let error = Criteria::read(&encrypted, None).unwrap_err();
    assert!(error.help.unwrap().contains("encrypted"));
}

#[test]
fn value_that_aws_does_not_print_is_located() {
    let document = mapping("u", "f", QUEUE, r#"{"Filters":["x"]}"#);
    assert_eq!(error(&document), ("E0401", r#"["x"]"#));
    let document = mapping("u", "f", QUEUE, "5");
    assert_eq!(error(&document), ("E0401", "5"));
    let cluster = mapping("u", "f", "arn:aws:rds:r:1:cluster:c", A);
    assert_eq!(error(&cluster), ("E0404", "\"arn:aws:rds:r:1:cluster:c\""));
    assert_eq!(error(r#"{"EventSourceMappings":[]}"#).0, "E0402");
}

#[test]
fn name_is_refused_if_there_is_nothing_to_pick_from() {
    for document in [
        r#"{"body":{"a":[1]}}"#,
        "not JSON",
        r#"[{"body":{"a":[1]}}]"#,
    ] {
        assert_eq!(
            picked(document, "x").unwrap_err().code,
            "E0403",
            "{document}"
        );
    }
}

#[test]
fn pattern_with_one_key_of_a_mapping_is_a_pattern() {
    for document in [
        r#"{"UUID":"x"}"#,
        r#"{"UUID":["x"],"State":["y"]}"#,
        r#"{"Name":["x"],"EventPattern":{"a":[1]}}"#,
        r#"{"Source":["x"],"SourceParameters":{"a":[1]}}"#,
        r#"{"Rules":[{"prefix":"a"}]}"#,
    ] {
        assert_eq!(texts(document), [document]);
    }
}

#[test]
fn closing_brackets_after_a_pattern_are_said_to_be_too_many() {
    for (after, words) in [
        ("}", "one closing bracket too many"),
        ("}]", "too many closing brackets"),
        (r#"{"a":[1]}"#, "several patterns as a list"),
    ] {
        let criteria = Criteria::read(&format!(r#"{{"body":["x"]}}{after}"#), None).unwrap();
        let help = &criteria.remarks[0].help;
        assert!(help.contains(words), "{after}: {help}");
    }
}
