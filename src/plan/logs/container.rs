//! What holds the events of a log.

/// How an input holds its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Container {
    /// Lines of text, with or without a prefix.
    Lines,
    /// JSON of `aws logs filter-log-events` or `get-log-events`: `{"events": [{"message"}]}`.
    Events,
    /// JSON of a log subscription: `{"logEvents": [{"message"}]}`.
    Subscription,
    /// JSON of `aws logs get-query-results`: `{"results": [[{"field", "value"}]]}`.
    QueryResults,
    /// A JSON list of events, messages or rows: one of the above after `--query`, an export of Logs Insights, or a batch
    /// of the Telemetry API.
    List,
    /// CSV of Logs Insights.
    Csv,
}

impl std::fmt::Display for Container {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Lines => "log lines",
            Self::Events => "JSON of `aws logs filter-log-events`",
            Self::Subscription => "JSON of a log subscription",
            Self::QueryResults => "JSON of `aws logs get-query-results`",
            Self::List => "a JSON list of log events",
            Self::Csv => "CSV of Logs Insights",
        })
    }
}
