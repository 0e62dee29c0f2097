//! L0307: a wildcard, prefix or suffix that does no work.

use tidegate_json::{Json, JsonKind};

use crate::edit::{object, replaced, string, value};
use crate::explanation::{Example, Explanation};
use crate::field::operator;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0307",
        name: "idle-wildcard",
        severity: Severity::Info,
        also: None,
        meaning: "An empty prefix or suffix and the wildcard `*` match every string; a wildcard without a star matches \
                  one string. Both have plainer spellings, and wildcards count towards a pattern's complexity.",
        example: Example::of(
            "eventbridge",
            &[r#"{"detail":{"key":[{"wildcard":"paid"}]}}"#],
        ),
        fix: "Write the string itself, or {\"exists\":true} for any value, including numbers and null.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let values = fields.all.iter().flat_map(|field| field.values);
    let idle = values.filter_map(|wanted| {
        let (message, plainer) = idle(wanted)?;
        let fixed = replaced(filter.root(), wanted.span, &plainer);
        Some(Draft::new(wanted.span, message).fixed(fixed))
    });
    idle.collect()
}

fn idle(wanted: &Json) -> Option<(&'static str, Json)> {
    let (name, operand) = operator(wanted)?;
    let any = || object("exists", value(JsonKind::Bool(true)));
    match (name, operand.as_str()?) {
        ("prefix" | "suffix", "") | ("wildcard", "*") => Some((
            "this matches every string; exists matches every value",
            any(),
        )),
        ("wildcard", text) if !text.contains(['*', '\\']) => Some((
            "this wildcard has no star, so it is a plain string",
            string(text),
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn operators_without_effect_are_found() {
        for idle in [
            r#"{"prefix":""}"#,
            r#"{"suffix":""}"#,
            r#"{"wildcard":"*"}"#,
            r#"{"wildcard":"a"}"#,
        ] {
            found("L0307", "sqs", &format!(r#"{{"body":{{"a":[{idle}]}}}}"#));
        }
        for busy in [
            r#"{"prefix":"a"}"#,
            r#"{"wildcard":"a*"}"#,
            r#"{"wildcard":"a\\*"}"#,
            r#""""#,
        ] {
            clean("L0307", "sqs", &format!(r#"{{"body":{{"a":[{busy}]}}}}"#));
        }
    }
}
