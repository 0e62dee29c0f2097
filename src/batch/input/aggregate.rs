//! Splits Kinesis records into the user records that the Kinesis Producer Library packed into them. Lambda does the
//! same for a consumer with enhanced fan-out, before its filters look at the records. The format is a message of
//! protocol buffers between four magic bytes and an MD5. (Aggregation format of awslabs/amazon-kinesis-producer; Lambda
//! Developer Guide, "Filtering Kinesis aggregated records", read 2026-11-30)

use md5::{Digest, Md5};
use prost::DecodeError;
use prost::encoding::{DecodeContext, WireType, decode_key, decode_varint, skip_field};
use tidegate_json::{Flaw, Outline, OutlineValue, quote};

use crate::base64;

/// The first bytes of an aggregate.
const MAGIC: [u8; 4] = [0xf3, 0x89, 0x9a, 0xc2];
/// The length of the MD5 of the message, which ends an aggregate.
const DIGEST_BYTES: usize = 16;
/// The most user records of one aggregate: more than fit in the megabyte that a producer packs.
const USER_RECORDS_MAX: usize = 250_000;

#[derive(Default)]
struct Aggregate<'m> {
    partition_keys: Vec<&'m [u8]>,
    records: Vec<UserRecord<'m>>,
}

#[derive(Clone, Copy, Default)]
struct UserRecord<'m> {
    partition_key_index: u64,
    data: &'m [u8],
}

/// The value of a field in a message.
enum Value<'m> {
    Number(u64),
    Bytes(&'m [u8]),
    /// A value of a type that none of the fields read here has.
    Other,
}

/// Passes the fields of a message to `take`, in order.
fn fields<'m>(
    mut message: &'m [u8],
    mut take: impl FnMut(u32, Value<'m>) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    while !message.is_empty() {
        let (tag, wire_type) = decode_key(&mut message)?;
        let value = match wire_type {
            WireType::Varint => Value::Number(decode_varint(&mut message)?),
            WireType::LengthDelimited => Value::Bytes(delimited(&mut message)?),
            other => {
                skip_field(other, tag, &mut message, DecodeContext::default())?;
                Value::Other
            }
        };
        take(tag, value)?;
    }
    Ok(())
}

fn delimited<'m>(message: &mut &'m [u8]) -> Result<&'m [u8], DecodeError> {
    let length = usize::try_from(decode_varint(message)?).unwrap_or(usize::MAX);
    // `prost` has no public constructor for this error: it makes one for an empty message.
    let (value, rest) = message
        .split_at_checked(length)
        .ok_or_else(|| decode_varint(&mut &[][..]).unwrap_err())?;
    *message = rest;
    Ok(value)
}

fn aggregate(message: &[u8]) -> Result<Aggregate<'_>, DecodeError> {
    let mut aggregate = Aggregate::default();
    fields(message, |tag, value| {
        match (tag, value) {
            (1, Value::Bytes(key)) => aggregate.partition_keys.push(key),
            (3, Value::Bytes(record)) => aggregate.records.push(user_record(record)?),
            _ => {}
        }
        Ok(())
    })?;
    Ok(aggregate)
}

fn user_record(message: &[u8]) -> Result<UserRecord<'_>, DecodeError> {
    let mut record = UserRecord::default();
    fields(message, |tag, value| {
        match (tag, value) {
            (1, Value::Number(index)) => record.partition_key_index = index,
            (3, Value::Bytes(data)) => record.data = data,
            _ => {}
        }
        Ok(())
    })?;
    Ok(record)
}

/// The places of a record's data and partition key, quotes included.
#[derive(Default)]
struct Places {
    data: Option<std::ops::Range<usize>>,
    partition_key: Option<std::ops::Range<usize>>,
}

/// Passes to `take` each of the user records in `record`, or `record` itself if it is not an aggregate.
///
/// # Errors
/// `Broken` if the record is an aggregate but damaged, for example with a wrong MD5. A record that can't be read is
/// passed on as it is.
pub(super) fn take_apart(
    record: &[u8],
    outline: &mut Outline,
    mut take: impl FnMut(&[u8]),
) -> Result<(), Flaw> {
    let mut places = Places::default();
    let read = outline.whole(record, |root| {
        root.object(|key, value| member(key, value, record, &mut places))
    });
    let Some(aggregate) = read.ok().and_then(|_| data_of(record, &places)) else {
        take(record);
        return Ok(());
    };
    let mut written = Vec::new();
    let aggregate = unpack(&aggregate)?;
    for user in &aggregate.records {
        let index = usize::try_from(user.partition_key_index).map_err(|_| Flaw::Broken)?;
        let key = aggregate.partition_keys.get(index).ok_or(Flaw::Broken)?;
        written.clear();
        let key = std::str::from_utf8(key).map_err(|_| Flaw::Broken)?;
        write(record, &places, key, user.data, &mut written);
        take(&written);
    }
    Ok(())
}

