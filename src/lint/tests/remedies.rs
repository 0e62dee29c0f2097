//! Filters with one mistake or several, with given records: each mistake has one finding, and the corrected filter
//! has the remedies of all of them and delivers the records.

use std::ops::ControlFlow;

use tidegate_batch::{Filters, Input, InputKind, Options, Route, evaluate};
use tidegate_lint::{Filter, Finding, Sample, Severity, lint, lint_sample};

/// A record of an order, as each source has it.
const SQS: &str = r#"{"messageId":"1","eventSource":"aws:sqs","body":"{\"order\":{\"state\":\"paid\",\"amount\":5},\"kind\":\"new\"}"}"#;
const KAFKA: &str = r#"{"topic":"t","partition":0,"offset":1,"value":"eyJzdGF0ZSI6InBhaWQifQ=="}"#;
const DYNAMODB: &str = r#"{"eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{"Keys":{"id":{"N":"101"}},"NewImage":{"id":{"N":"101"},"state":{"S":"paid"}}}}"#;

/// Sources, filters with mistakes, and the codes of their findings: before records are read, and from records.
const WRONG: &[(&str, &str, &[&str], &[&str])] = &[
    ("sqs", r#"{"state":["paid"]}"#, &["L0201"], &["L0213"]),
    (
        "sqs",
        r#"{"state":["paid"],"amount":[5]}"#,
        &["L0201", "L0201"],
        &["L0213", "L0213"],
    ),
    ("sqs", r#"{"body":{"state":["Paid"]}}"#, &[], &["L0213"]),
    (
        "sqs",
        r#"{"Body":{"kind":["new"]},"MessageID":["1"]}"#,
        &["L0202", "L0202"],
        &[],
    ),
    (
        "sqs",
        r#"{"Body":{"Kind":["NEW"]}}"#,
        &["L0202"],
        &["L0213"],
    ),
    (
        "sqs",
        r#"{"body":{"detail":{"kind":["new"]}}}"#,
        &[],
        &["L0213"],
    ),
    (
        "sqs",
        r#"{"body":{"kind":["New"],"order":{"amount":["5"]}}}"#,
        &[],
        &["L0220", "L0218"],
    ),
    (
        "sqs",
        r#"{"body":{"knd":["new"],"kind":["new"]}}"#,
        &[],
        &[],
    ),
    (
        "sqs",
        r#"{"body":{"order":{"stat":["paid"],"amuont":[5]}}}"#,
        &[],
        &["L0213", "L0213"],
    ),
    (
        "sqs",
        r#"{"value":{"payload":{"kind":["new"]}}}"#,
        &["L0202"],
        &["L0213"],
    ),
    (
        "sqs",
        r#"{"body":{"kind":["new|old"]},"eventSource":["sqs"]}"#,
        &["L0221"],
        &["L0220"],
    ),
    ("sqs", r#"{"$.body.kind":["new"]}"#, &["L0314"], &[]),
    (
        "sqs",
        r#"{"body":{"kind":{"$in":["new"]},"order":{"amount":{"$gt":[1]}}}}"#,
        &["L0313", "L0313"],
        &[],
    ),
    (
        "kafka",
        r#"{"value":{"payload":{"state":["paid"]}}}"#,
        &[],
        &["L0213"],
    ),
    ("kafka", r#"{"state":["paid"]}"#, &["L0201"], &[]),
    (
        "dynamodb",
        r#"{"NewImage":{"state":{"S":["paid"]}}}"#,
        &["L0201"],
        &[],
    ),
    (
        "dynamodb",
        r#"{"NewImage":{"state":["paid"]}}"#,
        &["L0201"],
        &[],
    ),
    (
        "dynamodb",
        r#"{"OldImage":{"state":["paid"]}}"#,
        &["L0201"],
        &["L0213"],
    ),
    (
        "dynamodb",
        r#"{"dynamodb":{"OldImage":{"state":["paid"]}}}"#,
        &["L0206"],
        &["L0213"],
    ),
    (
        "dynamodb",
        r#"{"dynamodb":{"NewImage":{"id":{"S":["101"]}}}}"#,
        &[],
        &["L0213"],
    ),
    (
        "dynamodb",
        r#"{"state":["paid"],"eventName":["Insert"]}"#,
        &["L0201", "L0208"],
        &[],
    ),
];

const fn record(source: &str) -> &'static str {
    match source.as_bytes() {
        b"kafka" => KAFKA,
        b"dynamodb" => DYNAMODB,
        _ => SQS,
    }
}

/// Adds the record to the sample, and returns whether the filter delivers it.
fn is_delivered(route: Route, text: &str, sample: Option<&mut Sample>) -> bool {
    let compiled = Filters::compile(route.source(), route.profile(), &[text]).unwrap();
    let options = Options {
        input: Some(InputKind::Record),
        ..Options::default()
    };
    let (mut is_delivered, mut sample) = (false, sample);
    let record = record(&route.to_string()).as_bytes();
    let input = Input::open(record, route.source(), &options).unwrap();
    evaluate(&compiled, input, &options, &mut |outcome| {
        is_delivered = outcome.judged.disposition.name() == "delivered";
        if let Some(sample) = &mut sample {
            sample.take(&outcome);
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    is_delivered
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    let mistakes = findings.iter().filter(|it| it.severity > Severity::Info);
    mistakes.map(|it| it.code).collect()
}

/// Returns the one corrected filter; `None` if no finding has one.
fn remedy(findings: &[Finding], text: &str) -> Option<String> {
    let mistakes = findings.iter().filter(|it| it.severity > Severity::Info);
    let mut remedies: Vec<_> = mistakes.filter_map(|it| it.fixed.clone()).collect();
    remedies.dedup();
    assert!(remedies.len() < 2, "{text}: {remedies:?}");
    remedies.pop()
}

#[test]
fn remedies_of_all_mistakes_together_deliver_the_records() {
    for &(source, text, before, shown) in WRONG {
        let route: Route = source.parse().unwrap();
        let filters = [Filter::read(text, route, route.profile()).unwrap()];
        let found = lint(&filters);
        assert_eq!(codes(&found), before, "{text}");
        let compiled = Filters::compile(route.source(), route.profile(), &[text]).unwrap();
        let mut sample = Sample::new(&filters, &compiled);
        let is_right = is_delivered(route, text, Some(&mut sample));
        let found_in_records = lint_sample(&filters, &sample);
        assert_eq!(codes(&found_in_records), shown, "{text}");
        let remedy = remedy(&found_in_records, text).or_else(|| remedy(&found, text));
        let Some(remedy) = remedy else {
            assert!(before.is_empty() && shown.is_empty(), "{text}: no remedy");
            continue;
        };
        assert!(!is_right, "{text}");
        assert!(is_delivered(route, &remedy, None), "{text}: {remedy}");
    }
}
