//! L0407: a rule that asks for nothing but where events come from.

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};
use crate::typed::wants_number;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0407",
        name: "catch-all-rule",
        severity: Severity::Warning,
        also: None,
        meaning: "The rule asks only for account, region or version, so it matches every event that its bus gets from \
                  there, whatever it reports. Every event has these keys (EventBridge User Guide, \"AWS service event \
                  metadata\", read 2026-11-30).",
        example: Example::of("eventbridge", &[r#"{"account":["123456789012"]}"#]),
        fix: "Name the source and the detail-type of the events you want. If the rule is to match all events, as for an \
              archive or another bus, use --allow L0407.",
    },
    check: Check::Filter(check),
};

/// The keys whose values are the same for most events of a bus.
pub(super) const PLACES: [&str; 3] = ["account", "region", "version"];

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let paths: Vec<String> = fields.all.iter().map(|field| field.path()).collect();
    let is_place = |path: &String| PLACES.contains(&path.as_str());
    if !filter.is_of_bus() || paths.is_empty() || !paths.iter().all(is_place) {
        return Vec::new();
    }
    // L0217: such a rule matches no event.
    if fields
        .all
        .iter()
        .any(|field| field.values.iter().all(wants_number))
    {
        return Vec::new();
    }
    let names: Vec<_> = paths.iter().map(|path| format!("`{path}`")).collect();
    let message = format!(
        "this rule asks only for {}: it matches every event that the bus gets from there",
        names.join(" and ")
    );
    let draft = Draft::new(filter.opening_span(), message);
    vec![draft.help("name the source and the detail-type of the events you want")]
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn rules_that_ask_only_for_a_place_are_found() {
        for pattern in [
            r#"{"account":["123456789012"]}"#,
            r#"{"account":["123456789012"],"region":["eu-north-1"]}"#,
            r#"{"version":["0"]}"#,
        ] {
            found("L0407", "eventbridge", pattern);
        }
    }

    #[test]
    fn rules_that_ask_for_more_are_not_found() {
        clean(
            "L0407",
            "eventbridge",
            r#"{"account":["123456789012"],"source":["shop"]}"#,
        );
        clean("L0407", "eventbridge", r#"{"account":[123456789012]}"#);
        clean("L0407", "eventbridge", r#"{"detail":{"account":["x"]}}"#);
        clean("L0407", "sqs", r#"{"body":{"account":["x"]}}"#);
    }
}
