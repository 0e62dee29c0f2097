//! The error for a document that no filters can be read from. It has a code, a place in the document, and a help text.
//! Where the user must choose one of several entries, it lists them.

use tidegate::{Code, Span};
use tidegate_json::Json;

/// Why no filters can be read from a document.
///
/// ```
/// use tidegate_batch::criteria::Criteria;
/// assert_eq!(Criteria::read("", None).unwrap_err().code, "E0402");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriteriaError {
    /// `E0101` for text that is not JSON, `E0401` for JSON of the wrong shape, `E0402` for a document without filters,
    /// `E0403` if one of several entries has to be named, `E0404` for a source that AWS does not filter.
    pub code: &'static str,
    /// The place in the document.
    pub span: Span,
    /// The message, in lower case and without a full stop.
    pub message: String,
    /// A hint at what would be accepted.
    pub help: Option<String>,
    /// The entries to choose from. Each begins with its name.
    pub choices: Vec<String>,
}

impl std::fmt::Display for CriteriaError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for CriteriaError {}

pub(super) const EXAMPLE: &str =
    "a pattern is a JSON object, such as {\"body\": {\"state\": [\"paid\"]}}";

pub(super) fn none(span: Span, message: &str, help: &str) -> CriteriaError {
    CriteriaError {
        code: "E0402",
        span,
        message: message.to_owned(),
        help: Some(help.to_owned()),
        choices: Vec::new(),
    }
}

pub(super) fn wrong(json: &Json, message: &str, accepted: &str) -> CriteriaError {
    CriteriaError {
        code: "E0401",
        span: json.span,
        message: message.to_owned(),
        help: Some(accepted.to_owned()),
        choices: Vec::new(),
    }
}

/// Returns the error for a missing or unknown name, where one of several entries has to be named.
pub(super) const fn which(
    span: Span,
    message: String,
    help: String,
    choices: Vec<String>,
) -> CriteriaError {
    CriteriaError {
        code: "E0403",
        span,
        message,
        help: Some(help),
        choices,
    }
}

pub(super) fn nothing_to_pick(span: Span, name: &str) -> CriteriaError {
    let message = format!("there is no mapping, rule or pipe here that could be called `{name}`");
    let help = "#NAME picks one of several that AWS printed: leave it out here";
    which(span, message, help.to_owned(), Vec::new())
}

pub(super) fn unfiltered(span: Span) -> CriteriaError {
    CriteriaError {
        code: "E0404",
        span,
        message: "AWS does not filter the change streams of DocumentDB".to_owned(),
        help: Some(
            "the function gets every change: look at `event.operationType` in its code".to_owned(),
        ),
        choices: Vec::new(),
    }
}

impl From<tidegate_json::Error> for CriteriaError {
    fn from(error: tidegate_json::Error) -> Self {
        let error = tidegate::Error::from(error);
        let code: Code = error.code();
        Self {
            code: code.as_str(),
            span: error.span(),
            message: error.message().to_owned(),
            help: error.help_text().map(str::to_owned),
            choices: Vec::new(),
        }
    }
}
