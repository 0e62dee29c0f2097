//! A text found beside the text wanted: what users get wrong, and how the two differ.

use tidegate_json::Json;

use crate::ir::address::digits as address_digits;
use crate::ir::glob;

use super::value::{Value, lossy};

/// The text in lower case, to compare texts that differ in case.
pub(in crate::ir) fn folded(text: &[u8]) -> String {
    lossy(text).to_lowercase()
}

/// A text that is nearly the wanted one.
pub(in crate::ir) fn text_near_miss(wanted: &[u8], found: &[u8]) -> Option<String> {
    // Half a surrogate pair has no case, and no text to compare.
    if std::str::from_utf8(wanted).is_err() || std::str::from_utf8(found).is_err() {
        return None;
    }
    if folded(wanted) == folded(found) {
        return Some("differs in case; equals-ignore-case would take it".to_owned());
    }
    if let Some(space) = differs_in_space(wanted, found) {
        return Some(space);
    }
    if quoted_twice(found).is_some_and(|inner| inner == lossy(wanted)) {
        return Some("has quotes of its own: it was written as JSON twice".to_owned());
    }
    if wanted.contains(&b'*') && glob::holds(wanted, found) {
        return Some("`*` is a plain character here; {\"wildcard\":…} would take it".to_owned());
    }
    if address_digits(wanted).is_some() && address_digits(found).is_none() {
        return address_near_miss(found);
    }
    None
}

/// The phrase for texts that differ in white space around them, and in case at most.
pub(in crate::ir) fn differs_in_space(wanted: &[u8], found: &[u8]) -> Option<String> {
    let same = folded(wanted).trim() == folded(found).trim();
    same.then(|| "differs in white space".to_owned())
}

fn quoted_twice(found: &[u8]) -> Option<String> {
    let inner = Json::parse_whole(std::str::from_utf8(found).ok()?).ok()?;
    inner.as_str().map(str::to_owned)
}

/// Another text than the one wanted.
pub(in crate::ir) fn other_text(wanted: &[u8], found: &[u8]) -> String {
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

/// A text that is not an address, where one is wanted; `None` if it is one.
pub(in crate::ir) fn address_near_miss(found: &[u8]) -> Option<String> {
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

/// A value of a kind that the operator `name` does not look at; `looks`: what it looks at, with the verb.
pub(in crate::ir) fn looks_elsewhere(value: Value<'_>, name: &str, looks: &str) -> String {
    format!("{}; {name} {looks}", value.noun())
}
