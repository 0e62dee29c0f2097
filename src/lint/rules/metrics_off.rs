//! L0704: a filtered mapping whose counts nobody sees.

use tidegate_template::{Dialect, EntryKind, Subject, Template};

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, filtered, setting, span};
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0704",
        name: "metrics-off",
        severity: Severity::Info,
        also: None,
        meaning: "Lambda counts the records that a mapping's filters let through and drop only if the mapping asks for \
                  it: without MetricsConfig, FilteredOutEventCount has no data, and `tidegate plan reconcile` has nothing \
                  to compare with (CloudFormation's resource schema of AWS::Lambda::EventSourceMapping, MetricsConfig, read 2026-11-29).",
        example: Example::of("sqs", &[]),
        fix: "Set MetricsConfig to {\"Metrics\":[\"EventCount\"]}.",
    },
    check: Check::Template(check),
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    let mappings = filtered(template).filter(|(_, it)| it.kind == EntryKind::Mapping);
    let silent = mappings.filter(|(_, entry)| {
        setting(entry, Subject::Mapping, "MetricsConfig.Metrics").is_none()
            && entry.route().is_some()
    });
    let found = silent.map(|(index, entry)| {
        PlacedDraft::new(
            index,
            span(&entry.range),
            "no metric counts what this filter drops",
        )
        .help(match entry.dialect() {
            Dialect::CloudFormation => "set `MetricsConfig` to {\"Metrics\":[\"EventCount\"]}",
            Dialect::Terraform => "write metrics_config { metrics = [\"EventCount\"] }",
            Dialect::Serverless => {
                "set `MetricsConfig` to {\"Metrics\":[\"EventCount\"]} under resources: extensions, because the event has \
                 no such setting"
            }
        })
    });
    found.collect()
}
