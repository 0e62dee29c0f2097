//! Finds out whether AWS may judge a field of one record otherwise than tidegate, because the values of its list
//! disturb each other (L0310). tidegate's own verdict judges each value by itself.

use tidegate::{Explainer, Pattern, Profile};
use tidegate_json::{Json, JsonKind};

use crate::edit::{list, object};
use crate::field::operand;
use crate::rules::disturbed_list::{beside_block, by_star};

/// How AWS's engine may differ about a field.
///
/// ```
/// use tidegate_lint::{Disturbance, disturbance};
/// let wanted = r#"[{"wildcard":"*.jpg"},{"equals-ignore-case":"order"}]"#;
/// let doubt = |value: &str| disturbance(wanted, &[value.to_owned()]);
/// assert_eq!(doubt(r#""xorder""#), Some(Disturbance::MayMatch));
/// assert_eq!(doubt(r#""order""#), None);
/// assert_eq!(doubt("5"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disturbance {
    /// No value satisfies the list, and in AWS's engine one may.
    MayMatch,
    /// A value satisfies the list, and in AWS's engine it may not.
    MayMiss,
}

/// Returns how AWS's engine may differ about a field with this list, given the record's values as JSON texts; `None` if
/// it can't. (event-ruler 2.0.1 and 2.1.0, both run, 2026-11-29.)
#[must_use]
pub fn disturbance(wanted: &str, values: &[String]) -> Option<Disturbance> {
    let wanted = Json::parse_whole(wanted).ok()?;
    let JsonKind::Array(wanted) = &wanted.kind else {
        return None;
    };
    let (excluding, including): (Vec<&Json>, Vec<&Json>) =
        by_star(wanted).partition(|value| operand(value, "anything-but").is_some());
    let may_miss = [excluding, beside_block(wanted).collect()].concat();
    if may_miss.is_empty() && including.is_empty() {
        return None;
    }
    let satisfying: Vec<&String> = values.iter().filter(|it| matches(wanted, it)).collect();
    if satisfying.is_empty() {
        let is_text = |value: &String| value.starts_with('"');
        let may_match = !including.is_empty() && values.iter().any(is_text);
        return may_match.then_some(Disturbance::MayMatch);
    }
    let sure: Vec<Json> = wanted
        .iter()
        .filter(|it| !may_miss.contains(it))
        .cloned()
        .collect();
    let is_sure = satisfying.into_iter().any(|it| matches(&sure, it));
    (!is_sure).then_some(Disturbance::MayMiss)
}

/// Returns whether the value, a JSON text, satisfies one of the wanted ones.
fn matches(wanted: &[Json], value: &str) -> bool {
    let pattern = object("k", list(wanted.to_vec())).to_string();
    let explain = |pattern: &Pattern| {
        let mut explainer = Explainer::new(pattern, Profile::Ruler).ok()?;
        explainer
            .event(format!("{{\"k\":{value}}}").as_bytes())
            .ok()
    };
    let why = Pattern::parse(&pattern).ok().and_then(|it| explain(&it));
    why.is_some_and(|why| why.matched)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubt(wanted: &str, value: &str) -> Option<Disturbance> {
        disturbance(wanted, &[value.to_owned()])
    }

    /// Verdicts of event-ruler 2.0.1 and 2.1.0 that differ from those of the values alone, observed 2026-11-29.
    #[test]
    fn differing_verdicts_of_event_ruler_are_doubted() {
        let star = r#"{"wildcard":"*.jpg"}"#;
        for (disturbed, value, expected) in [
            (
                r#"{"equals-ignore-case":"order"}"#,
                r#""xorder""#,
                Disturbance::MayMatch,
            ),
            (
                r#"{"equals-ignore-case":"a"}"#,
                r#""zz""#,
                Disturbance::MayMatch,
            ),
            (
                r#"{"suffix":{"equals-ignore-case":"order"}}"#,
                r#""order1""#,
                Disturbance::MayMatch,
            ),
            (
                r#"{"prefix":{"equals-ignore-case":"ab"}}"#,
                r#""xbz""#,
                Disturbance::MayMatch,
            ),
            (r#"{"suffix":"É"}"#, r#""café""#, Disturbance::MayMatch),
            (
                r#"{"anything-but":{"equals-ignore-case":"x"}}"#,
                r#""abc""#,
                Disturbance::MayMiss,
            ),
        ] {
            let wanted = format!("[{star},{disturbed}]");
            assert_eq!(doubt(&wanted, value), Some(expected), "{wanted}");
        }
        let wanted = r#"[{"anything-but":{"wildcard":"*.png"}},{"equals-ignore-case":"a"}]"#;
        assert_eq!(doubt(wanted, r#""img1.png""#), Some(Disturbance::MayMatch));
        let number = "0.0012345678901234567890";
        let wanted = format!(r#"[{number},{{"cidr":"0.0.0.0/1"}}]"#);
        assert_eq!(doubt(&wanted, number), Some(Disturbance::MayMiss));
    }

    #[test]
    fn verdicts_that_the_other_values_decide_are_not_doubted() {
        let but = r#"[{"wildcard":"*.jpg"},{"anything-but":{"equals-ignore-case":"x"}}]"#;
        assert_eq!(doubt(but, r#""a.jpg""#), None);
        assert_eq!(doubt(but, r#""x""#), None);
        let reordered = r#"[{"equals-ignore-case":"order"},{"wildcard":"*.jpg"}]"#;
        assert_eq!(doubt(reordered, r#""xorder""#), None);
        assert_eq!(doubt(r#"["a"]"#, r#""b""#), None);
        let wanted = r#"[{"wildcard":"*.jpg"},{"equals-ignore-case":"order"}]"#;
        let values = ["\"xorder\"".to_owned(), "\"ORDER\"".to_owned()];
        assert_eq!(disturbance(wanted, &values), None);
        assert_eq!(disturbance(wanted, &[]), None);
    }
}
