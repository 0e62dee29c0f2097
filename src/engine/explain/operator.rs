//! Why a value is not what one operator, or a plain text, asks for. The operand is read from the pattern itself.

use std::cmp::Ordering;

use crate::ir::{address_digits, comparable, wildcard_holds};
use tidegate_json::{Json, JsonKind};

use super::phrase::{Context, Value, lossy, quoted};

/// Whether AWS compares this number by value.
pub(super) fn compares(number: &str) -> bool {
    comparable(number.as_bytes()).is_some()
}

/// What users get wrong with an operator; `None` if the value is just another one.
pub(super) fn near_miss(
    name: &[u8],
    operand: &Json,
    value: Value<'_>,
    context: Context<'_>,
) -> Option<String> {
    match (name, value, &operand.kind) {
        (b"numeric", Value::String(text), _) => numeric_of_string(text, context),
        (b"numeric", Value::Number(text), _) if !compares(text) => {
            Some("more digits than AWS compares by value, so numeric passes over it".to_owned())
        }
        (b"exactly", Value::String(found), JsonKind::String(wanted)) => {
            exactly_near_miss(wanted, found)
        }
        (b"equals-ignore-case", Value::String(found), JsonKind::String(wanted)) => {
            white_space(wanted, found)
        }
        (b"prefix", Value::String(found), JsonKind::String(wanted)) => {
            let begins = folded(found).starts_with(&folded(wanted));
            begins.then(|| affix_case("begins", "prefix"))
        }
        (b"suffix", Value::String(found), JsonKind::String(wanted)) => {
            let ends = folded(found).ends_with(&folded(wanted));
            ends.then(|| affix_case("ends", "suffix"))
        }
        (b"wildcard", Value::String(found), JsonKind::String(wanted)) => {
            let fits = glob_holds(folded(wanted).as_bytes(), folded(found).as_bytes());
            fits.then(|| "fits but for case, and wildcard minds case".to_owned())
        }
        (b"cidr", Value::String(found), _) => address_near_miss(found),
        (b"anything-but", value, _) => anything_but(operand, value),
        _ => None,
    }
}

/// Why the value does not satisfy the operator, where nothing better can be said.
pub(super) fn mismatch(
    name: &[u8],
    operand: &Json,
    value: Value<'_>,
    context: Context<'_>,
) -> String {
    let Value::String(found) = value else {
        return match (name, value) {
            (b"numeric", Value::Number(number)) => bound(operand, number),
            (b"anything-but", _) => "what anything-but excludes".to_owned(),
            _ => format!("{}; {} {}", value.noun(), lossy(name), looks_at(name)),
        };
    };
    match (name, &operand.kind) {
        (b"exactly", JsonKind::String(wanted)) => other_text(wanted, value),
        (b"prefix", _) => format!("does not begin with {}", text_of(operand)),
        (b"suffix", _) => format!("does not end with {}", text_of(operand)),
        (b"equals-ignore-case", _) => "differs in more than case".to_owned(),
        (b"wildcard", JsonKind::String(wanted)) => wildcard(wanted, found),
        (b"cidr", _) => outside(operand, found),
        (b"numeric", _) => numeric_of_string(found, context).unwrap_or_default(),
        (b"anything-but", _) => "what anything-but excludes".to_owned(),
        _ => "not what is wanted".to_owned(),
    }
}

fn looks_at(name: &[u8]) -> &'static str {
    match name {
        b"numeric" => "compares JSON numbers only",
        b"cidr" => "looks at addresses in strings only",
        _ => "looks at strings only",
    }
}

fn affix_case(verb: &str, operator: &str) -> String {
    format!(
        "{verb} with it but for case; {{\"{operator}\":{{\"equals-ignore-case\":…}}}} would take it"
    )
}

/// The text of a prefix or suffix, plain or under equals-ignore-case.
fn text_of(operand: &Json) -> String {
    let text = operand.get("equals-ignore-case").unwrap_or(operand);
    match &text.kind {
        JsonKind::String(bytes) => quoted(bytes),
        _ => text.to_string(),
    }
}

