//! Costs and loads that the filters do not reduce, though a reader might expect it.

use tidegate::Source;
use tidegate_figures::{Decimal, MONTH_SECONDS, count, counted, exact};
use tidegate_mapping::{Destination, Discarded, Mapping, StreamMode};
use tidegate_price::bill::Line;
use tidegate_price::{Item, Money, NoPrice};
use tidegate_report::{Note, NoteKind};

use crate::model::{Cost, GroupCost, Report};

impl Report {
    /// Lists what the filters do not reduce, though a reader might expect it.
    #[must_use]
    pub fn not_saved(&self) -> &'static str {
        not_saved(self.route.source())
    }
}

/// The word before the costs that are not saved.
pub(super) const WORD: &str = "not saved";

/// Returns whether the note is one about costs that are not saved.
pub(in crate::document) fn is_not_saved(note: &Note) -> bool {
    note.word == WORD
}

/// Returns the costs that are paid either way: first in words, then each line that has a price.
pub(in crate::document) fn not_saved_note(report: &Report) -> Note {
    let mut list = vec![report.not_saved().to_owned()];
    if let Some(cost) = &report.cost {
        let lines = cost.unchanged.iter();
        list.extend(lines.map(|line| {
            let amount = cost.currency.amount(line.amount);
            let most = pollers_most(cost, line).map_or_else(String::new, |most| {
                // A share of units is not a number of them.
                let pollers = match cost.poller_group {
                    Some(GroupCost::Whole(_)) => "its most pollers".to_owned(),
                    Some(GroupCost::Least(_)) | None => format!("all {}", most_pollers(most)),
                };
                format!(
                    ", up to {} with {pollers} all month",
                    cost.currency.amount(most.amount)
                )
            });
            let group = poller_group(cost, line).unwrap_or_default();
            format!("{}: {amount} a month either way{most}{group}", line.name)
        }));
    }
    Note::new(WORD, NoteKind::Named, list)
}

/// The line of all pollers, if this is the line of the fewest and there can be more.
fn pollers_most<'c>(cost: &'c Cost, line: &Line) -> Option<&'c Line> {
    let most = cost.pollers_most.as_ref();
    most.filter(|most| most.item == line.item && most.quantity > line.quantity)
}

/// Returns the least that the line can be, if other mappings share the pollers.
fn least_share<'c>(cost: &'c Cost, line: &Line) -> Option<&'c Line> {
    match cost.poller_group.as_ref()? {
        GroupCost::Least(least) => Some(least).filter(|least| least.item == line.item),
        GroupCost::Whole(_) => None,
    }
}

/// Returns what the line has to do with the mapping's poller group.
fn poller_group(cost: &Cost, line: &Line) -> Option<String> {
    let group = cost.poller_group.as_ref()?;
    if line.item != Item::KafkaPollers {
        return None;
    }
    Some(match group {
        GroupCost::Whole(whole) => format!(
            "; this is its share of the {} of its poller group ({})",
            most_pollers(whole),
            cost.currency.amount(whole.amount)
        ),
        GroupCost::Least(least) => format!(
            "; as little as {} if other mappings of its poller group fill its units: --poller-group says how many pollers \
             they have",
            cost.currency.amount(least.amount)
        ),
    })
}

/// Returns how many run at once: `40 poller units`.
fn most_pollers(most: &Line) -> String {
    let hours = Decimal::from(MONTH_SECONDS / 3_600);
    let units = (most.quantity / hours).ceil();
    match units == Decimal::ONE {
        true => "poller unit".to_owned(),
        false => format!("{} poller units", exact(units)),
    }
}

/// Names the items of the bill without a price. `None` if all have one.
pub(in crate::document) fn unpriced_note(report: &Report) -> Option<Note> {
    let unpriced = report.cost.iter().flat_map(|cost| &cost.unpriced);
    let list: Vec<_> = unpriced
        .map(NoPrice::to_string)
        .chain(destination(report))
        .chain(retention(report))
        .collect();
    (!list.is_empty()).then(|| Note::new("not priced", NoteKind::Named, list))
}

