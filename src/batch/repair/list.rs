//! Edits of the list of one field, so that it accepts the value that the record has. If the list nearly asks for that
//! value, the element that does is replaced first. Otherwise the value is added to the list, or the field may have any
//! value.

use tidegate::{FieldExplanation, Outcome};
use tidegate_json::{Json, JsonKind};

use super::candidate::Candidate;
use super::tree::{changed, node, object, remove};

/// The longest value that is written into a pattern, in bytes of JSON.
const VALUE_BYTES_MAX: usize = 200;

/// Returns the pattern with each list at the field that accepts the value found.
pub(super) fn of_value(pattern: &Json, field: &FieldExplanation) -> Vec<Candidate> {
    if field.outcome != Outcome::WrongValue {
        return Vec::new();
    }
    let lists = lists(field).into_iter();
    lists
        .filter_map(|list| edited(pattern, field, &list))
        .collect()
}

/// Returns the pattern with a list at the field that accepts an absent value, or `None` if the field is not absent.
pub(super) fn of_absence(pattern: &Json, field: &FieldExplanation) -> Option<Candidate> {
    if field.outcome != Outcome::Absent {
        return None;
    }
    let list = added(&field.wanted, object("exists", node(JsonKind::Bool(false))));
    edited(pattern, field, &list)
}

fn edited(pattern: &Json, field: &FieldExplanation, list: &Json) -> Option<Candidate> {
    let pattern = replaced(pattern, field, list)?;
    let edit = format!("with `{}` as {list}", field.path);
    Some(Candidate { edit, pattern })
}

/// Returns the pattern without the field, or `None` if the pattern has no such field.
pub(super) fn without(pattern: &Json, field: &FieldExplanation) -> Option<Candidate> {
    let mut pattern = pattern.clone();
    let is_removed = remove(&mut pattern, &field.path);
    let edit = format!("without `{}`", field.path);
    is_removed.then_some(Candidate { edit, pattern })
}

/// Returns the pattern with `list` in place of the field's list. If no list at the field's path is spelled as the
/// explanation has it, every list there is replaced.
fn replaced(pattern: &Json, field: &FieldExplanation, list: &Json) -> Option<Json> {
    let mut is_there = false;
    let exact = changed(pattern, &field.path, &mut |it| {
        if it.to_string() == field.wanted {
            *it = list.clone();
            is_there = true;
        }
    });
    if is_there {
        return exact;
    }
    changed(pattern, &field.path, &mut |it| *it = list.clone())
}

fn elements(wanted: &str) -> Vec<Json> {
    match Json::parse_whole(wanted).map(|it| it.kind) {
        Ok(JsonKind::Array(elements)) => elements,
        Ok(_) | Err(_) => Vec::new(),
    }
}

fn list(elements: Vec<Json>) -> Json {
    node(JsonKind::Array(elements))
}

fn added(wanted: &str, value: Json) -> Json {
    let mut elements = elements(wanted);
    elements.push(value);
    list(elements)
}

/// Returns lists that accept the first value found, the likeliest first.
fn lists(field: &FieldExplanation) -> Vec<Json> {
    let value = field.values.first();
    let Some(value) = value.and_then(|text| Json::parse_whole(text).ok()) else {
        return Vec::new();
    };
    let elements = elements(&field.wanted);
    let mut lists = Vec::new();
    for at in 0..elements.len() {
        for instead in instead(&elements[at], &value) {
            let mut elements = elements.clone();
            elements[at] = instead;
            lists.push(list(elements));
        }
    }
    if value.to_string().len() <= VALUE_BYTES_MAX {
        lists.push(added(&field.wanted, value));
    }
    lists.push(list(vec![exists()]));
    lists
}

fn exists() -> Json {
    object("exists", node(JsonKind::Bool(true)))
}

fn string(text: &[u8]) -> Json {
    node(JsonKind::String(text.to_vec()))
}

/// Returns elements that the author may have meant in place of `wanted`, each of which accepts `value`.
fn instead(wanted: &Json, value: &Json) -> Vec<Json> {
    match (&wanted.kind, &value.kind) {
        (JsonKind::String(wanted), JsonKind::String(value)) => of_texts(wanted, value),
        (JsonKind::String(wanted), JsonKind::Number(value)) if wanted == value.as_bytes() => {
            vec![node(JsonKind::Number(value.clone()))]
        }
        (JsonKind::Number(wanted), JsonKind::String(value)) if wanted.as_bytes() == value => {
            vec![string(value)]
        }
        (JsonKind::Object(members), _) => match &members[..] {
            [operator] => of_operator(&operator.key, &operator.value, value),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn of_texts(wanted: &[u8], value: &[u8]) -> Vec<Json> {
    let folded = |text: &[u8]| String::from_utf8_lossy(text).to_lowercase();
    let operator = |name: &str| object(name, string(wanted));
    let mut found = Vec::new();
    if folded(wanted) == folded(value) {
        found.push(operator("equals-ignore-case"));
    } else if !wanted.is_empty() && value.starts_with(wanted) {
        found.push(operator("prefix"));
    } else if !wanted.is_empty() && value.ends_with(wanted) {
        found.push(operator("suffix"));
    } else if wanted.contains(&b'*') {
        found.push(operator("wildcard"));
    }
    found
}

fn of_operator(name: &[u8], operand: &Json, value: &Json) -> Vec<Json> {
    match (name, &operand.kind, &value.kind) {
        (b"prefix" | b"suffix", JsonKind::String(_), JsonKind::String(_)) => {
            let name = String::from_utf8_lossy(name);
            vec![object(&name, object("equals-ignore-case", operand.clone()))]
        }
        (b"numeric", JsonKind::Array(bounds), JsonKind::Number(value)) => wider(bounds, value),
        (b"anything-but", JsonKind::Array(but), _) => {
            let kept: Vec<_> = but
                .iter()
                .filter(|it| it.kind != value.kind)
                .cloned()
                .collect();
            match kept.is_empty() {
                true => vec![exists()],
                false => vec![object("anything-but", list(kept))],
            }
        }
        // The operand is the only excluded value, so none is left.
        (b"anything-but", ..) => vec![exists()],
        _ => Vec::new(),
    }
}

/// Returns the range with each bound in turn moved to `value`, and inclusive.
fn wider(bounds: &[Json], value: &str) -> Vec<Json> {
    let widened = (0..bounds.len()).step_by(2).filter_map(|at| {
        let operator = match bounds[at].as_str()? {
            ">" | ">=" => ">=",
            "<" | "<=" => "<=",
            other => other,
        };
        let mut bounds = bounds.to_vec();
        bounds[at] = string(operator.as_bytes());
        *bounds.get_mut(at + 1)? = node(JsonKind::Number(value.to_owned()));
        Some(object("numeric", list(bounds)))
    });
    widened.collect()
}