fn folded(text: &[u8]) -> String {
    lossy(text).to_lowercase()
}

fn exactly_near_miss(wanted: &[u8], found: &[u8]) -> Option<String> {
    match (address_digits(wanted), address_digits(found)) {
        (Some(wanted), Some(found)) if *wanted == *found => {
            Some("the same address spelled otherwise; exactly compares the text".to_owned())
        }
        _ => text_near_miss(wanted, found),
    }
}

/// A text that is nearly the wanted one.
pub(super) fn text_near_miss(wanted: &[u8], found: &[u8]) -> Option<String> {
    // Half a surrogate pair has no case, and no text to compare.
    if std::str::from_utf8(wanted).is_err() || std::str::from_utf8(found).is_err() {
        return None;
    }
    if folded(wanted) == folded(found) {
        return Some("differs in case; equals-ignore-case would take it".to_owned());
    }
    if let Some(space) = white_space(wanted, found) {
        return Some(space);
    }
    if quoted_twice(found).is_some_and(|inner| inner == lossy(wanted)) {
        return Some("has quotes of its own: it was written as JSON twice".to_owned());
    }
    if wanted.contains(&b'*') && glob_holds(wanted, found) {
        return Some("`*` is a plain character here; {\"wildcard\":…} would take it".to_owned());
    }
    if address_digits(wanted).is_some() && address_digits(found).is_none() {
        return address_near_miss(found);
    }
    None
}

fn white_space(wanted: &[u8], found: &[u8]) -> Option<String> {
    let same = folded(wanted).trim() == folded(found).trim();
    same.then(|| "differs in white space".to_owned())
}

fn quoted_twice(found: &[u8]) -> Option<String> {
    let inner = Json::parse_whole(std::str::from_utf8(found).ok()?).ok()?;
    inner.as_str().map(str::to_owned)
}

/// Another text than the one wanted.
pub(super) fn other_text(wanted: &[u8], value: Value<'_>) -> String {
    let Value::String(found) = value else {
        return format!("{}, and a string is wanted", value.noun());
    };
    if address_digits(wanted).is_some() && address_digits(found).is_some() {
        return "another address".to_owned();
    }
    let longer = match wanted {
        b"" => None,
        _ if found.starts_with(wanted) => Some(("goes on behind it", "prefix")),
        _ if found.ends_with(wanted) => Some(("has more in front of it", "suffix")),
        _ => None,
    };
    match longer {
        Some((how, operator)) => format!("{how}; {{\"{operator}\":…}} would take it"),
        None => "another text".to_owned(),
    }
}

fn numeric_of_string(text: &[u8], context: Context<'_>) -> Option<String> {
    let is_number = Json::parse_whole(std::str::from_utf8(text).unwrap_or_default())
        .is_ok_and(|json| matches!(json.kind, JsonKind::Number(_)));
    Some(if context.is_dynamodb_number() {
        "DynamoDB writes numbers as strings, and numeric compares JSON numbers only".to_owned()
    } else if is_number {
        "a number in a string; numeric compares JSON numbers only".to_owned()
    } else {
        "a string; numeric compares JSON numbers only".to_owned()
    })
}

/// The first bound of a numeric operand that the number misses.
fn bound(operand: &Json, number: &str) -> String {
    let JsonKind::Array(terms) = &operand.kind else {
        return "out of range".to_owned();
    };
    let missed = terms.chunks_exact(2).find_map(|pair| {
        let sign = pair[0].as_str()?;
        let JsonKind::Number(limit) = &pair[1].kind else {
            return None;
        };
        let order = comparable(number.as_bytes())?.cmp(&comparable(limit.as_bytes())?);
        (!holds(sign, order)).then(|| format!("not {sign} {limit}"))
    });
    missed.unwrap_or_else(|| "out of range".to_owned())
}

fn holds(sign: &str, order: Ordering) -> bool {
    match sign {
        "=" => order.is_eq(),
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        _ => order.is_ge(),
    }
}

