//! L0412: an alternative of `$or` that AWS's engine loses.

use std::collections::{BTreeMap, HashSet};

use tidegate_json::JsonKind;

use crate::edit::value;
use crate::explanation::{Example, Explanation};
use crate::field::Fields;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::proven::delivers_more;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0412",
        name: "lost-alternative",
        severity: Severity::Warning,
        also: None,
        meaning: "AWS's engine loses this alternative of $or, because an earlier one shares a value with it at every field. \
                  event-ruler enters the alternatives one after the other, and takes such a one for the earlier: of \
                  {\"$or\":[{\"a\":[\"x\",\"q\"]},{\"a\":[\"x\",\"xy\"]}]} only \"x\" and \"q\" match. AWS accepts \
                  the pattern. The finding is shown only if a record is proven to be lost.",
        example: Example::of(
            "eventbridge",
            &[r#"{"detail":{"$or":[{"a":["x","q"]},{"a":["x","xy"]}]}}"#],
        ),
        fix: "Write the values in one list, or the alternatives as filters of their own.",
    },
    check: Check::Filter(check),
};

/// Most alternatives that are looked at, each by a proof.
const ALTERNATIVES_MAX: usize = 30;

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let count = fields.branches.len();
    if count <= filter.rule().branch_count() || count > ALTERNATIVES_MAX {
        return Vec::new();
    }
    let branches = fields.branches.iter().enumerate();
    let lost = branches.filter_map(|(at, branch)| {
        let alone = pattern(&fields, branch)?;
        delivers_more(filter, &alone, filter.text()).then(|| draft(&fields, at))
    });
    lost.collect()
}

/// Returns an alternative as a pattern of its own; `None` if it names a field twice. Below a key of
/// the root, paths are written with dots, which mean the same.
fn pattern(fields: &Fields<'_>, branch: &[usize]) -> Option<String> {
    let mut seen = HashSet::new();
    let mut roots: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut members = Vec::new();
    for field in branch.iter().map(|at| &fields.all[*at]) {
        let (root, inner) = field.steps.split_first()?;
        if !seen.insert(field.path()) {
            return None;
        }
        let names: Vec<&str> = inner.iter().map(|step| &*step.name).collect();
        match names.is_empty() {
            true => members.push(member(&root.name, &field.list.to_string())),
            false => {
                let list = member(&names.join("."), &field.list.to_string());
                roots.entry(&root.name).or_default().push(list);
            }
        }
    }
    let objects = roots
        .iter()
        .map(|(root, lists)| member(root, &format!("{{{}}}", lists.join(","))));
    members.extend(objects);
    Some(format!("{{{}}}", members.join(",")))
}

fn member(name: &str, json: &str) -> String {
    format!("{}:{json}", value(JsonKind::String(name.as_bytes().into())))
}

fn draft(fields: &Fields<'_>, at: usize) -> Draft {
    let branch = &fields.branches[at];
    let is_shared = |field: &usize| fields.branches.iter().all(|other| other.contains(field));
    let own = branch.iter().find(|field| !is_shared(field));
    let field = &fields.all[*own.or(branch.first()).unwrap_or(&0)];
    let message = format!(
        "AWS's engine loses alternative {} of {}: an earlier one shares a value with it at every field",
        at + 1,
        fields.branches.len()
    );
    Draft::new(field.key_span(), message)
        .help("write the values in one list, or the alternatives as filters of their own")
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn alternative_that_is_lost_with_a_value_is_found() {
        let pattern = r#"{"detail":{"$or":[{"a":["x","q"]},{"a":["x","xy"]}]}}"#;
        let finding = found("L0412", "eventbridge", pattern);
        assert!(
            finding.message.contains("alternative 2 of 2"),
            "{finding:?}"
        );
        let nested = r#"{"body":{"k":[1],"$or":[{"a":["x","q"]},{"b":[1]},{"a":["x","xy"]}]}}"#;
        assert!(
            found("L0412", "sqs", nested)
                .message
                .contains("alternative 3")
        );
    }

    #[test]
    fn alternatives_that_stay_or_are_not_missed_are_not_found() {
        for pattern in [
            r#"{"detail":{"$or":[{"a":["x"]},{"a":["y","xy"]}]}}"#,
            r#"{"detail":{"$or":[{"a":["x"]},{"a":["x"]}]}}"#,
            r#"{"detail":{"$or":[{"a":["x","y"]},{"a":["x"]}]}}"#,
            r#"{"detail":{"$or":[{"a":["x"]},{"b":["x"]}]}}"#,
        ] {
            clean("L0412", "eventbridge", pattern);
        }
    }
}
