//! The members of a mapping, and whether an estimate takes them into account. Whatever is not taken into account is
//! named in a remark, unless it has no effect on what an estimate counts.

use serde_json::Value;

use super::error::FileResult;
use super::values::{member, text_of};

/// How an estimate uses a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Treatment {
    /// It is part of the estimate.
    Modelled,
    /// It has no effect on counts and cost: names, states and where to begin.
    NoEffect,
    /// It has an effect that is not modelled: what it does.
    NotModelled(&'static str),
    /// Its own members are listed here.
    Object,
}

use Treatment::{Modelled, NoEffect, NotModelled, Object};

const REGISTRY: Treatment =
    NotModelled("records are taken as they are in the file: a schema registry may decode them");

/// Every member that AWS documents, by its dotted path.
const MEMBERS: [(&str, Treatment); 46] = [
    ("AmazonManagedKafkaEventSourceConfig", Object),
    (
        "AmazonManagedKafkaEventSourceConfig.ConsumerGroupId",
        NoEffect,
    ),
    (
        "AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig",
        REGISTRY,
    ),
    ("BatchSize", Modelled),
    ("BisectBatchOnFunctionError", Modelled),
    ("DestinationConfig", Object),
    ("DestinationConfig.OnFailure", Object),
    ("DestinationConfig.OnFailure.Destination", Modelled),
    ("DestinationConfig.OnSuccess", Object),
    (
        "DestinationConfig.OnSuccess.Destination",
        NotModelled("mappings have no destination for successes"),
    ),
    ("DocumentDBEventSourceConfig", NoEffect),
    ("EventSourceArn", Modelled),
    ("EventSourceMappingArn", NoEffect),
    ("FilterCriteria", Modelled),
    (
        "FilterCriteriaError",
        NotModelled("AWS could not decrypt the filters"),
    ),
    ("FunctionArn", NoEffect),
    ("FunctionResponseTypes", Modelled),
    ("KMSKeyArn", NotModelled("requests to KMS are not priced")),
    ("LastModified", NoEffect),
    ("LastProcessingResult", NoEffect),
    ("LoggingConfig", NotModelled("its logs are not priced")),
    ("MaximumBatchingWindowInSeconds", Modelled),
    ("MaximumRecordAgeInSeconds", Modelled),
    ("MaximumRetryAttempts", Modelled),
    ("MetricsConfig", NotModelled("its metrics are not priced")),
    ("ParallelizationFactor", Modelled),
    ("ProvisionedPollerConfig", Object),
    ("ProvisionedPollerConfig.MaximumPollers", Modelled),
    ("ProvisionedPollerConfig.MinimumPollers", Modelled),
    ("ProvisionedPollerConfig.PollerGroupName", Modelled),
    ("Queues", NoEffect),
    ("ResponseMetadata", NoEffect),
    ("ScalingConfig", Object),
    ("ScalingConfig.MaximumConcurrency", Modelled),
    ("SelfManagedEventSource", Modelled),
    ("SelfManagedKafkaEventSourceConfig", Object),
    (
        "SelfManagedKafkaEventSourceConfig.ConsumerGroupId",
        NoEffect,
    ),
    (
        "SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig",
        REGISTRY,
    ),
    ("SourceAccessConfigurations", Modelled),
    ("StartingPosition", NoEffect),
    ("StartingPositionTimestamp", NoEffect),
    ("State", Modelled),
    ("StateTransitionReason", NoEffect),
    ("Topics", NoEffect),
    ("TumblingWindowInSeconds", Modelled),
    ("UUID", NoEffect),
];

/// Returns the remarks on a mapping: what it has that is not modelled or not known, and whether it is disabled.
pub(super) fn remarks(mapping: &Value) -> FileResult<Vec<String>> {
    let mut remarks = Vec::new();
    remarks.extend(unmodelled(mapping));
    if text_of(mapping, "State")?.is_some_and(|state| state == "Disabled") {
        remarks.push("the mapping is disabled".to_owned());
    }
    Ok(remarks)
}

/// Returns the members that have an effect and are not counted, and those that are not known, by their dotted paths.
pub(super) fn left_out(mapping: &Value) -> Vec<String> {
    let is_left_out = |path: &String| {
        let member = MEMBERS.iter().find(|(known, _)| known == path);
        match member.map(|(_, treatment)| *treatment) {
            None | Some(NotModelled(_)) => true,
            Some(Modelled | NoEffect | Object) => false,
        }
    };
    let mut names = paths(mapping);
    names.retain(is_left_out);
    if text_of(mapping, "State").is_ok_and(|state| state == Some("Disabled")) {
        names.push("State: Disabled".to_owned());
    }
    names
}

