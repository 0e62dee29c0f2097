//! Corrects a pattern that AWS refuses, if each of its errors has one obvious remedy: a bare value is put in a list, an
//! operator's name is corrected, quotes around true, false and numbers are removed.

use std::collections::BTreeSet;

use tidegate::{Code, ERRORS_MAX, Profile, Rule, Span, nearest};
use tidegate_json::{Json, JsonKind, Member};

use crate::edit::{list, member, replaced, value, with_members, with_value};
use crate::field::one_or_many;
use crate::foreign::{Foreign, list_meant, of_key};
use crate::numeric_form::with_forms;
use crate::typed::is_type_name;

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

/// Returns a refused pattern with all its errors corrected, as compact JSON; `None` if one of them has no obvious
/// remedy.
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
            Code::UnknownOperator => with_known_operator(&root, error.span())
                .or_else(|| without_foreign(&root, error.span()))
                .or_else(|| without_list(&root, error.span())),
            Code::BadOperand => without_quotes(&root, error.span())
                .or_else(|| with_forms(&root, error.span()))
                .or_else(|| one_for_each_text(&root, error.span())),
            _ => None,
        };
        text = fixed?.to_string();
    }
    None
}

/// Returns the tree with the bare value at `span` in a list, and an operator that stands without one in its field's
/// list.
fn in_a_list(root: &Json, span: Span) -> Option<Json> {
    let (mut wrapped, mut is_operator) = (None, false);
    let fixed = crate::edit::changed(root, &mut |json| {
        let members = json.members();
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

/// Returns a bare value in a list. A string that holds an object of fields becomes that object: it was encoded once too
/// often.
fn listed(bare: Json) -> Json {
    // A whole filter in a text, as `Pattern` of a FilterCriteria holds it, is taken out of its key by L0202.
    let decoded = bare.as_str().and_then(|text| Json::parse_whole(text).ok());
    match decoded {
        Some(fields) if !fields.members().is_empty() => fields,
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

/// Returns the tree with the operator of another language at `key_span`, or the one around it, written as AWS's own;
/// `None` if there is none there, or AWS has nothing that says the same.
fn without_foreign(root: &Json, key_span: Span) -> Option<Json> {
    let mut is_changed = false;
    let is_here = |it: &Json| it.members().iter().any(|it| it.key_span == key_span);
    let fixed = with_members(root, &mut |members| {
        let changed = members.into_iter().map(|it| {
            let JsonKind::Array(elements) = &it.value.kind else {
                return it;
            };
            let Some(at) = elements.iter().position(is_here) else {
                return it;
            };
            let is_or = of_key(&it) == Some(Foreign::Or) && it.key != b"$or" && elements.len() > 1;
            let new = list_meant(elements[at].members());
            is_changed |= is_or || new.is_some();
            match new {
                _ if is_or => member("$or", it.value),
                None => it,
                Some(new) => {
                    let mut elements = elements.clone();
                    elements.splice(at..=at, one_or_many(&new).to_vec());
                    with_value(&it, list(elements))
                }
            }
        });
        changed.collect()
    });
    is_changed.then_some(fixed)
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

/// Returns the tree in which a list of objects of fields is replaced by its fields; `None` if two of them have a key in
/// common, or the list holds something else.
fn without_list(root: &Json, key_span: Span) -> Option<Json> {
    let mut is_changed = false;
    let is_here = |it: &Json| it.members().iter().any(|it| it.key_span == key_span);
    let is_fields = |it: &Json| {
        let members = it.members();
        !members.is_empty() && members.iter().all(is_field)
    };
    let merged = |json: &Json| {
        let JsonKind::Array(elements) = &json.kind else {
            return None;
        };
        let fits = elements.iter().any(is_here) && elements.iter().all(is_fields);
        let all: Vec<Member> = elements.iter().flat_map(Json::members).cloned().collect();
        let keys: BTreeSet<_> = all.iter().map(|it| &it.key).collect();
        (fits && keys.len() == all.len()).then(|| value(JsonKind::Object(all.clone())))
    };
    let fixed = crate::edit::changed(root, &mut |json| {
        let and = json
            .members()
            .iter()
            .find(|it| of_key(it) == Some(Foreign::And));
        let fields = and.and_then(|it| merged(&it.value));
        let new = match fields {
            Some(fields) if json.members().len() == 1 => Some(fields),
            Some(_) => None,
            None => merged(json),
        };
        is_changed |= new.is_some();
        new
    });
    is_changed.then_some(fixed)
}

fn is_field(member: &Member) -> bool {
    let key = String::from_utf8_lossy(&member.key);
    let holds_fields = matches!(member.value.kind, JsonKind::Object(_) | JsonKind::Array(_));
    let is_bare_type = is_type_name(&key) && matches!(member.value.kind, JsonKind::String(_));
    (holds_fields || is_bare_type) && nearest(&key, &OPERATORS).is_none()
}

/// The operators that take one string, and of which several in a list mean any of them.
const OF_ONE_TEXT: [&str; 5] = ["prefix", "suffix", "equals-ignore-case", "wildcard", "cidr"];

/// Returns the tree with one operator for each string of the list at `span`: `[{"prefix":["a","b"]}]` becomes
/// `[{"prefix":"a"},{"prefix":"b"}]`.
fn one_for_each_text(root: &Json, span: Span) -> Option<Json> {
    let mut is_changed = false;
    let fixed = with_members(root, &mut |members| {
        let changed = members.into_iter().map(|it| {
            let JsonKind::Array(elements) = &it.value.kind else {
                return it;
            };
            let mut texts = elements.iter().map(|element| texts_at(element, span));
            let Some((at, texts)) = texts
                .by_ref()
                .enumerate()
                .find_map(|(at, it)| Some((at, it?)))
            else {
                return it;
            };
            is_changed = true;
            let each = texts.iter().map(|text| replaced(&elements[at], span, text));
            let mut new = elements.clone();
            new.splice(at..=at, each);
            with_value(&it, list(new))
        });
        changed.collect()
    });
    is_changed.then_some(fixed)
}

/// Returns the strings of the list at `span` in an operator that takes one.
fn texts_at(element: &Json, span: Span) -> Option<Vec<Json>> {
    let [operator] = element.members() else {
        return None;
    };
    if !OF_ONE_TEXT
        .iter()
        .any(|name| operator.key == name.as_bytes())
    {
        return None;
    }
    let mut operand = None;
    find(element, span, &mut operand);
    let JsonKind::Array(texts) = operand?.kind else {
        return None;
    };
    let are_texts = !texts.is_empty() && texts.iter().all(|text| text.as_str().is_some());
    are_texts.then_some(texts)
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

/// Returns the boolean or number that a string spells.
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
    fn obvious_errors_are_corrected_all_at_once() {
        for (wrong, right) in [
            (r#"{"a":"x"}"#, r#"{"a":["x"]}"#),
            (r#""{\"a\":[1]}""#, r#"{"a":[1]}"#),
            (r#"{"a":{"prefix":"x"}}"#, r#"{"a":[{"prefix":"x"}]}"#),
            (r#"[{"type":["b"]}]"#, r#"{"type":["b"]}"#),
            (r#"{"L":[{"S":"x"}]}"#, r#"{"L":{"S":["x"]}}"#),
            (r#"{"$and":[{"a":[1]},{"b":[1]}]}"#, r#"{"a":[1],"b":[1]}"#),
            (
                r#"{"or":[{"a":[1]},{"b":[1]}]}"#,
                r#"{"$or":[{"a":[1]},{"b":[1]}]}"#,
            ),
            (r#"{"AND":[{"a":[1]},{"b":[1]}]}"#, r#"{"a":[1],"b":[1]}"#),
            (r#"{"a":["z",{"$in":["x","y"]}]}"#, r#"{"a":["z","x","y"]}"#),
            (r#"{"a":[{"gt":5}]}"#, r#"{"a":[{"numeric":[">",5]}]}"#),
            (
                r#"{"a":["z",{"prefix":["x","y"]}],"b":[{"suffix":["x"]}]}"#,
                r#"{"a":["z",{"prefix":"x"},{"prefix":"y"}],"b":[{"suffix":"x"}]}"#,
            ),
            (
                r#"{"a":[{"prefix":{"equals-ignore-case":["x","y"]}}]}"#,
                r#"{"a":[{"prefix":{"equals-ignore-case":"x"}},{"prefix":{"equals-ignore-case":"y"}}]}"#,
            ),
            (
                r#"{"a":[{"not":["x"]}]}"#,
                r#"{"a":[{"anything-but":["x"]}]}"#,
            ),
            (
                r#"{"a":[{"numeric":["==",5]}]}"#,
                r#"{"a":[{"numeric":["=",5]}]}"#,
            ),
            (
                r#"{"a":[{"numeric":["!=",5]}]}"#,
                r#"{"a":[{"anything-but":[5]}]}"#,
            ),
            (
                r#"{"a":[{"numeric":["<",5,">=",1]}]}"#,
                r#"{"a":[{"numeric":[">=",1,"<",5]}]}"#,
            ),
            (
                r#"{"a":["x",{"numeric":["<",10,">",20]}]}"#,
                r#"{"a":["x",{"numeric":["<",10]},{"numeric":[">",20]}]}"#,
            ),
            (
                r#"{"a":[{"numeric":["=>",10]}]}"#,
                r#"{"a":[{"numeric":[">=",10]}]}"#,
            ),
            (
                r#"{"a":[{"numeric":["=>",1,"=<",5]}]}"#,
                r#"{"a":[{"numeric":[">=",1,"<=",5]}]}"#,
            ),
            (
                r#"{"a":[{"numeric":["between",1,5]}]}"#,
                r#"{"a":[{"numeric":[">=",1,"<=",5]}]}"#,
            ),
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
    fn error_without_an_obvious_remedy_is_left() {
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
    fn numbers_in_quotes_lose_their_quotes() {
        let right = r#"{"a":[{"numeric":[">",5]}]}"#;
        assert_eq!(
            fixed(r#"{"a":[{"numeric":[">","5"]}]}"#).as_deref(),
            Some(right)
        );
    }
}
