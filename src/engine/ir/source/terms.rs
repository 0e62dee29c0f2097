//! The form in which each source states what its filters may ask for. A source's file fills in one [`Terms`].

/// The fields that a source's filters may ask for, and the services' message for filters that they refuse.
#[derive(Debug)]
pub(super) struct Terms {
    /// The source's one name, in lower case.
    pub(super) name: &'static str,
    /// The key of the filter's root that holds the payload; `None` if records are JSON throughout.
    pub(super) payload_key: Option<&'static str>,
    /// The key of a record that filters of Lambda never see, though the function does.
    pub(super) hidden_key: Option<&'static str>,
    /// The keys that pipes add to a record after filtering, so that their filters never see them. (EventBridge User Guide,
    /// "Amazon EventBridge Pipes filtering", awsdocs/amazon-eventbridge-user-guide, commit fc27724: fields that pollers
    /// add can't be used in a pattern.)
    pub(super) added_by_pipes: &'static [&'static str],
    /// The key that no filter may ask for as a plain string: the mapping or pipe can't be created.
    pub(super) json_only_key: Option<&'static str>,
    /// The one message that the service gives for every pattern it refuses; `None` if it gives reasons.
    pub(super) refusal: Option<&'static str>,
}

/// The members that pipes add to the records of most sources.
pub(super) const ADDED_BY_PIPES: &[&str] = &[
    "awsRegion",
    "eventSource",
    "eventSourceARN",
    "eventSourceArn",
    "eventSourceKey",
    "eventVersion",
    "eventID",
    "eventName",
    "invokeIdentityArn",
];

/// Lambda's message for every pattern that it refuses (observed by LocalStack's validated tests, 2025-11-25).
pub(super) const LAMBDA_REFUSAL: &str = "Invalid filter pattern definition.";