/// The parts of a wildcard between its stars, escapes resolved.
fn glob_parts(wildcard: &[u8]) -> Vec<Box<[u8]>> {
    let mut parts = vec![Vec::new()];
    let mut bytes = wildcard.iter();
    while let Some(&byte) = bytes.next() {
        match (byte, parts.last_mut()) {
            (b'*', _) => parts.push(Vec::new()),
            (b'\\', Some(part)) => part.extend(bytes.next()),
            (_, Some(part)) => part.push(byte),
            (_, None) => {}
        }
    }
    parts.into_iter().map(Vec::into_boxed_slice).collect()
}

fn glob_holds(wildcard: &[u8], text: &[u8]) -> bool {
    match &glob_parts(wildcard)[..] {
        [whole] => **whole == *text,
        parts => wildcard_holds(parts, text),
    }
}

fn wildcard(wanted: &[u8], found: &[u8]) -> String {
    let parts = glob_parts(wanted);
    let (Some(head), Some(tail)) = (parts.first(), parts.last()) else {
        return "does not fit".to_owned();
    };
    if parts.len() == 1 {
        return other_text(head, Value::String(found));
    }
    if !found.starts_with(head) {
        return format!("does not begin with {}", quoted(head));
    }
    if !found.ends_with(tail) {
        return format!("does not end with {}", quoted(tail));
    }
    let missing = parts
        .iter()
        .find(|part| memchr::memmem::find(found, part).is_none());
    match missing {
        Some(part) => format!("has no {}", quoted(part)),
        None => "has the parts, but not in this order and apart".to_owned(),
    }
}

fn address_near_miss(found: &[u8]) -> Option<String> {
    if address_digits(found).is_some() {
        return None;
    }
    let text = lossy(found);
    let is_address = |part: &str| address_digits(part.as_bytes()).is_some();
    let with_more = match text.rsplit_once([':', '/', '%']) {
        Some((address, _)) => is_address(address.trim_matches(['[', ']'])),
        None => is_address(text.trim().trim_matches(['[', ']'])),
    };
    Some(if with_more {
        "an address with more around it; only a bare address counts".to_owned()
    } else {
        "not an IP address".to_owned()
    })
}

fn outside(operand: &Json, found: &[u8]) -> String {
    let block = operand.as_str().unwrap_or_default();
    let base = block.split('/').next().unwrap_or_default();
    let count = |text: &[u8]| address_digits(text).map(|digits| digits.len());
    match (count(found), count(base.as_bytes())) {
        (Some(8), Some(32)) => "an IPv4 address, and the block is IPv6".to_owned(),
        (Some(32), Some(8)) => "an IPv6 address, and the block is IPv4".to_owned(),
        _ => format!("outside {block}"),
    }
}

/// What of an anything-but's operand the value is.
fn anything_but(operand: &Json, value: Value<'_>) -> Option<String> {
    let JsonKind::Object(members) = &operand.kind else {
        return Some("just what anything-but excludes".to_owned());
    };
    let (member, Value::String(found)) = (members.first()?, value) else {
        return None;
    };
    let texts = match &member.value.kind {
        JsonKind::Array(texts) => &texts[..],
        _ => std::slice::from_ref(&member.value),
    };
    let hit = texts.iter().find_map(|text| match &text.kind {
        JsonKind::String(text) if excluded(&member.key, text, found) => Some(quoted(text)),
        _ => None,
    });
    let text = hit.unwrap_or_else(|| "a text".to_owned());
    Some(match &member.key[..] {
        b"prefix" => format!("begins with {text}, which anything-but excludes"),
        b"suffix" => format!("ends with {text}, which anything-but excludes"),
        b"wildcard" => format!("fits {text}, which anything-but excludes"),
        _ => format!("is {text} but for case, which anything-but excludes"),
    })
}

fn excluded(operator: &[u8], text: &[u8], found: &[u8]) -> bool {
    match operator {
        b"prefix" => found.starts_with(text),
        b"suffix" => found.ends_with(text),
        b"wildcard" => glob_holds(text, found),
        _ => folded(found) == folded(text),
    }
}
