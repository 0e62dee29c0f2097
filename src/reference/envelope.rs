//! The shape of one record of an event source: the root that filters are applied to, and the payload.
//!
//! In: the record's bytes and its source. Out: the root as text, and the text under the payload key. Invariant: the
//! whole record was read. Of equal keys the last counts.
//!
//! Shapes: the sample events of the Lambda Developer Guide, one page per source (read 2026-11-23).

use crate::dialect::Dialect;
use crate::json::{Reader, Token};
use crate::text::{Units, decode, units};

/// A record, separated into its members.
#[derive(Debug)]
pub(crate) struct Envelope {
    /// The JSON object that patterns are matched against.
    root: Units,
    members: Vec<Member>,
}

/// A member of the root.
#[derive(Debug)]
struct Member {
    name: Units,
    kind: Token,
    /// A string's contents.
    text: Units,
    /// The place of the first unit of the value, and below the place after its last unit.
    start: usize,
    end: usize,
}

/// Why a record cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// The text ends inside the record.
    Truncated,
    /// It is not JSON, or not of the source's shape.
    Broken,
}

impl Envelope {
    pub(crate) fn read(dialect: Dialect, record: &[u8]) -> Result<Self, Flaw> {
        let whole = Envelope::of_object(decode(record))?;
        if std::str::from_utf8(record).is_err() {
            return Err(Flaw::Broken);
        }
        let mut envelope = None;
        for inner in whole.named("kinesis") {
            if dialect == Dialect::Kinesis {
                let inner = Envelope::of_object(whole.root[inner.start..inner.end].to_vec())?;
                if inner.named("data").any(|data| data.kind != Token::String) {
                    return Err(Flaw::Broken);
                }
                envelope = Some(inner);
            }
        }
        let envelope = envelope.unwrap_or(whole);
        if envelope.has_shape_of(dialect) {
            Ok(envelope)
        } else {
            Err(Flaw::Broken)
        }
    }

    fn of_object(root: Units) -> Result<Self, Flaw> {
        let members = members(&root).map_err(|error| {
            if error.starts_with("Unexpected end-of-input") {
                Flaw::Truncated
            } else {
                Flaw::Broken
            }
        })?;
        let members = members.ok_or(Flaw::Broken)?;
        Ok(Envelope { root, members })
    }

    /// Whether the record has the shape of its source. If several members have one name, all must have the right kind,
    /// although only the last counts.
    fn has_shape_of(&self, dialect: Dialect) -> bool {
        let has = |name| self.named(name).next().is_some();
        let are = |name, kinds: &[Token]| self.named(name).all(|m| kinds.contains(&m.kind));
        match dialect {
            Dialect::Sqs => has("body") && are("body", &[Token::String]),
            Dialect::Kinesis | Dialect::Mq => has("data") && are("data", &[Token::String]),
            Dialect::DynamoDb => has("dynamodb") && are("dynamodb", &[Token::ObjectStart]),
            Dialect::Kafka => {
                let text = [Token::String, Token::Null];
                (has("value") || has("topic")) && are("value", &text) && are("key", &text)
            }
            Dialect::EventBridge | Dialect::Ruler | Dialect::Pipes => true,
        }
    }

