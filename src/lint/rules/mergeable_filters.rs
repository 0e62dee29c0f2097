//! L0405: two filters that differ in the list of one field, so that one filter would do.

use tidegate_analysis::Proven;
use tidegate_batch::criteria::FILTERS_QUOTA_MAX;
use tidegate_json::Json;

use super::same_filter::normal;
use crate::edit::{list, replaced};
use crate::explanation::{Example, Explanation};
use crate::field::Field;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::meaning::Meaning;
use crate::proven::same;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0405",
        name: "mergeable-filters",
        severity: Severity::Info,
        also: None,
        meaning: "Two filters differ in the list of one field only. The values of a list are alternatives, as filters are, \
                  so one filter with both lists delivers the same and takes one of the five places that a mapping has, not \
                  two.",
        example: Example::of(
            "sqs",
            &[
                r#"{"body":{"kind":["order"],"state":["paid"]}}"#,
                r#"{"body":{"kind":["order"],"state":["sent"]}}"#,
            ],
        ),
        fix: "Write one filter with the values of both lists.",
    },
    check: Check::Meaning(check),
};

/// Compares each filter with those before it, and names one of them. More filters than AWS accepts are not compared. Of a
/// filter that others cover, L0403 and L0404 speak.
fn check(meaning: &Meaning<'_>) -> Vec<(usize, Draft)> {
    let filters = meaning.filters;
    let mut drafts = Vec::new();
    if filters.len() > FILTERS_QUOTA_MAX {
        return drafts;
    }
    for (index, filter) in filters.iter().enumerate() {
        if filter.is_of_bus() || filter.is_of_ruler() || meaning.is_covered(index) {
            continue;
        }
        let before = filters[..index].iter().enumerate();
        let before = before.filter(|(first, _)| !meaning.is_covered(*first));
        let mut merged =
            before.filter_map(|(first, other)| Some((first, draft(first, other, index, filter)?)));
        let Some((first, (draft, fixed))) = merged.next() else {
            continue;
        };
        // The merged filter would keep the mistakes of either.
        let draft = match meaning.has_correction(index) || meaning.has_correction(first) {
            true => draft,
            false => draft.fixed(fixed),
        };
        drafts.push((index, draft));
    }
    drafts
}

/// Returns the draft, and the one filter that is proven to deliver what both do.
fn draft(
    first: usize,
    one: &Filter<'_>,
    second: usize,
    other: &Filter<'_>,
) -> Option<(Draft, String)> {
    let (ones, others) = (one.fields(), other.fields());
    if ones.branches.len() > 1 || others.branches.len() > 1 {
        return None;
    }
    let (old, new) = only_difference(&ones.all, &others.all)?;
    let has = |value: &Json| {
        let mut texts = new.values.iter().map(Json::to_string);
        texts.any(|text| text == value.to_string())
    };
    let added = old.values.iter().filter(|value| !has(value));
    let values = [new.values.to_vec(), added.cloned().collect()].concat();
    let fixed = replaced(other.root(), new.list.span, &list(values)).to_string();
    if !other.can_become(&fixed)
        || same(other, &[one.text(), other.text()], &[&fixed]) != Some(Proven::ForAll)
    {
        return None;
    }
    let message = format!(
        "filters {} and {} differ only in `{}`: one filter with both lists delivers the same",
        first + 1,
        second + 1,
        new.path()
    );
    let draft = Draft::new(new.list.span, message).help("replace both filters by one");
    Some((draft, fixed))
}

/// Returns the field whose lists differ, of both filters. Returns `None` unless it is the only one that differs, and
/// both filters have the same fields, each once.
fn only_difference<'f>(
    ones: &'f [Field<'f>],
    others: &'f [Field<'f>],
) -> Option<(&'f Field<'f>, &'f Field<'f>)> {
    if ones.len() != others.len() {
        return None;
    }
    let mut different = None;
    for one in ones {
        let mut of_path = others.iter().filter(|other| other.path() == one.path());
        let (Some(other), None) = (of_path.next(), of_path.next()) else {
            return None;
        };
        let is_same = normal(one.list).to_string() == normal(other.list).to_string();
        if !is_same && different.replace((one, other)).is_some() {
            return None;
        }
    }
    different
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::findings;

    fn fixed(source: &str, patterns: &[&str]) -> Vec<Option<String>> {
        let found = findings(source, patterns).into_iter();
        let found = found.filter(|finding| finding.code == "L0405");
        found.map(|finding| finding.fixed).collect()
    }

    #[test]
    fn filters_that_differ_in_one_list_are_merged() {
        let one = r#"{"body":{"a":["x"],"b":[1,{"prefix":"p"}]}}"#;
        let other = r#"{"body":{"b":[2,1],"a":["x"]}}"#;
        let merged = r#"{"body":{"b":[2,1,{"prefix":"p"}],"a":["x"]}}"#;
        assert_eq!(fixed("sqs", &[one, other]), [Some(merged.to_owned())]);
        assert_eq!(fixed("pipes/sqs", &[one, other]).len(), 1);
        let absent = r#"{"body":{"a":["x"],"b":[{"exists":false}]}}"#;
        let merged = r#"{"body":{"a":["x"],"b":[{"exists":false},1,{"prefix":"p"}]}}"#;
        assert_eq!(fixed("sqs", &[one, absent]), [Some(merged.to_owned())]);
        assert_eq!(
            fixed(
                "eventbridge",
                &[r#"{"source":["a"]}"#, r#"{"source":["b"]}"#]
            ),
            []
        );
    }

    #[test]
    fn filters_that_differ_in_more_are_not_merged() {
        for (one, other) in [
            (
                r#"{"body":{"a":["x"],"b":[1]}}"#,
                r#"{"body":{"a":["y"],"b":[2]}}"#,
            ),
            (r#"{"body":{"a":["x"]}}"#, r#"{"body":{"a":["x"],"b":[2]}}"#),
            (r#"{"body":{"a":["x"]}}"#, r#"{"body":{"b":["x"]}}"#),
            (r#"{"body":{"a":["x"]}}"#, r#"{"body":{"a":["x"]}}"#),
            (
                r#"{"body":{"a":["x"]}}"#,
                r#"{"body":{"a":[{"anything-but":"y"}]}}"#,
            ),
            (
                r#"{"$or":[{"body":{"a":[1]}},{"body":{"b":[1]}}]}"#,
                r#"{"$or":[{"body":{"a":[2]}},{"body":{"b":[1]}}]}"#,
            ),
        ] {
            assert_eq!(fixed("sqs", &[one, other]), [], "{one} {other}");
        }
    }
}