fn member(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    record: &[u8],
    places: &mut Places,
) -> Result<(), Flaw> {
    if key == b"kinesis" && value.first_byte()? == b'{' {
        let object = value.object(|key, value| member(key, value, record, places));
        return object.map(drop);
    }
    let text = value.text()?;
    let start = text.as_ptr().addr() - record.as_ptr().addr();
    let place = Some(start..start + text.len());
    match key {
        b"data" => places.data = place,
        b"partitionKey" => places.partition_key = place,
        _ => {}
    }
    Ok(())
}

/// Returns the decoded data of a record, if it is an aggregate.
fn data_of(record: &[u8], places: &Places) -> Option<Vec<u8>> {
    let quoted = &record[places.data.clone()?];
    let encoded = quoted.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let decoded = base64::decode_to_vec(encoded)?;
    decoded.starts_with(&MAGIC).then_some(decoded)
}

fn unpack(packed: &[u8]) -> Result<Aggregate<'_>, Flaw> {
    let inside = packed.get(MAGIC.len()..).ok_or(Flaw::Broken)?;
    let end = inside.len().checked_sub(DIGEST_BYTES).ok_or(Flaw::Broken)?;
    let (message, digest) = inside.split_at(end);
    if Md5::digest(message).as_slice() != digest {
        return Err(Flaw::Broken);
    }
    let aggregate = aggregate(message).map_err(|_| Flaw::Broken)?;
    match aggregate.records.len() {
        1..=USER_RECORDS_MAX => Ok(aggregate),
        _ => Err(Flaw::Broken),
    }
}

/// Appends the record with another partition key and other data.
fn write(record: &[u8], places: &Places, key: &str, data: &[u8], out: &mut Vec<u8>) {
    let mut parts: Vec<_> = [
        places.partition_key.clone().map(|at| (at, false)),
        places.data.clone().map(|at| (at, true)),
    ]
    .into_iter()
    .flatten()
    .collect();
    parts.sort_by_key(|(at, _)| at.start);
    let mut copied = 0;
    for (at, is_data) in parts {
        out.extend_from_slice(&record[copied..at.start]);
        if is_data {
            out.push(b'"');
            base64_simd::STANDARD.encode_append(data, out);
            out.push(b'"');
        } else {
            quote(key.as_bytes(), out);
        }
        copied = at.end;
    }
    out.extend_from_slice(&record[copied..]);
}

#[cfg(test)]
mod tests {
    use prost::encoding::{encode_key, encode_varint};

    use super::*;

    /// Returns a field of bytes.
    fn bytes(tag: u32, value: &[u8]) -> Vec<u8> {
        let mut field = Vec::new();
        encode_key(tag, WireType::LengthDelimited, &mut field);
        encode_varint(value.len() as u64, &mut field);
        field.extend_from_slice(value);
        field
    }

    fn packed(digest: fn(&[u8]) -> Vec<u8>) -> String {
        let mut message = [bytes(1, b"a"), bytes(1, b"b")].concat();
        for (index, data) in [(0, "one"), (1, "two"), (0, "three")] {
            let mut record = Vec::new();
            encode_key(1, WireType::Varint, &mut record);
            encode_varint(index, &mut record);
            record.extend(bytes(3, data.as_bytes()));
            message.extend(bytes(3, &record));
        }
        let packed = [&MAGIC[..], &message, &digest(&message)].concat();
        base64_simd::STANDARD.encode_to_string(packed)
    }

    fn taken(record: &str) -> Result<Vec<String>, Flaw> {
        let mut records = Vec::new();
        take_apart(record.as_bytes(), &mut Outline::default(), |record| {
            records.push(String::from_utf8(record.to_vec()).unwrap());
        })?;
        Ok(records)
    }

    #[test]
    fn user_record_gets_its_own_key_and_data() {
        let good = packed(|message| Md5::digest(message).to_vec());
        for layout in [
            r#"{"kinesis":{"partitionKey":"KEY","data":"DATA","x":1},"eventSource":"aws:kinesis"}"#,
            r#"{"data":"DATA","partitionKey":"KEY"}"#,
        ] {
            let record = layout.replace("DATA", &good);
            let wanted = [("a", "b25l"), ("b", "dHdv"), ("a", "dGhyZWU=")]
                .map(|(key, data)| layout.replace("KEY", key).replace("DATA", data));
            assert_eq!(taken(&record).unwrap(), wanted);
        }
    }

    #[test]
    fn aggregate_with_a_wrong_digest_is_broken() {
        let record = format!(r#"{{"data":"{}"}}"#, packed(|_| vec![0; DIGEST_BYTES]));
        assert_eq!(taken(&record), Err(Flaw::Broken));
    }

    #[test]
    fn record_without_an_aggregate_is_passed_on() {
        for record in [
            r#"{"data":"b25l"}"#,
            r#"{"data":"!"}"#,
            r#"{"data":5}"#,
            "junk",
        ] {
            assert_eq!(taken(record).unwrap(), [record]);
        }
    }
}
