//! Fields that no record has together: two types of one attribute of a DynamoDB item, and an image that an event of this
//! name does not have. (DynamoDB Streams API Reference, `StreamRecord`, read 2026-11-30: a new item has no old image, a
//! removed item no new one.)

use std::sync::Arc;

use tidegate::inspect::Test;
use tidegate::{Rule, Source};

use crate::bits::Bits;
use crate::fields::{Branch, Clause};

use super::column::Column;
use super::shape::are_exclusive;

const EVENT_NAME: &str = "eventName";

/// The names of events, each with the image that it lacks.
const LACKS: [(&str, &str); 2] = [
    ("\"INSERT\"", "dynamodb.OldImage."),
    ("\"REMOVE\"", "dynamodb.NewImage."),
];

/// Returns lists that hold the names of events apart, if a filter reads them.
pub(super) fn lists_apart(source: Source, rules: &[Rule]) -> Vec<(Vec<u8>, Arc<[Test]>)> {
    let is_read = source == Source::DynamoDb && rules.iter().any(|rule| rule.asks(EVENT_NAME));
    let names = LACKS.iter().filter(|_| is_read);
    let list = |(name, _): &(&str, &str)| {
        let test = Test::Literal(name.as_bytes().into());
        (EVENT_NAME.as_bytes().to_vec(), Arc::from([test]))
    };
    names.map(list).collect()
}

/// Returns boxes of points that no record has.
pub(super) fn exclusive_boxes(columns: &[Column]) -> Vec<Branch> {
    let mut boxes = types(columns);
    let name = columns.iter().position(|it| it.name == EVENT_NAME);
    let Some(name) = name else { return boxes };
    for (event, image) in LACKS {
        let cells = (1..columns[name].count()).filter(|cell| columns[name].has(*cell, event));
        let named = Clause {
            field: name,
            takes: Bits::of(columns[name].count(), cells),
        };
        let inside = columns.iter().enumerate();
        let inside = inside.filter(|(_, column)| column.name.starts_with(image));
        boxes.extend(inside.map(|(field, column)| vec![named.clone(), present(field, column)]));
    }
    boxes
}

fn types(columns: &[Column]) -> Vec<Branch> {
    let mut boxes = Vec::new();
    for (field, one) in columns.iter().enumerate() {
        for (after, other) in columns.iter().enumerate().skip(field + 1) {
            if are_exclusive(&one.steps, &other.steps) {
                boxes.push(vec![present(field, one), present(after, other)]);
            }
        }
    }
    boxes
}

fn present(field: usize, column: &Column) -> Clause {
    Clause {
        field,
        takes: Bits::of(column.count(), 1..column.count()),
    }
}
