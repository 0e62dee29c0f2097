//! Operators of other languages (MongoDB, SQL, JavaScript), and how a filter says the same.

use tidegate_json::{Json, JsonKind, Member, Span};

use crate::edit::{list, object, string};
use crate::field::one_or_many;
use crate::glob::{Sign, meant_glob, meant_pattern, sign};

/// The sense of an operator of another language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// One of several values.
    Values,
    /// None of several values.
    Exclusion,
    /// A comparison of numbers, with its sign.
    Comparison(&'static str),
    /// A range of numbers, its ends included.
    Range,
    Prefix,
    Suffix,
    Contains,
    Exists,
    /// A regular expression.
    Regex,
    /// One of several objects of fields.
    Or,
    /// All of several objects of fields.
    And,
    /// None of several objects of fields.
    Nor,
}

/// Returns the sense of a word in another language; `None` if it is not known as an operator. Case, `$`, `-` and `_`
/// make no difference.
pub(crate) fn foreign(word: &str) -> Option<Foreign> {
    let core = word.strip_prefix('$').unwrap_or(word);
    let letters = core.chars().filter(|it| !matches!(it, '-' | '_' | ' '));
    let folded: String = letters.flat_map(char::to_lowercase).collect();
    Some(match folded.as_str() {
        "eq" | "equals" | "equal" | "is" | "in" | "==" | "===" => Foreign::Values,
        "ne" | "neq" | "nin" | "not" | "notin" | "notequals" | "isnot" | "!=" | "<>" => {
            Foreign::Exclusion
        }
        "gt" | ">" | "greaterthan" => Foreign::Comparison(">"),
        "gte" | "ge" | ">=" | "greaterthanorequal" => Foreign::Comparison(">="),
        "lt" | "<" | "lessthan" => Foreign::Comparison("<"),
        "lte" | "le" | "<=" | "lessthanorequal" => Foreign::Comparison("<="),
        "between" | "range" => Foreign::Range,
        "startswith" | "beginswith" => Foreign::Prefix,
        "endswith" => Foreign::Suffix,
        "contains" | "includes" => Foreign::Contains,
        "exists" if word.starts_with('$') => Foreign::Exists,
        "regex" | "regexp" | "matches" | "like" | "ilike" | "glob" => Foreign::Regex,
        "or" | "||" | "any" | "anyof" => Foreign::Or,
        "and" | "&&" | "all" | "allof" => Foreign::And,
        "nor" | "noneof" => Foreign::Nor,
        _ => return None,
    })
}

/// Returns the foreign operator that the key names.
pub(crate) fn of_key(member: &Member) -> Option<Foreign> {
    foreign(std::str::from_utf8(&member.key).ok()?)
}

/// Returns the values of a list that say the same as the operator; `None` if no value does, or the operand is of
/// another kind.
pub(crate) fn meant(operator: Foreign, operand: &Json) -> Option<Vec<Json>> {
    let operands = one_or_many(operand);
    let is_plain = |it: &Json| !matches!(it.kind, JsonKind::Array(_) | JsonKind::Object(_));
    if operands.is_empty() || !operands.iter().all(is_plain) {
        return None;
    }
    let each = |name: &'static str| {
        let operands = operands.iter();
        let all = operands.map(|it| it.as_str().map(|text| object(name, string(text))));
        all.collect::<Option<Vec<Json>>>()
    };
    match (operator, operands) {
        (Foreign::Values, _) => Some(operands.to_vec()),
        (Foreign::Exclusion, _) => Some(vec![object("anything-but", list(operands.to_vec()))]),
        (Foreign::Comparison(sign), [number]) if is_number(number) => {
            Some(vec![numeric(&[(sign, number)])])
        }
        (Foreign::Range, [least, most]) if is_number(least) && is_number(most) => {
            Some(vec![numeric(&[(">=", least), ("<=", most)])])
        }
        (Foreign::Prefix, _) => each("prefix"),
        (Foreign::Suffix, _) => each("suffix"),
        (Foreign::Contains, [text]) => {
            let text = text.as_str().filter(|it| !it.contains(['*', '\\']))?;
            Some(vec![object("wildcard", string(&format!("*{text}*")))])
        }
        (Foreign::Regex, [text]) => {
            let text = text.as_str()?;
            let pattern = match sign(text) {
                Some(Sign::Regex) => meant_pattern(text, Sign::Regex),
                Some(Sign::Star) | None => meant_glob(text),
            };
            Some(vec![pattern?])
        }
        (Foreign::Exists, [one]) if matches!(one.kind, JsonKind::Bool(_)) => {
            Some(vec![object("exists", one.clone())])
        }
        (
            Foreign::Comparison(_)
            | Foreign::Range
            | Foreign::Contains
            | Foreign::Exists
            | Foreign::Regex
            | Foreign::Or
            | Foreign::And
            | Foreign::Nor,
            _,
        ) => None,
    }
}

