//! L0313: an operator of another language, which AWS reads as the name of a field.

use tidegate_json::{Json, JsonKind, Member};

use crate::edit::{list, replaced, value, with_members};
use crate::explanation::{Example, Explanation};
use crate::field::Field;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::foreign::{Foreign, advice, list_meant, of_key};
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0313",
        name: "foreign-operator",
        severity: Severity::Error,
        also: Some(Severity::Warning),
        meaning: "A key is an operator of another language, such as $in, $gt or not. AWS has no such operator and reads \
                  the key as the name of a field (event-ruler 2.0.1, JsonRuleCompiler: outside a list each key but $or is \
                  a field), and records have no such field. If a field could have this name, because it has no $, the \
                  finding is a warning.",
        example: Example::of("sqs", &[r#"{"body":{"state":{"$in":["paid","open"]}}}"#]),
        fix: "Write AWS's own: a list for several values, anything-but to exclude values, numeric to compare numbers, $or for \
              alternatives of fields.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let mut seen = Vec::new();
    let fields = filter.fields();
    let keys = fields.all.iter().filter_map(|field| key(field));
    let new = keys.filter(|(member, holder)| {
        // Several operators around one field are one mistake.
        let together = holder.filter(|it| list_meant(it.value.members()).is_some());
        let span = together.map_or(member.key_span, |it| it.value.span);
        let is_new = !seen.contains(&span);
        seen.push(span);
        is_new
    });
    new.map(|(member, holder)| draft(filter, member, holder))
        .collect()
}

/// Returns the first key on the way to a field that is an operator, and the key around it.
fn key<'p>(field: &Field<'p>) -> Option<(&'p Member, Option<&'p Member>)> {
    let at = field.steps.iter().position(|step| {
        let is_marked = step.name.starts_with('$');
        of_key(step.member).is_some() && (is_marked || is_likely(field, step.member))
    })?;
    let holder = at.checked_sub(1).map(|at| field.steps[at].member);
    Some((field.steps[at].member, holder))
}

/// Returns whether a word without `$` is more likely an operator than the name of a field.
fn is_likely(field: &Field<'_>, member: &Member) -> bool {
    let at = field
        .steps
        .iter()
        .position(|step| step.member.key_span == member.key_span);
    let is_alone = at.and_then(|at| at.checked_sub(1)).is_some_and(|at| {
        let holder = &field.steps[at].member.value;
        at > 0 && holder.members().iter().all(|it| of_key(it).is_some())
    });
    let word = String::from_utf8_lossy(&member.key);
    let has_fields = matches!(member.value.kind, JsonKind::Object(_));
    match of_key(member) {
        // Words that are also names: a field called `is` or `range` is not unusual.
        _ if ["is", "range", "any", "all", "matches", "like", "equal"].contains(&&*word) => false,
        Some(Foreign::Or | Foreign::And | Foreign::Nor) => has_fields,
        Some(Foreign::Exclusion) if has_fields => word.eq_ignore_ascii_case("not"),
        Some(_) => is_alone && !has_fields,
        None => false,
    }
}

fn draft(filter: &Filter<'_>, member: &Member, holder: Option<&Member>) -> Draft {
    let name = String::from_utf8_lossy(&member.key);
    let message = format!("AWS has no operator `{name}`, and reads it as the name of a field");
    let severity = match name.starts_with('$') {
        true => Severity::Error,
        false => Severity::Warning,
    };
    let draft = Draft::new(member.key_span, message).severity(severity);
    match fixed(filter, member, holder) {
        Some(fixed) => draft.fixed(fixed),
        None => draft.help(advice(member)),
    }
}

