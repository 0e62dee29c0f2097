//! L0220: a value that no record has, although records have one that differs only in case, spaces or writing.

use tidegate_json::Json;

use crate::counts::FieldCounts;
use crate::edit::{list, replaced};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, one_or_many, operator};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::near::{Difference, Role, Wanted, with_values};
use crate::rule::{Check, Draft, Rule, Sampled};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0220",
        name: "near-value",
        severity: Severity::Warning,
        also: None,
        meaning: "None of the records looked at has the value that the filter asks for, and some have one that differs \
                  only in upper and lower case, in spaces or quotes around it, or in how it is written. AWS compares \
                  strings letter by letter and as a whole (event-ruler 2.0.1); null is a value of its own, and a string \
                  never lists several values. At most the first 1,000 records are looked at.",
        example: Example {
            source: "sqs",
            filters: &[r#"{"body":{"state":["Paid"]}}"#],
            records: &[r#"{"body":"{\"state\":\"paid\"}"}"#],
        },
        fix: "Write the value as the records have it: {\"body\":{\"state\":[\"paid\"]}}. To match it in any case, write \
              [{\"equals-ignore-case\":\"paid\"}].",
    },
    check: Check::Sample(check),
};

fn check(filter: &Filter<'_>, sampled: &Sampled<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let counted = fields.all.iter().zip(sampled.fields);
    let drafts = counted.flat_map(|(field, counts)| {
        let wanted = counts.wanted.iter();
        wanted.filter_map(move |wanted| draft(filter, field, counts, wanted, sampled.records))
    });
    drafts.collect()
}

fn draft(
    filter: &Filter<'_>,
    field: &Field<'_>,
    counts: &FieldCounts,
    wanted: &Wanted,
    records: u64,
) -> Option<Draft> {
    let (difference, near, found) = wanted.near.as_ref()?;
    // A list may name both writings.
    let is_met = |it: &Json| counts.wanted.iter().any(|other| other.is_met_by(it));
    if near.iter().any(is_met) {
        return None;
    }
    let message = message(wanted, field, &near[0], *found, records);
    let draft = Draft::new(wanted.span(), message).help(reason(*difference));
    match meant(filter, field, wanted) {
        Some(fixed) => Some(draft.fixed(fixed)),
        None => Some(draft),
    }
}

fn message(wanted: &Wanted, field: &Field<'_>, near: &Json, found: u64, records: u64) -> String {
    let (path, json) = (field.path(), &wanted.json);
    let json = match wanted.role {
        Role::Exactly | Role::Excluded => json.to_string(),
        Role::Start => format!("a value that starts with {json}"),
        Role::End => format!("a value that ends with {json}"),
    };
    let effect = match wanted.role {
        Role::Exactly | Role::Start | Role::End => "",
        Role::Excluded => ", so this excludes none of them",
    };
    match records {
        1 => format!("the record does not have {json} in `{path}`, but it has {near}{effect}"),
        _ => {
            let have = if found == 1 { "has" } else { "have" };
            let like = match wanted
                .near
                .as_ref()
                .map_or(1, |(_, values, _)| values.len())
            {
                1 => near.to_string(),
                _ => format!("values such as {near}"),
            };
            format!(
                "none of {records} records has {json} in `{path}`, but {found} {have} {like}{effect}"
            )
        }
    }
}

fn reason(difference: Difference) -> &'static str {
    match difference {
        Difference::Case => {
            "upper and lower case are different letters to AWS; equals-ignore-case matches both"
        }
        Difference::Space => "AWS compares spaces, too",
        Difference::Quotes => "quotes inside a string are part of the value",
        Difference::Digits => "strings of digits are compared letter by letter, and not as numbers",
        Difference::Null => {
            "\"null\" in quotes is a string, and null without them is a value of its own"
        }
        Difference::Alternatives => "a string is one value: list the values one by one",
        Difference::Stars => {
            "in a plain string, stars and percent signs are ordinary characters; prefix, suffix and wildcard match parts"
        }
        Difference::Part => "AWS compares the whole value, and not parts of it",
    }
}

/// Returns the filter with the values that are probably meant.
fn meant(filter: &Filter<'_>, field: &Field<'_>, wanted: &Wanted) -> Option<Json> {
    let meant = wanted.meant()?;
    let is_here = |element: &&Json| {
        let operand = operator(element).map_or(*element, |(_, operand)| operand);
        one_or_many(operand)
            .iter()
            .any(|it| it.span == wanted.span())
    };
    let element = field.values.iter().find(is_here)?;
    let new = with_values(element, wanted, &meant);
    let values = field.values.iter();
    let values = values.flat_map(|it| match it.span == element.span {
        true => new.clone(),
        false => vec![it.clone()],
    });
    Some(replaced(
        filter.root(),
        field.list.span,
        &list(values.collect()),
    ))
}