/// Returns the list that says the same as an object of foreign operators, all of which must hold; `None` if no list
/// does.
pub(crate) fn list_meant(operators: &[Member]) -> Option<Json> {
    if let [one] = operators {
        return Some(list(meant(of_key(one)?, &one.value)?));
    }
    let mut terms = Vec::new();
    for member in operators {
        let [number] = one_or_many(&member.value) else {
            return None;
        };
        match of_key(member)? {
            Foreign::Comparison(sign) if is_number(number) => terms.push((sign, number)),
            _ => return None,
        }
    }
    // AWS takes the lower end first.
    terms.sort_by_key(|(sign, _)| sign.starts_with('<'));
    let is_range = matches!(&terms[..], [(least, _), (most, _)]
        if least.starts_with('>') && most.starts_with('<'));
    is_range.then(|| list(vec![numeric(&terms)]))
}

fn numeric(terms: &[(&'static str, &Json)]) -> Json {
    let terms = terms.iter();
    let terms = terms.flat_map(|(sign, number)| [string(sign), (*number).clone()]);
    object("numeric", list(terms.collect()))
}

fn is_number(json: &Json) -> bool {
    matches!(json.kind, JsonKind::Number(_))
}

/// Returns advice on what to write in place of the operator.
pub(crate) fn advice(member: &Member) -> String {
    let Some(operator) = of_key(member) else {
        return String::new();
    };
    if let Some(values) = meant(operator, &member.value) {
        return format!("write the field's list as {}", list(values));
    }
    let advice = match operator {
        Foreign::Values => "list the values: [\"a\",\"b\"]",
        Foreign::Exclusion => {
            "exclude values field by field: {\"field\":[{\"anything-but\":[\"a\"]}]}"
        }
        Foreign::Comparison(_) | Foreign::Range => {
            "compare numbers with numeric: [{\"numeric\":[\">\",5,\"<=\",10]}]; strings have no ranges"
        }
        Foreign::Prefix => "use prefix: [{\"prefix\":\"a\"}]",
        Foreign::Suffix => "use suffix: [{\"suffix\":\"a\"}]",
        Foreign::Contains => "use wildcard: [{\"wildcard\":\"*a*\"}]",
        Foreign::Exists => "use exists: [{\"exists\":true}]",
        Foreign::Regex => {
            "AWS has no regular expressions; it has prefix, suffix, wildcard and lists of values"
        }
        Foreign::Or => "alternatives of fields are a list of objects under $or",
        Foreign::And => "put the fields in one object: all fields of an object must match",
        Foreign::Nor => "exclude values field by field with anything-but",
    };
    advice.to_owned()
}

/// A key of another language in a text that AWS refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Where the key is.
    pub span: Span,
    /// One sentence about it: lower case, no full stop.
    pub message: String,
    /// Advice on what to write in its place.
    pub help: String,
}

/// Returns the operator of another language that causes AWS's error at `span`; `None` if the error has another cause.
///
/// ```
/// let text = r#"{"body":{"a":[{"$gt":5}]}}"#;
/// let found = tidegate_lint::foreign_key(text, tidegate::Span::new(15, 20)).unwrap();
/// assert_eq!(found.help, r#"write the field's list as [{"numeric":[">",5]}]"#);
/// ```
#[must_use]
pub fn foreign_key(text: &str, span: Span) -> Option<ForeignKey> {
    let root = Json::parse_first(text).ok()?;
    let member = find(&root, span, None)?;
    let name = String::from_utf8_lossy(&member.key);
    Some(ForeignKey {
        span: member.key_span,
        message: format!("`{name}` is not an operator of AWS's filters"),
        help: advice(member),
    })
}

/// Returns the foreign operator whose key or value is at `span`, or whose list of objects has a key there.
fn find<'j>(json: &'j Json, span: Span, holder: Option<&'j Member>) -> Option<&'j Member> {
    if let JsonKind::Array(elements) = &json.kind {
        return elements.iter().find_map(|it| find(it, span, holder));
    }
    json.members().iter().find_map(|member| {
        let is_here = member.key_span == span || member.value.span == span;
        let own = Some(member).filter(|it| of_key(it).is_some());
        let of_objects =
            |it: &&Member| matches!(of_key(it), Some(Foreign::Or | Foreign::And | Foreign::Nor));
        match is_here {
            true => own.or(holder.filter(of_objects)),
            false => find(&member.value, span, Some(member)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_written_in_aws_language() {
        for (object, expected) in [
            (r#"{"$eq":"x"}"#, Some(r#"["x"]"#)),
            (r#"{"in":["x","y"]}"#, Some(r#"["x","y"]"#)),
            (r#"{"$nin":["x"]}"#, Some(r#"[{"anything-but":["x"]}]"#)),
            (r#"{"$gte":[5]}"#, Some(r#"[{"numeric":[">=",5]}]"#)),
            (r#"{"<=":7,">":5}"#, Some(r#"[{"numeric":[">",5,"<=",7]}]"#)),
            (
                r#"{"between":[1,2]}"#,
                Some(r#"[{"numeric":[">=",1,"<=",2]}]"#),
            ),
            (r#"{"startsWith":"a"}"#, Some(r#"[{"prefix":"a"}]"#)),
            (
                r#"{"ends_with":["a","b"]}"#,
                Some(r#"[{"suffix":"a"},{"suffix":"b"}]"#),
            ),
            (r#"{"contains":"a"}"#, Some(r#"[{"wildcard":"*a*"}]"#)),
            (r#"{"$exists":true}"#, Some(r#"[{"exists":true}]"#)),
            (r#"{"$regex":"^a"}"#, Some(r#"[{"prefix":"a"}]"#)),
            (r#"{"LIKE":"a%"}"#, Some(r#"[{"prefix":"a"}]"#)),
            (r#"{"$regex":"[0-9]+"}"#, None),
            (r#"{"$gt":"2026-01-01"}"#, None),
            (r#"{"$gt":1,"$gte":2}"#, None),
            (r#"{"$gt":1,"$ne":2}"#, None),
            (r#"{"$not":{"a":[1]}}"#, None),
        ] {
            let json = Json::parse_first(object).unwrap();
            let meant = list_meant(json.members()).map(|it| it.to_string());
            assert_eq!(meant.as_deref(), expected, "{object}");
        }
    }

    #[test]
    fn error_inside_a_foreign_list_is_reported_for_the_list() {
        let text = r#"{"body":{"or":[{"a":[1]},{"b":[2]}],"c":[{"d":[1]}]}}"#;
        let at = |key: &str| {
            let start = text.find(key).unwrap();
            foreign_key(text, Span::new(start, start + key.len()))
        };
        assert_eq!(at("\"a\""), at("\"b\""));
        assert_eq!(at("\"a\"").unwrap().span, Span::new(9, 13));
        assert_eq!(at("\"d\""), None);
    }
}
