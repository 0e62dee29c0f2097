//! The sentences of a report: model, assumptions, what is not saved, warnings. Facts are those of AWS's guides
//! (Lambda Developer Guide, "Control which events Lambda sends to your function" and the pages of each source;
//! AWS pricing pages; read 2026-11-23).

mod assumptions;
mod evidence;
mod model;
mod warnings;

use tidegate::Source;
use tidegate_mapping::Delivery;

use super::Report;
use super::headline::money;

pub(super) use assumptions::list as assumptions;
pub(super) use evidence::{Assumption, LEGEND};
pub(super) use model::model;
pub(super) use warnings::list as warnings;

/// Before the two statements that renderings with a place of their own for them leave out of the list.
pub(super) const MODEL_MARK: &str = "model: ";
pub(super) const NOT_SAVED_MARK: &str = "not saved: ";

/// Before the last one, which explains the letters.
pub(super) const LEGEND_MARK: &str = "evidence: ";

/// All statements as one list, for readers of the JSON.
pub(super) fn statements(report: &Report) -> Vec<String> {
    let mut list = vec![format!("{MODEL_MARK}{}", model(report))];
    list.extend(assumptions(report).iter().map(Assumption::to_string));
    list.push(format!("{NOT_SAVED_MARK}{}", not_saved(report.origin)));
    list.push(format!("{LEGEND_MARK}{LEGEND}"));
    list
}

/// What its source calls a lane, in the singular.
pub(super) fn lane_noun(report: &Report) -> &'static str {
    match &report.mapping {
        Delivery::Mapping(mapping) => mapping.lane_noun(),
        Delivery::Rule => "queue",
    }
}

/// What is not saved: in words, then the lines that have a price, then why others have none.
pub(super) fn not_saved_lines(report: &Report) -> Vec<String> {
    let mut list = vec![not_saved(report.origin).to_owned()];
    if let Some(cost) = &report.cost {
        let lines = cost.unchanged.iter();
        list.extend(lines.map(|line| {
            let amount = money(cost, line.amount);
            format!("{}: {amount} a month either way", line.name)
        }));
        list.extend(cost.unpriced.iter().cloned());
    }
    list
}

pub(super) fn not_saved(origin: Source) -> &'static str {
    match origin {
        Source::Sqs => {
            "SQS requests: a message is received, then filtered, then deleted; pollers of provisioned mode"
        }
        Source::Kinesis => {
            "Kinesis shard or stream hours, PUT units, and enhanced fan-out, which is paid for every \
             byte that reaches the poller"
        }
        Source::DynamoDb => {
            "DynamoDB writes and storage; reading the stream is free for Lambda triggers anyway"
        }
        Source::Kafka => {
            "brokers, traffic, and pollers of provisioned mode: every record is still read"
        }
        Source::Mq => "brokers and traffic: every message is still read",
        Source::EventBridge => {
            "putting events on the bus: they are paid whether a rule matches or not"
        }
    }
}