/// The notices to a destination for discarded records, as far as they have no price, or cost more than their requests.
fn destination(report: &Report) -> Option<String> {
    let notices = report.basis.replay()?.notices?;
    let Discarded::To(destination) = report.delivery.mapping()?.discarded() else {
        return None;
    };
    let number = || {
        format!(
            "{} of discarded batches a month ({} today, at most {} with the filter)",
            counted(notices.filtered, "notice"),
            count(notices.unfiltered),
            count(notices.filtered_most)
        )
    };
    match destination {
        Destination::Sqs => None,
        Destination::Sns => {
            Some("deliveries of the on-failure topic to its subscriptions".to_owned())
        }
        Destination::S3 => {
            Some("the storage of the records that on-failure notices put into S3".to_owned())
        }
        Destination::Kafka => Some(format!(
            "{}: a topic of Kafka has no price for each request",
            number()
        )),
        Destination::Unknown => Some(format!(
            "{}: their price depends on the destination; name it with --on-failure sqs, sns, s3 or kafka",
            number()
        )),
    }
}

/// How long a stream keeps a record at no cost, in seconds.
const FREE_SECONDS: u32 = 86_400;

/// The retention of a stream in on-demand mode, which is paid by other units than that of shards.
fn retention(report: &Report) -> Option<String> {
    let Mapping::Kinesis(kinesis) = report.delivery.mapping()? else {
        return None;
    };
    let is_longer = kinesis.retention.get() > FREE_SECONDS && kinesis.mode == StreamMode::OnDemand;
    (is_longer && report.cost.is_some())
        .then(|| "records kept for more than 24 hours by a stream in on-demand mode".to_owned())
}

/// Names the costs that are paid either way in one line, with their amounts where prices are known.
pub(in crate::document) fn not_saved_short(report: &Report) -> Note {
    let priced = report.cost.iter().flat_map(|cost| {
        let lines = cost.unchanged.iter();
        lines.map(|line| {
            if line.amount == Money::ZERO {
                return line.name.to_owned();
            }
            let amount = |line: &Line| cost.currency.rough(line.amount);
            let least = amount(least_share(cost, line).unwrap_or(line));
            let most = amount(pollers_most(cost, line).unwrap_or(line));
            match least == most {
                true => format!("{} ({least})", line.name),
                false => format!("{} ({least} to {most})", line.name),
            }
        })
    });
    let items = report.cost.iter().flat_map(|cost| &cost.unpriced);
    let items = items.map(|why| why.item);
    let items = items.filter(|item| !is_changed(*item, report.route.source()));
    let unpriced = items.map(|item| format!("{item} (no price known)"));
    let priced: Vec<_> = priced.chain(unpriced).collect();
    let (bare, rest) = short(report);
    let lines = match priced.as_slice() {
        [] => bare.to_owned(),
        lines => lines.join(", "),
    };
    Note::new(WORD, NoteKind::Named, [format!("{lines}{rest}")])
}

/// Returns whether the filter changes how much of the item is used.
fn is_changed(item: Item, source: Source) -> bool {
    let is_notice = matches!(item, Item::SnsPublishes | Item::S3Puts)
        || (item == Item::SqsStandard && source != Source::Sqs);
    is_notice || item.is_of_function() || matches!(item, Item::Logs | Item::EventBridgePipes)
}

/// Returns the words used if no line has a price, and the words after the lines.
fn short(report: &Report) -> (&'static str, &'static str) {
    let lines = report.cost.iter().flat_map(|cost| &cost.lines);
    let mut items = lines.map(|line| line.item);
    let is_changed = items.any(|item| matches!(item, Item::SqsStandard | Item::SqsFifo));
    match report.route.source() {
        // Messages that fail are received again; the filter keeps some of these receives away.
        Source::Sqs if is_changed => ("the first receive of each message", ""),
        Source::Sqs => ("SQS requests", ": all messages are still received"),
        Source::Kinesis => ("Kinesis shards and PUT units", ""),
        Source::DynamoDb => ("DynamoDB writes and storage", ""),
        Source::Kafka => ("brokers and traffic", ": every record is still read"),
        Source::Mq => ("brokers and traffic", ": every message is still read"),
        Source::EventBridge => ("putting events on the bus", ""),
    }
}

fn not_saved(origin: Source) -> &'static str {
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
            "putting events on the bus, which is paid for each 64 KB whether a rule matches or not; events of AWS's own services \
             are free"
        }
    }
}
