//! DynamoDB's typed attributes: `{"status": {"S": "paid"}}`. Which type a path lacks, and a pattern with the types put
//! in. (DynamoDB API Reference, "AttributeValue", read 2026-11-29.)

use std::borrow::Cow;

use tidegate::Source;
use tidegate_json::{Json, JsonKind, Member};

use crate::edit::{list, object, string, value, with_value};
use crate::field::{Field, Step, one_or_many, operator};

/// The keys of an attribute value, by type.
const TYPES: [&str; 10] = ["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "M", "L"];

/// The keys under `dynamodb` that hold attributes.
pub(crate) const IMAGES: [&str; 3] = ["NewImage", "OldImage", "Keys"];

/// Returns the keys below an image that lead to the field: attribute names and types; `None` if the field is elsewhere.
/// A table's records through a Kinesis stream are its payload as they are.
fn below_image<'f>(source: Source, keys: &'f [&'f str]) -> Option<&'f [&'f str]> {
    match (source, keys) {
        (Source::DynamoDb, ["dynamodb", image, rest @ ..])
        | (Source::Kinesis, ["data", "dynamodb", image, rest @ ..])
            if IMAGES.contains(image) =>
        {
            Some(rest)
        }
        _ => None,
    }
}

/// Returns the type that the field's path ends with, if each attribute on it has one.
pub(crate) fn attribute_type(source: Source, field: &Field<'_>) -> Option<&'static str> {
    let keys = field.keys();
    let rest = below_image(source, &keys)?;
    let last = rest.last().filter(|_| rest.len() > 1)?;
    let known = TYPES.into_iter().find(|name| name == last);
    known.filter(|_| lacks_type_at(rest).is_none())
}

/// Returns whether the field's path ends at a map of DynamoDB's.
pub(crate) fn is_map(source: Source, field: &Field<'_>) -> bool {
    attribute_type(source, field) == Some("M")
}

/// Returns whether the field is a number of DynamoDB's, which is a string in its records.
pub(crate) fn is_number(source: Source, field: &Field<'_>) -> bool {
    matches!(attribute_type(source, field), Some("N" | "NS"))
}

/// Returns whether only a number satisfies the value, or it excludes numbers.
pub(crate) fn wants_number(value: &Json) -> bool {
    match (&value.kind, operator(value)) {
        (JsonKind::Number(_), _) | (_, Some(("numeric", _))) => true,
        (_, Some(("anything-but", operand))) => {
            operand.members().is_empty()
                && one_or_many(operand)
                    .iter()
                    .any(|it| matches!(it.kind, JsonKind::Number(_)))
        }
        _ => false,
    }
}

/// Returns the step whose key names an attribute that no type follows.
pub(crate) fn untyped_step<'f, 'p>(source: Source, field: &'f Field<'p>) -> Option<&'f Step<'p>> {
    let keys = field.keys();
    let rest = below_image(source, &keys)?;
    let at = lacks_type_at(rest)? + keys.len() - rest.len();
    step_of_key(field, at)
}

/// Returns the step that holds the key of the dotted path with this index.
fn step_of_key<'f, 'p>(field: &'f Field<'p>, key: usize) -> Option<&'f Step<'p>> {
    let mut before = 0;
    field.steps.iter().find(|step| {
        before += step.name.split('.').count();
        key < before
    })
}

/// Returns the index of an attribute's name that no type follows. Names and types take turns: `order`, `M`, `id`, `S`;
/// after `L` a type follows at once.
fn lacks_type_at(keys: &[&str]) -> Option<usize> {
    let mut at = 0;
    while at < keys.len() {
        let mut behind = at + 1;
        while keys.get(behind) == Some(&"L") {
            behind += 1;
        }
        match keys.get(behind) {
            Some(&"M") => at = behind + 1,
            Some(key) if TYPES.contains(key) => return None,
            _ => return Some(at),
        }
    }
    None
}

/// Returns the value of an attribute with its types; `None` if the wanted values do not determine the type.
pub(crate) fn typed(json: &Json) -> Option<Json> {
    match &json.kind {
        JsonKind::Array(values) => typed_list(values),
        JsonKind::Object(members) if members.iter().all(is_type) => typed_inside(members),
        JsonKind::Object(members) if is_misspelt_type(members) => typed_inside(&upper(members)),
        JsonKind::Object(members) => Some(object("M", typed_image(members)?)),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => None,
    }
}

/// Returns a value's types, with types put in below `M` and `L`.
fn typed_inside(members: &[Member]) -> Option<Json> {
    let members = members.iter().map(|it| {
        let inner = match (it.key.as_slice(), &it.value.kind) {
            (b"M", JsonKind::Object(attributes)) => typed_image(attributes)?,
            (b"L", JsonKind::Object(_) | JsonKind::Array(_)) => typed(&it.value)?,
            (b"N" | b"NS", JsonKind::Array(values)) => {
                // Ranges are left as they are: L0205 reports their mistake.
                let texts: Option<_> = values.iter().map(as_number_text).collect();
                texts.map_or_else(|| it.value.clone(), list)
            }
            _ => it.value.clone(),
        };
        Some(with_value(it, inner))
    });
    Some(value(JsonKind::Object(members.collect::<Option<_>>()?)))
}

/// Returns whether this is a list under a type in lower case.
fn is_misspelt_type(members: &[Member]) -> bool {
    let [one] = members else {
        return false;
    };
    matches!(one.value.kind, JsonKind::Array(_)) && upper(members).iter().all(is_type)
}

fn upper(members: &[Member]) -> Vec<Member> {
    let members = members.iter().map(|it| Member {
        key: it.key.to_ascii_uppercase(),
        ..it.clone()
    });
    members.collect()
}

/// Returns the object of these attributes with types.
pub(crate) fn typed_image(members: &[Member]) -> Option<Json> {
    // The entries of `$or` would each need their own types; that is left to the user.
    if members.iter().any(|member| member.key == b"$or") {
        return None;
    }
    let members = members
        .iter()
        .map(|member| Some(with_value(member, typed(&member.value)?)));
    let members: Option<Vec<_>> = members.collect();
    Some(value(JsonKind::Object(members?)))
}

fn is_type(member: &Member) -> bool {
    std::str::from_utf8(&member.key).is_ok_and(is_type_name)
}

/// Returns whether a key is the type of an attribute, such as `S`.
pub(crate) fn is_type_name(key: &str) -> bool {
    TYPES.contains(&key)
}

fn typed_list(values: &[Json]) -> Option<Json> {
    let first = type_of(values.first()?)?;
    if !values.iter().all(|value| type_of(value) == Some(first)) {
        return None;
    }
    let values = match first {
        "N" => values.iter().map(as_number_text).collect::<Option<_>>()?,
        "NULL" => vec![value(JsonKind::Bool(true))],
        _ => values.to_vec(),
    };
    Some(object(first, list(values)))
}

/// Returns the type of a wanted value; `None` if it can have any type.
fn type_of(wanted: &Json) -> Option<&'static str> {
    match &wanted.kind {
        JsonKind::String(_) => Some("S"),
        JsonKind::Number(_) => Some("N"),
        JsonKind::Bool(_) => Some("BOOL"),
        JsonKind::Null => Some("NULL"),
        JsonKind::Array(_) => None,
        JsonKind::Object(_) => match operator(wanted)? {
            ("exists", _) => None,
            ("numeric", _) => Some("N"),
            ("anything-but", operand) if operand.members().is_empty() => {
                type_of(one_or_many(operand).first()?)
            }
            _ => Some("S"),
        },
    }
}

/// Returns values that match the same numbers where numbers are strings; `None` if a set of strings can't express that.
pub(crate) fn as_number_text(wanted: &Json) -> Option<Json> {
    match (&wanted.kind, operator(wanted)) {
        (JsonKind::Number(text), _) => Some(string(&canonical(text))),
        (JsonKind::String(_), _) => Some(wanted.clone()),
        (_, Some(("numeric", operand))) => match one_or_many(operand) {
            [relation, number] if relation.as_str() == Some("=") => as_number_text(number),
            _ => None,
        },
        (_, Some(("anything-but", operand))) if operand.members().is_empty() => {
            let texts = one_or_many(operand).iter().map(as_number_text);
            let texts: Option<Vec<_>> = texts.collect();
            Some(object("anything-but", list(texts?)))
        }
        (_, Some(("anything-but", _))) => None,
        _ => Some(wanted.clone()),
    }
}

/// Returns a number's text without the zeros at its front and at the end of its fraction. Texts of other forms are
/// left.
pub(crate) fn trimmed(text: &str) -> Cow<'_, str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) {
        return Cow::Borrowed(text);
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = &text[..text.len() - digits.len()];
    Cow::Owned(match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    })
}

