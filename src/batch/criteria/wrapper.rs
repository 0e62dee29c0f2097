//! Refuses documents that wrap patterns in another way than AWS does, and shows the form that AWS takes. Read as
//! patterns, their wrapping would be taken as fields.

use tidegate::Span;
use tidegate_json::{Json, JsonKind, Member};

use super::error::{CriteriaError, EXAMPLE};

/// The forms that AWS takes.
const ACCEPTED: &str = "write {\"Filters\": [{\"Pattern\": \"{\\\"body\\\": ...}\"}]}, or the pattern itself, or a list of patterns";

/// Names that people give to the list of filters.
const LISTS: [&str; 6] = [
    "Filters",
    "filters",
    "FilterCriteria",
    "filterCriteria",
    "filter_criteria",
    "filterPatterns",
];

/// Names that people give to a pattern.
const PATTERNS: [&str; 2] = ["Pattern", "pattern"];

/// Returns an error if the document is not a filter as AWS takes it, but holds patterns.
pub(super) fn refuse_wrapped(root: &Json) -> Result<(), CriteriaError> {
    let message = match &root.kind {
        JsonKind::Object(members) => of_object(members),
        JsonKind::Array(elements) => of_list(elements),
        _ => None,
    };
    match message {
        Some(message) => Err(error(root, message, ACCEPTED)),
        None if are_words(root) => Err(error(root, WORDS.to_owned(), EXAMPLE)),
        None => Ok(()),
    }
}

const WORDS: &str = "this is a list of texts that are not patterns";

/// Returns whether the value is a list of texts that hold no patterns.
fn are_words(root: &Json) -> bool {
    let is_word = |it: &Json| it.as_str().is_some() && !holds_object(it);
    matches!(&root.kind, JsonKind::Array(elements) if !elements.is_empty() && elements.iter().all(is_word))
}

fn of_object(members: &[Member]) -> Option<String> {
    let [Member { key, value, .. }] = members else {
        return pattern_key(members)
            .map(|key| format!("this looks like one filter of a list: an object with `{key}`"));
    };
    let key = std::str::from_utf8(key).ok()?;
    if is_pattern(key, value) {
        return Some(format!(
            "this looks like one filter of a list: an object with `{key}`"
        ));
    }
    let name = LISTS.iter().find(|it| **it == key)?;
    let inner = match &value.kind {
        JsonKind::Array(elements) => elements,
        JsonKind::Object(members) => return of_object(members),
        _ => return None,
    };
    let is_text = inner.iter().all(holds_object);
    let wrapped = inner.iter().find_map(|it| entry_key(it));
    match wrapped {
        _ if inner.is_empty() => None,
        _ if is_text => Some(format!(
            "`{name}` lists the patterns without a `Pattern` before each"
        )),
        Some("Pattern") => Some(format!(
            "this looks like a FilterCriteria, with its list under `{name}`"
        )),
        Some(pattern) => Some(format!(
            "this looks like a FilterCriteria, with `{pattern}` in place of `Pattern`"
        )),
        None => None,
    }
}

fn of_list(elements: &[Json]) -> Option<String> {
    let key = elements.first().and_then(entry_key)?;
    Some(format!(
        "this looks like the list under `Filters`: objects with `{key}`"
    ))
}

/// Returns the key of the pattern, if the value is an entry of a list of filters.
fn entry_key(json: &Json) -> Option<&str> {
    match &json.kind {
        JsonKind::Object(members) => pattern_key(members),
        _ => None,
    }
}

/// Returns the key of the pattern, if the members are the pattern and perhaps its name.
fn pattern_key(members: &[Member]) -> Option<&str> {
    let is_name = |it: &Member| it.key.eq_ignore_ascii_case(b"name");
    let mut others = members.iter().filter(|it| !is_name(it));
    let (Some(only), None) = (others.next(), others.next()) else {
        return None;
    };
    let key = std::str::from_utf8(&only.key).ok()?;
    is_pattern(key, &only.value).then_some(key)
}

/// Returns whether a member holds a pattern. A field of a pattern that has such a name has a list.
fn is_pattern(key: &str, value: &Json) -> bool {
    let is_whole = matches!(value.kind, JsonKind::Object(_)) && key != "pattern";
    PATTERNS.contains(&key) && (is_whole || holds_object(value))
}

/// Returns whether the value is a text that begins like a JSON object.
fn holds_object(json: &Json) -> bool {
    json.as_str()
        .is_some_and(|text| text.trim_start().starts_with('{'))
}

fn error(root: &Json, message: String, help: &str) -> CriteriaError {
    CriteriaError {
        code: "E0401",
        span: Span::new(root.span.start, root.span.start + 1),
        message,
        help: Some(help.to_owned()),
        choices: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Criteria;

    #[test]
    fn other_wrappings_are_refused_and_name_what_they_look_like() {
        for (document, words) in [
            (
                r#"{"Filters":[{"pattern":"{}"}]}"#,
                "`pattern` in place of `Pattern`",
            ),
            (
                r#"{"filters":[{"pattern":"{}"}]}"#,
                "`pattern` in place of `Pattern`",
            ),
            (r#"{"filters":[{"Pattern":"{}"}]}"#, "under `filters`"),
            (
                r#"{"FilterCriteria":[{"Pattern":"{}"}]}"#,
                "under `FilterCriteria`",
            ),
            (
                r#"{"filterCriteria":{"filters":[{"Pattern":"{}"}]}}"#,
                "under `filters`",
            ),
            (r#"{"Filters":["{\"a\":[1]}"]}"#, "without a `Pattern`"),
            (r#"[{"Pattern":"{}"}]"#, "list under `Filters`"),
            (
                r#"[{"Pattern":{"body":{"a":[1]}}}]"#,
                "list under `Filters`",
            ),
            (r#"[{"Name":"n","Pattern":"{}"}]"#, "list under `Filters`"),
            (r#"{"Pattern":"{}"}"#, "one filter of a list"),
            (r#"{"Name":"n","Pattern":"{}"}"#, "one filter of a list"),
            (r#"["paid","new"]"#, "texts that are not patterns"),
        ] {
            let error = Criteria::read(document, None).unwrap_err();
            assert!(error.message.contains(words), "{document}: {error}");
            assert_eq!(error.code, "E0401");
        }
    }

    #[test]
    fn fields_with_such_names_are_left_alone() {
        for document in [
            r#"{"filters":["a"]}"#,
            r#"{"Filters":[{"prefix":"a"}]}"#,
            r#"{"pattern":{"a":[1]}}"#,
            r#"{"Pattern":["a"]}"#,
            r#"{"detail":{"Pattern":{"a":[1]}}}"#,
        ] {
            assert_eq!(Criteria::read(document, None).unwrap().filters.len(), 1);
        }
    }
}