#[cfg(test)]
mod tests {
    use crate::edit::string;
    use crate::registry::testing::of_sample;

    /// Returns the corrected list, if the rule has a finding about `list` on records with these values.
    fn fixed(list: &str, values: &[&str]) -> Option<Option<String>> {
        let pattern = |list: &str| format!(r#"{{"body":{{"k":{list}}}}}"#);
        let record = |value: &&str| {
            let body = format!(r#"{{"k":{value}}}"#);
            format!(r#"{{"body":{}}}"#, string(&body))
        };
        let records: Vec<String> = values.iter().map(record).collect();
        let records: Vec<&str> = records.iter().map(String::as_str).collect();
        let found = of_sample("L0220", "sqs", &pattern(list), &records);
        let [one] = &found[..] else {
            assert!(found.is_empty(), "{found:?}");
            return None;
        };
        let inner = |text: &String| {
            let inner = text.strip_prefix(r#"{"body":{"k":"#);
            inner.unwrap().strip_suffix("}}").unwrap().to_owned()
        };
        Some(one.fixed.as_ref().map(inner))
    }

    #[test]
    fn values_that_come_close_are_found_and_corrected() {
        for (list, value, right) in [
            (r#"["Paid"]"#, r#""paid""#, Some(r#"["paid"]"#)),
            (r#"["paid "]"#, r#""paid""#, Some(r#"["paid"]"#)),
            (r#"["paid"]"#, r#"" paid ""#, Some(r#"[" paid "]"#)),
            (r#"["'paid'"]"#, r#""paid""#, Some(r#"["paid"]"#)),
            (r#"["null"]"#, "null", Some("[null]")),
            (r#"[null]"#, r#""null""#, Some(r#"["null"]"#)),
            (r#"["paid|open"]"#, r#""open""#, Some(r#"["paid","open"]"#)),
            (r#"["p*d"]"#, r#""paid""#, Some(r#"[{"wildcard":"p*d"}]"#)),
            (r#"["pa%"]"#, r#""paid""#, Some(r#"[{"prefix":"pa"}]"#)),
            (r#"["sqs"]"#, r#""aws:sqs""#, Some(r#"["aws:sqs"]"#)),
            (
                r#"["sent","Paid"]"#,
                r#""paid""#,
                Some(r#"["sent","paid"]"#),
            ),
            (
                r#"[{"prefix":"Pa"}]"#,
                r#""paid""#,
                Some(r#"[{"prefix":"pa"}]"#),
            ),
            (
                r#"[{"suffix":"ID"}]"#,
                r#""paid""#,
                Some(r#"[{"suffix":"id"}]"#),
            ),
            (
                r#"[{"suffix":"d "}]"#,
                r#""paid""#,
                Some(r#"[{"suffix":"d"}]"#),
            ),
            (
                r#"[{"anything-but":["sent","Paid"]}]"#,
                r#""paid""#,
                Some(r#"[{"anything-but":["sent","paid"]}]"#),
            ),
        ] {
            assert_eq!(
                fixed(list, &[value]),
                Some(right.map(str::to_owned)),
                "{list}"
            );
        }
    }

    #[test]
    fn several_writings_are_all_listed() {
        let values = [r#""paid""#, r#""PAID""#, r#""paid""#];
        assert_eq!(
            fixed(r#"["Paid"]"#, &values),
            Some(Some(r#"["paid","PAID"]"#.to_owned()))
        );
    }

    #[test]
    fn values_that_occur_and_values_that_are_far_are_not_found() {
        for (list, values) in [
            (r#"["Paid"]"#, &[r#""paid""#, r#""Paid""#][..]),
            (r#"["Paid","paid"]"#, &[r#""paid""#]),
            (r#"["sent"]"#, &[r#""paid""#]),
            (r#"[null]"#, &[r#""paid""#]),
            (r#"["paid"]"#, &["null"]),
            (r#"["a|b"]"#, &[r#""c""#]),
            (r#"["Paid",{"exists":true}]"#, &[r#""paid""#]),
            (r#"[{"prefix":"pa"}]"#, &[r#""paid""#]),
            (r#"[{"anything-but":["sent"]}]"#, &[r#""paid""#]),
        ] {
            assert_eq!(fixed(list, values), None, "{list}");
        }
    }
}
