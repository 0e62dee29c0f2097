//! Says in a phrase why no value of a field was wanted, from the operators of the pattern's list and the values. A
//! phrase may guess what was meant; it never decides whether the field is satisfied.

use crate::ir::{Context, Operator, Value, short};

use super::explanation::VALUES_SHOWN_MAX;

/// The reason why none of `values`, at least one, was wanted. `wanted`: the pattern's list.
pub(super) fn wrong_value(
    wanted: &[Operator],
    values: &[Value<'_>],
    context: Context<'_>,
) -> String {
    let wanted: Vec<&Operator> = wanted
        .iter()
        .filter(|operator| !operator.meaning().asks_absence())
        .collect();
    let reason = |value: &Value<'_>| one_value(&wanted, *value, context);
    match values {
        [value] => reason(value),
        _ => {
            // Prefer a value that nearly fits to one that is merely different.
            let near = values
                .iter()
                .find(|value| near_miss(&wanted, **value, context).is_some());
            let value = near.or(values.first());
            let explained =
                value.map(|value| format!("{}: {}", short(&value.json()), reason(value)));
            format!(
                "none of {} values; {}",
                values.len(),
                explained.unwrap_or_default()
            )
        }
    }
}

/// The reason why a field has no value. `absence`: the phrase about the place where it was expected.
pub(super) fn absent(wanted: &[Operator], absence: String) -> String {
    let all_seem_satisfied = wanted
        .iter()
        .all(|operator| operator.meaning().seems_satisfied_by_absence());
    let speaker = match wanted {
        [operator] => Some(operator),
        _ => wanted.first().filter(|_| all_seem_satisfied),
    };
    match speaker.and_then(|operator| operator.meaning().absence_note()) {
        Some(note) => format!("{absence}; {note}"),
        None => absence,
    }
}

/// The reason why a field that must be absent is present.
pub(super) fn present(values: &[Value<'_>]) -> String {
    match values {
        [Value::Null] => "null is a value too: the field is not absent".to_owned(),
        [Value::String(b"")] => {
            "an empty string is a value too: the field is not absent".to_owned()
        }
        _ => "the field is present, but must be absent".to_owned(),
    }
}

/// The reason why a field fails that is satisfied by values at these positions, but not together with the other fields.
pub(super) fn other_element(mut positions: Vec<String>) -> String {
    // One element may hold several of the values. The order of the record is kept.
    positions.dedup();
    let more = if positions.len() > VALUES_SHOWN_MAX {
        ", …"
    } else {
        ""
    };
    positions.truncate(VALUES_SHOWN_MAX);
    let positions = positions.join(", ");
    format!("found at {positions}{more} of the list, not beside the other fields")
}

fn one_value(wanted: &[&Operator], value: Value<'_>, context: Context<'_>) -> String {
    if let Some(near) = near_miss(wanted, value, context) {
        return near;
    }
    match wanted {
        [operator] => operator.meaning().mismatch(value),
        _ => format!("none of the {} wanted", wanted.len()),
    }
}

fn near_miss(wanted: &[&Operator], value: Value<'_>, context: Context<'_>) -> Option<String> {
    let mut near = wanted.iter();
    near.find_map(|operator| operator.meaning().near_miss(value, context))
}