    fn member(&self, name: &str) -> Option<&Member> {
        self.named(name).last()
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Member> {
        let name = units(name);
        self.members
            .iter()
            .filter(move |member| member.name == name)
    }

    /// The contents of the string `name`, if it is one.
    pub(crate) fn text(&self, name: &str) -> Option<&Units> {
        let member = self.member(name)?;
        (member.kind == Token::String).then_some(&member.text)
    }

    /// The root as JSON text, with other values for the named members. Of members with the same name, those before the
    /// last leave no leaves.
    pub(crate) fn with(&self, values: &[(&str, Units)]) -> Units {
        let mut view = Vec::new();
        let mut copied = 0;
        for member in &self.members {
            let Some((name, value)) = values.iter().find(|(name, _)| units(name) == member.name)
            else {
                continue;
            };
            let is_last = self
                .member(name)
                .is_some_and(|last| last.start == member.start);
            view.extend(&self.root[copied..member.start]);
            view.extend(if is_last { value.clone() } else { units("{}") });
            copied = member.end;
        }
        view.extend(&self.root[copied..]);
        view
    }
}

/// The members of the object that `root` is; `None` if it is not an object, or if text follows the object.
fn members(root: &[u16]) -> Result<Option<Vec<Member>>, String> {
    let mut reader = Reader::new(root);
    match reader.next()? {
        Token::ObjectStart => {}
        Token::End => return Err("Unexpected end-of-input".to_owned()),
        _ => return Ok(None),
    }
    let mut members = Vec::new();
    while reader.next()? == Token::Name {
        let name = reader.name().to_vec();
        let start = reader.value_at;
        let kind = reader.next()?;
        let text = match kind {
            Token::String => reader.text()?,
            Token::ObjectStart | Token::ArrayStart => {
                pass(&mut reader)?;
                Vec::new()
            }
            _ => Vec::new(),
        };
        let end = reader.at;
        members.push(Member {
            name,
            kind,
            text,
            start,
            end,
        });
    }
    let is_whole = reader.next() == Ok(Token::End);
    Ok(is_whole.then_some(members))
}

/// Reads to the end of the object or array just opened.
fn pass(reader: &mut Reader<'_>) -> Result<(), String> {
    let mut depth = 1;
    while depth > 0 {
        match reader.next()? {
            Token::ObjectStart | Token::ArrayStart => depth += 1,
            Token::ObjectEnd | Token::ArrayEnd => depth -= 1,
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::shown;

    fn read(dialect: Dialect, record: &str) -> Result<Envelope, Flaw> {
        Envelope::read(dialect, record.as_bytes())
    }

    #[test]
    fn payloads_are_replaced_at_the_last_member() {
        let record = r#"{"body":"old","id": 7, "body" : "n\u0065w" , "x":[{}]}"#;
        let envelope = read(Dialect::Sqs, record).unwrap();
        assert_eq!(envelope.text("body"), Some(&units("new")));
        let view = envelope.with(&[("body", units("[1]"))]);
        assert_eq!(
            shown(&view),
            r#"{"body":{},"id": 7, "body" : [1] , "x":[{}]}"#
        );
    }

    #[test]
    fn kinesis_records_are_matched_below_the_kinesis_key() {
        let envelope = read(Dialect::Kinesis, r#"{"kinesis":{"data":"e30="},"x":1}"#).unwrap();
        assert_eq!(shown(&envelope.with(&[])), r#"{"data":"e30="}"#);
        let bare = read(Dialect::Kinesis, r#"{"data":"e30=","x":1}"#).unwrap();
        assert_eq!(shown(&bare.with(&[])), r#"{"data":"e30=","x":1}"#);
    }

    #[test]
    fn records_of_another_shape_cannot_be_read() {
        let flaw = |dialect, record| read(dialect, record).unwrap_err();
        assert_eq!(flaw(Dialect::Sqs, r#"{"body":{}}"#), Flaw::Broken);
        assert_eq!(flaw(Dialect::Sqs, r#"{"body":"x"} {}"#), Flaw::Broken);
        assert_eq!(flaw(Dialect::Sqs, r#"{"body":"x"#), Flaw::Truncated);
        assert_eq!(
            flaw(Dialect::Kinesis, r#"{"kinesis":{"partitionKey":"1"}}"#),
            Flaw::Broken
        );
        assert_eq!(flaw(Dialect::DynamoDb, r#"{"dynamodb":1}"#), Flaw::Broken);
        let twice = r#"{"dynamodb":[],"dynamodb":{}}"#;
        assert_eq!(flaw(Dialect::DynamoDb, twice), Flaw::Broken);
        assert_eq!(flaw(Dialect::Kafka, r#"{"offset":1}"#), Flaw::Broken);
        assert!(read(Dialect::Kafka, r#"{"value":null}"#).is_ok());
        assert!(read(Dialect::Mq, r#"{"data":""}"#).is_ok());
    }
}