/// Returns a number as DynamoDB writes it: without the zeros at the end of a fraction.
fn canonical(text: &str) -> String {
    if text.contains('.') && !text.contains(['e', 'E']) {
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_types_take_turns() {
        let lacks = |path: &str| lacks_type_at(&path.split('.').collect::<Vec<_>>());
        for typed in ["id.S", "order.M.id.S", "tags.L.S", "grid.L.L.M.x.N"] {
            assert_eq!(lacks(typed), None, "{typed}");
        }
        assert_eq!(lacks("status"), Some(0));
        assert_eq!(lacks("order.M.id"), Some(2));
        assert_eq!(lacks("order.id.S"), Some(0));
    }

    #[test]
    fn types_are_put_in() {
        let text =
            r#"{"a":["x"],"b":{"c":[1.50,{"anything-but":[2]}]},"d":[null],"e":{"S":["y"]}}"#;
        let json = Json::parse_first(text).unwrap();
        let typed = typed_image(json.members()).unwrap().to_string();
        let expected = r#"{"a":{"S":["x"]},"b":{"M":{"c":{"N":["1.5",{"anything-but":["2"]}]}}},"d":{"NULL":[true]},"e":{"S":["y"]}}"#;
        assert_eq!(typed, expected);
        let unknown = Json::parse_first(r#"{"a":[{"exists":true}]}"#).unwrap();
        assert_eq!(typed_image(unknown.members()), None);
    }
}
