//! A finding about a filter, in the form in which documents hold it. The rules that make findings are elsewhere.

use serde::{Deserialize, Serialize};

/// One finding about one filter, with its place in the file that holds the filter.
///
/// ```
/// use tidegate_estimate::FilterFinding;
/// let text = r#"{"code":"L0201","severity":"error","file":"-e","line":1,"column":2,"message":"no SQS message has `x`"}"#;
/// let finding: FilterFinding = serde_json::from_str(text)?;
/// assert_eq!((finding.code.as_str(), finding.filter), ("L0201", None));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterFinding {
    /// `E0203` for what AWS refuses, `L0201` for the rest.
    pub code: String,
    /// `error`, `warning` or `info`.
    pub severity: String,
    /// Which filter, from 1; `None` if it is about the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<usize>,
    /// The filter's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The file, or the option that the filter was typed after.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// One sentence.
    pub message: String,
    /// The remedy, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The corrected filter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<String>,
    /// AWS's words, if AWS refuses the filter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aws: Option<String>,
}