fn unmodelled(mapping: &Value) -> Vec<String> {
    let (mut unmodelled, mut unknown) = (Vec::new(), Vec::new());
    for path in paths(mapping) {
        match MEMBERS.iter().find(|(known, _)| *known == path) {
            None => unknown.push(format!("`{path}`")),
            Some((_, NotModelled(why))) => unmodelled.push(format!("`{path}` ({why})")),
            Some((_, Modelled | NoEffect | Object)) => {}
        }
    }
    let unmodelled = (!unmodelled.is_empty()).then(|| {
        let list = unmodelled.join(", ");
        format!("not part of the estimate: {list}")
    });
    let unknown = (!unknown.is_empty()).then(|| {
        let list = unknown.join(", ");
        format!(
            "not known as a setting of a mapping, so ignored: {list}; check the spelling against what `aws lambda \
             get-event-source-mapping` prints"
        )
    });
    unmodelled.into_iter().chain(unknown).collect()
}

/// Returns the dotted paths of all members that hold something. The members of an object stand for it if they are
/// listed.
fn paths(mapping: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    let mut open = vec![String::new()];
    while let Some(parent) = open.pop() {
        let object = match parent.as_str() {
            "" => mapping.as_object(),
            path => member(mapping, path).and_then(Value::as_object),
        };
        for (name, value) in object.into_iter().flatten().filter(|(_, it)| !is_empty(it)) {
            let path = match parent.as_str() {
                "" => name.clone(),
                parent => format!("{parent}.{name}"),
            };
            let is_listed = MEMBERS.contains(&(path.as_str(), Object));
            if is_listed && value.is_object() {
                open.push(path);
            } else {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths
}

/// Returns whether a setting is not set: AWS writes empty objects and lists for these.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(members) => members.values().all(is_empty),
        Value::Array(list) => list.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_that_are_not_part_of_the_estimate_are_named() {
        let found = remarks(&json!({
            "UUID": "u",
            "DestinationConfig": {"OnFailure": {}, "OnSuccess": {}},
            "TumblingWindowInSeconds": 0,
            "MetricsConfig": {"Metrics": []},
            "ProvisionedPollerConfig": {"MinimumPollers": 1, "PollerGroupName": "g", "Burst": 5},
            "KMSKeyArn": null,
            "LoggingConfig": {"SystemLogLevel": "INFO"},
            "MaximumRecordAge": 60
        }));
        let [unmodelled, unknown] = &found.unwrap()[..] else {
            panic!("two remarks");
        };
        assert!(
            unmodelled.contains("`LoggingConfig` (its logs"),
            "{unmodelled}"
        );
        assert!(!unmodelled.contains("PollerGroupName"), "{unmodelled}");
        assert!(!unmodelled.contains("MetricsConfig"), "{unmodelled}");
        let names = "ignored: `MaximumRecordAge`, `ProvisionedPollerConfig.Burst`;";
        assert!(unknown.contains(names), "{unknown}");
    }

    #[test]
    fn every_member_is_listed_once_and_has_its_object() {
        for (at, (path, _)) in MEMBERS.iter().enumerate() {
            assert!(
                MEMBERS[..at].iter().all(|(other, _)| other != path),
                "{path}"
            );
            if let Some((parent, _)) = path.rsplit_once('.') {
                assert!(MEMBERS.contains(&(parent, Object)), "{path}");
            }
        }
    }

    #[test]
    fn usual_mapping_has_no_remarks() {
        let stream = json!({
            "UUID": "u", "StartingPosition": "LATEST", "BatchSize": 100, "MaximumBatchingWindowInSeconds": 0,
            "ParallelizationFactor": 1, "EventSourceArn": "arn:aws:kinesis:us-east-1:1:stream/s",
            "FunctionArn": "arn:aws:lambda:us-east-1:1:function:f", "LastModified": 1.5,
            "LastProcessingResult": "OK", "State": "Enabled", "StateTransitionReason": "User action",
            "DestinationConfig": {"OnFailure": {}}, "MaximumRecordAgeInSeconds": -1,
            "BisectBatchOnFunctionError": false, "MaximumRetryAttempts": -1, "TumblingWindowInSeconds": 0,
            "FunctionResponseTypes": [], "EventSourceMappingArn": "arn:aws:lambda:us-east-1:1:event-source-mapping:u"
        });
        assert_eq!(remarks(&stream).unwrap(), Vec::<String>::new());
    }
}