/// Returns the filter in AWS's own operators; `None` if AWS has no operator that says the same.
fn fixed(filter: &Filter<'_>, member: &Member, holder: Option<&Member>) -> Option<Json> {
    let root = filter.root();
    match (of_key(member)?, &member.value.kind) {
        (Foreign::And, JsonKind::Object(_)) => Some(unwrapped(root, member)),
        (Foreign::Or, JsonKind::Object(fields)) if fields.len() > 1 => {
            let alternatives = fields
                .iter()
                .map(|it| value(JsonKind::Object(vec![it.clone()])));
            Some(renamed(root, member, &list(alternatives.collect())))
        }
        _ => {
            let operators = &holder?.value;
            Some(replaced(
                root,
                operators.span,
                &list_meant(operators.members())?,
            ))
        }
    }
}

/// Returns the tree with the member's fields in its place.
fn unwrapped(root: &Json, member: &Member) -> Json {
    with_members(root, &mut |members| {
        let members = members.into_iter();
        let members = members.flat_map(|it| match it.key_span == member.key_span {
            true => it.value.members().to_vec(),
            false => vec![it],
        });
        members.collect()
    })
}

/// Returns the tree with `$or` and these alternatives in place of the member.
fn renamed(root: &Json, member: &Member, alternatives: &Json) -> Json {
    with_members(root, &mut |members| {
        let members = members.into_iter();
        let members = members.map(|it| match it.key_span == member.key_span {
            true => crate::edit::member("$or", alternatives.clone()),
            false => it,
        });
        members.collect()
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::registry::testing::{clean, found};

    fn pattern(inner: &str) -> String {
        format!(r#"{{"body":{inner}}}"#)
    }

    #[test]
    fn operators_of_other_languages_are_written_as_aws_own() {
        for (inner, fixed) in [
            (r#"{"a":{"$in":["x","y"]}}"#, Some(r#"{"a":["x","y"]}"#)),
            (r#"{"a":{"$eq":["x"]}}"#, Some(r#"{"a":["x"]}"#)),
            (
                r#"{"a":{"$ne":["x"]}}"#,
                Some(r#"{"a":[{"anything-but":["x"]}]}"#),
            ),
            (
                r#"{"a":{"$gt":[1],"$lte":[5]},"b":[1]}"#,
                Some(r#"{"a":[{"numeric":[">",1,"<=",5]}],"b":[1]}"#),
            ),
            (
                r#"{"$and":{"a":[1],"b":[2]}}"#,
                Some(r#"{"a":[1],"b":[2]}"#),
            ),
            (r#"{"a":{"$regex":["[0-9]+"]}}"#, None),
            (r#"{"$not":{"a":[1]}}"#, None),
        ] {
            let finding = found("L0313", "sqs", &pattern(inner));
            assert_eq!(finding.fixed, fixed.map(pattern), "{inner}");
            assert_eq!(finding.severity, Severity::Error, "{inner}");
        }
    }

    #[test]
    fn words_that_a_field_may_have_are_warnings() {
        for (inner, fixed) in [
            (
                r#"{"a":{"gt":[5]}}"#,
                Some(r#"{"a":[{"numeric":[">",5]}]}"#),
            ),
            (r#"{"a":{"in":["x"]}}"#, Some(r#"{"a":["x"]}"#)),
            (
                r#"{"or":{"a":[1],"b":[2]}}"#,
                Some(r#"{"$or":[{"a":[1]},{"b":[2]}]}"#),
            ),
            (r#"{"not":{"a":[1]}}"#, None),
        ] {
            let finding = found("L0313", "sqs", &pattern(inner));
            assert_eq!(finding.fixed, fixed.map(pattern), "{inner}");
            assert_eq!(finding.severity, Severity::Warning, "{inner}");
        }
    }

    #[test]
    fn fields_and_alternatives_are_not_found() {
        for inner in [
            r#"{"$or":[{"a":[1]},{"b":[2]}]}"#,
            r#"{"in":["x"]}"#,
            r#"{"route":{"in":["x"],"out":["y"]}}"#,
            r#"{"a":{"range":["x"]}}"#,
            r#"{"contains":{"nuts":[true]}}"#,
            r#"{"and":["x"]}"#,
            r#"{"a":{"$ref":["x"]}}"#,
        ] {
            clean("L0313", "sqs", &pattern(inner));
        }
    }
}
