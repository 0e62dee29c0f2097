//! L0101: a field is listed twice; one of the lists is ignored.

use std::collections::HashMap;

use tidegate_json::{Json, JsonKind, Member};

use crate::edit::{list, object, with_members};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, one_or_many, operand};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0101",
        name: "repeated-key",
        severity: Severity::Warning,
        also: None,
        meaning: "The pattern has two lists for one field, and AWS ignores one of them. The last list wins, even if \
                  one of the two is written with a dotted key (event-ruler 2.0.1; Lambda Developer Guide of \
                  2022-11-14). Two objects under one key are merged, which loses nothing.",
        example: Example::of("sqs", &[r#"{"body":{"state":["paid"],"state":["sent"]}}"#]),
        fix: "Write one list: {\"body\":{\"state\":[\"paid\",\"sent\"]}} matches either value. For two bounds write one \
              range: {\"numeric\":[\">=\",1,\"<\",9]}.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let paths: Vec<String> = fields.all.iter().map(Field::path).collect();
    let mut lost: Vec<(usize, usize)> = Vec::new();
    for branch in &fields.branches {
        let winners: HashMap<&str, usize> = branch.iter().map(|&at| (&*paths[at], at)).collect();
        let beaten = branch.iter().map(|&at| (at, winners[&*paths[at]]));
        lost.extend(beaten.filter(|(earlier, winner)| earlier != winner));
    }
    lost.sort_unstable();
    lost.dedup_by_key(|(earlier, _)| *earlier);
    lost.into_iter()
        .map(|(earlier, winner)| draft(filter, &fields.all[earlier], &fields.all[winner]))
        .collect()
}

fn draft(filter: &Filter<'_>, lost: &Field<'_>, winner: &Field<'_>) -> Draft {
    let path = lost.path();
    let message = format!(
        "`{path}` is listed twice, and this list is ignored: the last one wins, {}",
        winner.list
    );
    let draft = Draft::new(lost.key_span(), message);
    match merged(filter, lost, winner) {
        Some(fixed) => draft
            .help(match range(lost.values, winner.values) {
                Some(_) => "to match only values within both bounds, write one range",
                None => "to match the values of both, write them in one list",
            })
            .fixed(fixed),
        None => draft.help("leave one of them out"),
    }
}

/// Returns the filter with the two lists joined, if they are in one object.
fn merged(filter: &Filter<'_>, lost: &Field<'_>, winner: &Field<'_>) -> Option<Json> {
    let (first, last) = (lost.steps.last()?.member, winner.steps.last()?.member);
    let mut is_merged = false;
    let fixed = with_members(filter.root(), &mut |members| {
        let has = |wanted: &Member| members.iter().any(|it| it.key_span == wanted.key_span);
        if !has(first) || !has(last) {
            return members;
        }
        is_merged = true;
        let kept = members
            .into_iter()
            .filter(|it| it.key_span != first.key_span);
        kept.map(|it| match it.key_span == last.key_span {
            true => Member {
                value: both(lost.values, winner.values, &it.value),
                ..it
            },
            false => it,
        })
        .collect()
    });
    is_merged.then_some(fixed)
}

/// The end of a range that a comparison gives.
#[derive(Clone, Copy)]
enum Bound {
    Lower,
    Upper,
}

/// Returns the range of two conditions of which one is a lower bound and the other an upper one: AWS has no other way to
/// ask for both.
fn range(one: &[Json], other: &[Json]) -> Option<Json> {
    let bound = |values: &[Json]| -> Option<(Bound, Vec<Json>)> {
        let [value] = values else { return None };
        let bound = one_or_many(operand(value, "numeric")?).to_vec();
        let [comparison, _] = &bound[..] else {
            return None;
        };
        match comparison.as_str()? {
            ">" | ">=" => Some((Bound::Lower, bound)),
            "<" | "<=" => Some((Bound::Upper, bound)),
            _ => None,
        }
    };
    let bounds = match (bound(one)?, bound(other)?) {
        ((Bound::Lower, low), (Bound::Upper, high))
        | ((Bound::Upper, high), (Bound::Lower, low)) => [low, high],
        ((Bound::Lower, _), (Bound::Lower, _)) | ((Bound::Upper, _), (Bound::Upper, _)) => {
            return None;
        }
    };
    Some(object("numeric", list(bounds.concat())))
}

fn both(lost: &[Json], winner: &[Json], list: &Json) -> Json {
    if let Some(range) = range(lost, winner) {
        return Json {
            span: list.span,
            kind: JsonKind::Array(vec![range]),
        };
    }
    let mut values: Vec<Json> = lost.to_vec();
    for value in winner {
        if !lost
            .iter()
            .any(|known| known.to_string() == value.to_string())
        {
            values.push(value.clone());
        }
    }
    Json {
        span: list.span,
        kind: JsonKind::Array(values),
    }
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn list_that_is_ignored_is_found() {
        let finding = found("L0101", "sqs", r#"{"body":{"a":[1],"b":[2],"a":[1,3]}}"#);
        assert!(finding.message.ends_with("[1,3]"), "{}", finding.message);
        assert_eq!(finding.span.range(), 9..12);
        assert_eq!(
            finding.fixed.as_deref(),
            Some(r#"{"body":{"b":[2],"a":[1,3]}}"#)
        );
        let bounds = r#"{"body":{"a":[{"numeric":["<",9]}],"a":[{"numeric":[">=",1]}]}}"#;
        assert_eq!(
            found("L0101", "sqs", bounds).fixed.as_deref(),
            Some(r#"{"body":{"a":[{"numeric":[">=",1,"<",9]}]}}"#)
        );
        let dotted = found("L0101", "sqs", r#"{"body":{"a":[1]},"body.a":[2]}"#);
        assert_eq!(dotted.fixed, None);
        found(
            "L0101",
            "sqs",
            r#"{"body":{"a":[1],"$or":[{"a":[2]},{"b":[3]}]}}"#,
        );
    }

    #[test]
    fn objects_that_merge_are_not_reported() {
        clean("L0101", "sqs", r#"{"body":{"a":{"x":[1]},"a":{"y":[2]}}}"#);
        clean("L0101", "sqs", r#"{"body":{"$or":[{"a":[1]},{"a":[2]}]}}"#);
    }
}
