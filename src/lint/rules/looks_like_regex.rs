//! L0306: a string that looks like a regular expression or a shell pattern, and is compared as it stands.

use tidegate_json::{Json, JsonKind};

use crate::edit::{object, replaced, string, value};
use crate::explanation::{Example, Explanation};
use crate::field::operator;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0306",
        name: "looks-like-regex",
        severity: Severity::Warning,
        also: None,
        meaning: "A string looks like a regular expression or a shell pattern, but AWS compares it letter by letter. \
                  In plain strings, prefix and suffix a star, `.*` and `^...$` are ordinary characters; filters have \
                  no regular expressions.",
        example: Example::of("sqs", &[r#"{"body":{"file":["*.jpg"]}}"#]),
        fix: "Use suffix for `*.jpg`, prefix for `order-*`, wildcard for a star in the middle (AWS's guide doesn't \
              list it for event source mappings), and exists for any value.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let values = fields.all.iter().flat_map(|field| field.values);
    values.filter_map(|value| draft(filter, value)).collect()
}

fn draft(filter: &Filter<'_>, wanted: &Json) -> Option<Draft> {
    let (text, place) = match operator(wanted) {
        Some(("prefix" | "suffix", operand)) => (operand.as_str()?, operand),
        Some(_) => return None,
        None => (wanted.as_str()?, wanted),
    };
    let kind = kind(text)?;
    let message = match kind {
        Kind::Regex => {
            format!("{place} looks like a regular expression, and is compared as it stands")
        }
        Kind::Star => format!("the star in {place} is an ordinary character"),
    };
    let draft = Draft::new(place.span, message);
    match meant(text, kind) {
        Some(meant) => Some(draft.fixed(replaced(filter.root(), wanted.span, &meant))),
        None => Some(draft.help("filters have prefix, suffix, wildcard and lists of values")),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Regex,
    Star,
}

fn kind(text: &str) -> Option<Kind> {
    let marks = [".*", ".+", "[a-z", "[A-Z", "[0-9", "\\d", "\\w", "(?"];
    let is_anchored = text.len() > 1 && text.starts_with('^');
    if is_anchored || marks.iter().any(|mark| text.contains(mark)) {
        return Some(Kind::Regex);
    }
    // A star inside a text is mostly one; at an end it is mostly meant to be more.
    (text.starts_with('*') || text.ends_with('*')).then_some(Kind::Star)
}

/// What was probably meant; `None` if that is not clear.
fn meant(text: &str, kind: Kind) -> Option<Json> {
    let star = if kind == Kind::Regex { ".*" } else { "*" };
    let text = match kind {
        Kind::Regex => regex_core(text),
        Kind::Star => text.to_owned(),
    };
    let parts: Vec<&str> = text.split(star).collect();
    let is_plain =
        |part: &&str| !part.contains(['*', '[', ']', '(', ')', '\\', '+', '?', '|', '^', '$']);
    if !parts.iter().all(is_plain) {
        return None;
    }
    match parts[..] {
        [all] => Some(string(all)),
        ["", ""] => Some(object("exists", value(JsonKind::Bool(true)))),
        [start, ""] => Some(object("prefix", string(start))),
        ["", end] => Some(object("suffix", string(end))),
        _ => Some(object("wildcard", string(&parts.join("*")))),
    }
}

/// The expression without anchors: after an end that is not anchored, any text may follow.
fn regex_core(text: &str) -> String {
    let Some(rest) = text.strip_prefix('^') else {
        return text.strip_suffix('$').unwrap_or(text).to_owned();
    };
    match rest.strip_suffix('$') {
        Some(core) => core.to_owned(),
        None if rest.ends_with(".*") => rest.to_owned(),
        None => format!("{rest}.*"),
    }
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    fn pattern(value: &str) -> String {
        format!(r#"{{"body":{{"a":[{value}]}}}}"#)
    }

    #[test]
    fn what_is_meant_is_given_where_it_is_clear() {
        for (written, meant) in [
            (r#""*.jpg""#, Some(r#"{"suffix":".jpg"}"#)),
            (r#""order-*""#, Some(r#"{"prefix":"order-"}"#)),
            (r#""*a*""#, Some(r#"{"wildcard":"*a*"}"#)),
            (r#"".*""#, Some(r#"{"exists":true}"#)),
            (r#""*""#, Some(r#"{"exists":true}"#)),
            (r#""^order-""#, Some(r#"{"prefix":"order-"}"#)),
            (r#""^paid$""#, Some(r#""paid""#)),
            (r#""^a.*z$""#, Some(r#"{"wildcard":"a*z"}"#)),
            (r#"{"prefix":"order-*"}"#, Some(r#"{"prefix":"order-"}"#)),
            (r#""[0-9]+""#, None),
        ] {
            let finding = found("L0306", "sqs", &pattern(written));
            assert_eq!(finding.fixed, meant.map(pattern), "{written}");
        }
    }

    #[test]
    fn texts_and_wildcards_are_not_found() {
        for written in [
            r#""a*b""#,
            r#""$5""#,
            r#""5$""#,
            r#"{"wildcard":"*.jpg"}"#,
            r#""a.b""#,
            r#""^""#,
        ] {
            clean("L0306", "sqs", &pattern(written));
        }
    }
}
