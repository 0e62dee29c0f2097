//! Filters of which it is evident that there is nothing to prove: each condition stands on a field of its own inside the
//! payload, which may hold anything, and a record can satisfy it and fail it whatever the other fields hold. Such a
//! filter matches some records and not others, and each of its parts does something. Most filters of templates are of
//! this kind; a proof takes many times longer than this look.
//!
//! `{"body":{"state":["paid","open"],"total":[{"numeric":[">",0]}]}}` is evident. Not evident, so left to a proof: a
//! `$or`, a key with a dot or given twice, two operators in one list, and a field outside the payload.

use tidegate::Source;
use tidegate_json::{Json, JsonKind, Member};

use crate::field::operator;
use crate::filter::Filter;
use crate::keys::payload_key;

/// The most members of an object, and values of a list, that are looked at: each is compared with each.
const MEMBERS_MAX: usize = 24;

/// The most digits of a number: far below the bounds that AWS sets to numbers.
const DIGITS_MAX: usize = 8;

/// Keys of an event of EventBridge that hold any text, besides its payload.
const TEXTS: [&[u8]; 2] = [b"source", b"detail-type"];

/// Returns whether there is evidently nothing to prove about a filter by itself. `false` says nothing.
pub(crate) fn is_evident(filter: &Filter<'_>) -> bool {
    let payload = payload_key(filter.source()).as_bytes();
    let is_fine = |member: &Member| match &member.value.kind {
        JsonKind::Object(members) => member.key == payload && are_members(members),
        JsonKind::Array(values) => {
            let is_text = TEXTS.contains(&member.key.as_slice());
            filter.source() == Source::EventBridge && is_text && are_words(values)
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => false,
    };
    // A table's attributes have types, and what a record holds depends on the kind of change.
    let is_free = filter.source() != Source::DynamoDb && !filter.is_of_ruler();
    let members = filter.root().members();
    is_free && are_keys(members) && members.iter().all(is_fine)
}

fn are_members(members: &[Member]) -> bool {
    let is_fine = |member: &Member| match &member.value.kind {
        JsonKind::Object(inner) => are_members(inner),
        JsonKind::Array(values) => is_condition(values),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => false,
    };
    are_keys(members) && members.iter().all(is_fine)
}

/// Returns whether keys name different fields, and none is a path or `$or`.
fn are_keys(members: &[Member]) -> bool {
    let is_key = |member: &Member| is_word(&member.key) && !member.key.contains(&b'.');
    let is_new = |at: usize| members[..at].iter().all(|it| it.key != members[at].key);
    !members.is_empty()
        && members.len() <= MEMBERS_MAX
        && members.iter().all(is_key)
        && (0..members.len()).all(is_new)
}

/// Returns whether a list can be satisfied and failed, and each of its values does something.
fn is_condition(values: &[Json]) -> bool {
    match values {
        [only] => is_text(only) || integer(only).is_some() || is_operator(only),
        values => are_words(values),
    }
}

/// Returns whether the values are different texts.
fn are_words(values: &[Json]) -> bool {
    let is_new = |at: usize| values[..at].iter().all(|it| it.kind != values[at].kind);
    !values.is_empty()
        && values.len() <= MEMBERS_MAX
        && values.iter().all(is_text)
        && (0..values.len()).all(is_new)
}

fn is_operator(value: &Json) -> bool {
    match operator(value) {
        Some(("prefix" | "suffix" | "anything-but", operand)) => is_text(operand),
        Some(("exists", operand)) => operand.kind == JsonKind::Bool(true),
        Some(("numeric", operand)) => is_range(operand),
        Some(_) | None => false,
    }
}

/// Returns whether the operand of `numeric` is one bound, or two with numbers between them.
fn is_range(operand: &Json) -> bool {
    let JsonKind::Array(parts) = &operand.kind else {
        return false;
    };
    match parts.as_slice() {
        [_, bound] => integer(bound).is_some(),
        [_, low, _, high] => match (integer(low), integer(high)) {
            (Some(low), Some(high)) => low < high,
            (None, _) | (_, None) => false,
        },
        _ => false,
    }
}

fn integer(value: &Json) -> Option<i64> {
    match &value.kind {
        JsonKind::Number(text) if text.len() <= DIGITS_MAX => text.parse().ok(),
        JsonKind::Number(_)
        | JsonKind::Null
        | JsonKind::Bool(_)
        | JsonKind::String(_)
        | JsonKind::Array(_)
        | JsonKind::Object(_) => None,
    }
}

fn is_text(value: &Json) -> bool {
    match &value.kind {
        JsonKind::String(text) => is_word(text),
        JsonKind::Null
        | JsonKind::Bool(_)
        | JsonKind::Number(_)
        | JsonKind::Array(_)
        | JsonKind::Object(_) => false,
    }
}

/// Returns whether a text is a word: not empty, and neither a number nor an address, which AWS may read as one.
fn is_word(text: &[u8]) -> bool {
    let is_plain = |byte: &u8| (byte.is_ascii_graphic() || *byte == b' ') && *byte != b':';
    text.first().is_some_and(u8::is_ascii_alphabetic) && text.iter().all(is_plain)
}

#[cfg(test)]
mod tests {
    use tidegate_analysis::FilterFacts;
    use tidegate_fixtures::Rng;

    use super::is_evident;
    use crate::filter::Filter;
    use crate::meaning::proven_facts;

    const VALUES: [&str; 15] = [
        r#""a""#,
        r#""b","a""#,
        r#""a","a""#,
        "1",
        r#""10.0.0.1""#,
        r#"{"numeric":[">",5]}"#,
        r#"{"numeric":[">=",5,"<",6]}"#,
        r#"{"numeric":["=",5]}"#,
        r#"{"prefix":"a"}"#,
        r#"{"prefix":""}"#,
        r#"{"suffix":"z"},"a""#,
        r#"{"exists":true}"#,
        r#"{"exists":false}"#,
        r#"{"anything-but":"a"}"#,
        r#"{"anything-but":"a"},{"anything-but":"b"}"#,
    ];
    const KEYS: [&str; 7] = ["a", "b", "a.b", "$or", "source", "c", "detail-type"];

    fn object(rng: &mut Rng, depth: usize) -> String {
        let members = (0..=rng.below(2)).map(|_| {
            let key = rng.pick(&KEYS);
            match depth > 0 && rng.below(3) == 0 {
                true => format!("\"{key}\":{}", object(rng, depth - 1)),
                false => format!("\"{key}\":[{}]", rng.pick(&VALUES)),
            }
        });
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    }

    #[test]
    fn evident_filters_have_no_facts() {
        let roots = ["body", "data", "value", "detail", "key", "source"];
        let (mut evident, mut rng) = (0, Rng::labelled(23, 0));
        let sources = [
            "sqs",
            "kinesis",
            "kafka",
            "mq",
            "eventbridge",
            "pipes/kinesis",
        ];
        for round in 0..6_000 {
            let route: tidegate_batch::Route = sources[round % sources.len()].parse().unwrap();
            let root = match rng.below(4) {
                0 => rng.pick(&roots),
                _ => crate::keys::payload_key(route.source()),
            };
            let own = object(&mut rng, 2);
            let beside = match rng.below(3) {
                0 => format!(r#","source":[{}]"#, rng.pick(&VALUES)),
                _ => String::new(),
            };
            let text = format!("{{\"{root}\":{own}{beside}}}");
            let Ok(filter) = Filter::read(&text, route, route.profile()) else {
                continue;
            };
            if is_evident(&filter) {
                evident += 1;
                let facts = proven_facts(std::slice::from_ref(&filter));
                assert_eq!(facts, [FilterFacts::default()], "{} {text}", route.name());
            }
        }
        assert!(evident > 500, "{evident} filters were evident");
    }
}
