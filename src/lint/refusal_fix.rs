//! A pattern that AWS refuses in, the pattern as it should be out, where each of its errors has one obvious remedy: a bare
//! value is put in a list, an operator's name is corrected, quotes around true, false and numbers go.

use tidegate::{Code, ERRORS_MAX, Profile, Rule, Span, nearest};
use tidegate_json::{Json, JsonKind, Member};

use crate::edit::{list, member, replaced, value, with_members};
use crate::field::members_of;

/// The operators, as the guide lists them.
pub(crate) const OPERATORS: [&str; 8] = [
    "prefix",
    "suffix",
    "equals-ignore-case",
    "anything-but",
    "numeric",
    "cidr",
    "wildcard",
    "exists",
];

/// A refused pattern with all its errors put right, as compact JSON; `None` if one of them has no obvious remedy.
///
/// ```
/// use tidegate::{Profile, Source};
/// let fixed = tidegate_lint::fix_refused(r#"{"body":{"a":"x","b":[{"Prefix":"y"}]}}"#, Profile::Service(Source::Sqs));
/// assert_eq!(fixed.as_deref(), Some(r#"{"body":{"a":["x"],"b":[{"prefix":"y"}]}}"#));
/// ```
#[must_use]
pub fn fix_refused(text: &str, profile: Profile) -> Option<String> {
    let mut text = text.to_owned();
    for _ in 0..ERRORS_MAX {
        let Err(error) = Rule::read(&text, profile) else {
            return Some(text);
        };
        let root = Json::parse_first(&text).ok()?;
        let fixed = match error.code() {
            Code::BareValue => in_a_list(&root, error.span()),
            Code::UnknownOperator => with_known_operator(&root, error.span()),
            Code::BadOperand => without_quotes(&root, error.span()),
            _ => None,
        };
        text = fixed?.to_string();
    }
    None
}

/// The tree with the bare value at `span` in a list, and an operator that stands without one in its field's list.
fn in_a_list(root: &Json, span: Span) -> Option<Json> {
    let (mut wrapped, mut is_operator) = (None, false);
    let fixed = crate::edit::changed(root, &mut |json| {
        let members = members_of(json);
        let bare = members.iter().find(|member| member.value.span == span)?;
        let key = String::from_utf8_lossy(&bare.key).into_owned();
        is_operator = OPERATORS.contains(&key.as_str());
        let is_alone = members.len() == 1 && json.span != root.span;
        wrapped = (is_operator && is_alone).then(|| list(vec![json.clone()]));
        wrapped.clone()
    });
    match (wrapped.is_some(), is_operator) {
        (true, _) => Some(fixed),
        (false, true) => None,
        (false, false) => {
            let mut bare = None;
            find(root, span, &mut bare);
            Some(replaced(root, span, &listed(bare?)))
        }
    }
}

/// A bare value in a list; a string that holds an object of fields is that object, encoded once too often.
fn listed(bare: Json) -> Json {
    let decoded = bare.as_str().and_then(|text| Json::parse_whole(text).ok());
    match decoded {
        Some(fields) if !members_of(&fields).is_empty() => fields,
        Some(_) | None => list(vec![bare]),
    }
}

fn find(json: &Json, span: Span, found: &mut Option<Json>) {
    if json.span == span {
        *found = Some(json.clone());
    }
    match &json.kind {
        JsonKind::Object(members) => members.iter().for_each(|it| find(&it.value, span, found)),
        JsonKind::Array(elements) => elements.iter().for_each(|it| find(it, span, found)),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {}
    }
}

fn with_known_operator(root: &Json, key_span: Span) -> Option<Json> {
    let mut known = None;
    let fixed = with_members(root, &mut |members| {
        let members = members.into_iter();
        let renamed = members.map(|it: Member| {
            if it.key_span != key_span {
                return it;
            }
            known = nearest(&String::from_utf8_lossy(&it.key), &OPERATORS);
            match known {
                Some(name) => member(name, it.value),
                None => it,
            }
        });
        renamed.collect()
    });
    known.map(|_| fixed)
}

/// The tree with the string at `span`, or the strings in the list there, read as what they spell.
fn without_quotes(root: &Json, span: Span) -> Option<Json> {
    let mut operand = None;
    find(root, span, &mut operand);
    let operand = operand?;
    let spelled = match &operand.kind {
        JsonKind::Array(elements) => list(elements.iter().map(number_or_same).collect()),
        _ => scalar(&operand)?,
    };
    (spelled.to_string() != operand.to_string()).then(|| replaced(root, span, &spelled))
}

fn number_or_same(json: &Json) -> Json {
    match scalar(json) {
        Some(number) if matches!(number.kind, JsonKind::Number(_)) => number,
        _ => json.clone(),
    }
}

/// The boolean or number that a string spells.
fn scalar(json: &Json) -> Option<Json> {
    let text = json.as_str()?;
    match text.to_ascii_lowercase().as_str() {
        "true" => return Some(value(JsonKind::Bool(true))),
        "false" => return Some(value(JsonKind::Bool(false))),
        _ => {}
    }
    let number = Json::parse_whole(text).ok()?;
    matches!(number.kind, JsonKind::Number(_)).then(|| value(number.kind))
}

#[cfg(test)]
mod tests {
    use tidegate::Source;

    use super::*;

    fn fixed(inner: &str) -> Option<String> {
        let text = format!(r#"{{"body":{inner}}}"#);
        let fixed = fix_refused(&text, Profile::Service(Source::Sqs))?;
        let fixed = fixed.strip_prefix(r#"{"body":"#)?.strip_suffix('}')?;
        Some(fixed.to_owned())
    }

    #[test]
    fn obvious_errors_are_put_right_all_at_once() {
        for (wrong, right) in [
            (r#"{"a":"x"}"#, r#"{"a":["x"]}"#),
            (r#""{\"a\":[1]}""#, r#"{"a":[1]}"#),
            (r#"{"a":{"prefix":"x"}}"#, r#"{"a":[{"prefix":"x"}]}"#),
            (r#"{"a":[{"EXISTS":true}]}"#, r#"{"a":[{"exists":true}]}"#),
            (
                r#"{"a":[{"exists":"true"}],"b":5}"#,
                r#"{"a":[{"exists":true}],"b":[5]}"#,
            ),
            (
                r#"{"a":[{"anything-but":{"prefx":"x"}}]}"#,
                r#"{"a":[{"anything-but":{"prefix":"x"}}]}"#,
            ),
        ] {
            assert_eq!(fixed(wrong).as_deref(), Some(right), "{wrong}");
        }
    }

    #[test]
    fn what_has_no_obvious_remedy_is_left() {
        for wrong in [
            r#"{"a":[]}"#,
            r#"{"a":[{"regex":"x"}]}"#,
            r#"{"a":"x","b":{}}"#,
            r#"{"a":["#,
        ] {
            assert_eq!(fixed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_in_quotes_are_numbers() {
        let right = r#"{"a":[{"numeric":[">",5]}]}"#;
        assert_eq!(
            fixed(r#"{"a":[{"numeric":[">","5"]}]}"#).as_deref(),
            Some(right)
        );
    }
}
