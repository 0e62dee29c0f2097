//! L0306: a string that looks like a regular expression or a shell pattern, and is compared as it stands.

use tidegate_json::Json;

use crate::edit::replaced;
use crate::explanation::{Example, Explanation};
use crate::field::operator;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::glob::{Sign, meant_pattern, sign};
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
    let sign = sign(text)?;
    let message = match sign {
        Sign::Regex => {
            format!("{place} looks like a regular expression, and is compared as it stands")
        }
        Sign::Star => format!("the star in {place} is an ordinary character"),
    };
    let draft = Draft::new(place.span, message);
    match meant_pattern(text, sign) {
        Some(meant) => Some(draft.fixed(replaced(filter.root(), wanted.span, &meant))),
        None => Some(draft.help("filters have prefix, suffix, wildcard and lists of values")),
    }
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    fn pattern(value: &str) -> String {
        format!(r#"{{"body":{{"a":[{value}]}}}}"#)
    }

    #[test]
    fn operator_that_is_clearly_meant_is_offered() {
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
