//! What AWS bills besides invocations and run time, worked by hand with the prices of us-east-1.

use tidegate_estimate::{Arrivals, EstimateRequest, Report};
use tidegate_mapping::MappingOptions;

use crate::harness::{Payload, ask_about, request};

const KB: usize = 1_024;

/// The amount of a line that no filter changes.
fn unchanged(report: &Report, name: &str) -> String {
    let cost = report.cost.as_ref().unwrap();
    let line = cost.unchanged.iter().find(|line| line.name == name);
    line.unwrap_or_else(|| panic!("{name} in {:?}", cost.unchanged))
        .amount
        .plain()
}

/// A thousand records of this size, of which one in ten is delivered.
fn payloads(bytes: usize) -> impl Iterator<Item = Payload> {
    (0..1_000).map(move |at| Payload {
        is_delivered: at % 10 == 0,
        bytes,
        ..Payload::default()
    })
}

/// 100,000,000 messages of 200 KB in full reads of ten: 2,000 KB are 31.25 units of 64 KB, so each of 10,000,000
/// receives counts as 32 requests, and each batch is deleted with one: 330,000,000 requests, less 1,000,000 free ones, at
/// $0.40 a million = $131.60.
#[test]
fn queue_with_large_messages_is_billed_by_64_kb() {
    let request = EstimateRequest {
        arrivals: Arrivals::Backlog,
        ..request("sqs", &MappingOptions::default(), Some("100000000/month"))
    };
    let report = ask_about(&request, payloads(200 * KB));
    assert_eq!(unchanged(&report, "SQS requests"), "131.60");
    // Small ones: 20,000,000 requests less 1,000,000 = $7.60.
    let report = ask_about(&request, payloads(100));
    assert_eq!(unchanged(&report, "SQS requests"), "7.60");
}

/// 10,000,000 events of 300 KB on a bus: 4.69, so 5 units of 64 KB each: 50,000,000 at $1.00 a million = $50.00. Each
/// asynchronous invocation is one request for 256 KB and one for the 44 KB beyond: 20,000,000 at $0.20 a million = $4.00,
/// a tenth of it with the filter.
#[test]
fn bus_with_large_events_is_billed_by_64_kb() {
    let request = request(
        "eventbridge",
        &MappingOptions::default(),
        Some("10000000/month"),
    );
    let report = ask_about(&request, payloads(300 * KB));
    assert_eq!(unchanged(&report, "EventBridge custom events"), "50.00");
    let cost = report.cost.as_ref().unwrap();
    let requests = cost
        .lines
        .iter()
        .find(|line| line.name == "Lambda requests");
    let requests = requests.unwrap();
    assert_eq!(requests.today.plain(), "4.00");
    assert_eq!(requests.filtered.expected.plain(), "0.40");
}

/// Events of AWS's own services are free: of 1,000,000 events a month, half are the account's own, at $1.00 a million.
#[test]
fn events_of_aws_itself_are_free() {
    let request = request(
        "eventbridge",
        &MappingOptions::default(),
        Some("1000000/month"),
    );
    let events = (0..1_000).map(|at| Payload {
        text: ["{\"source\": \"aws.s3\"}", "{\"source\": \"shop\"}"][at % 2],
        ..Payload::default()
    });
    let report = ask_about(&request, events);
    assert_eq!(unchanged(&report, "EventBridge custom events"), "0.50");
}
