//! Why a template can't be read, or no filters be taken from it: a code, a place, a sentence, and what would be accepted.

use std::ops::Range;

/// Why a template can't be read, or no filters be taken from it.
///
/// ```
/// use tidegate_template::{Template, Values};
/// let error = Template::read("t.yaml", "Resources: [", &Values::default()).unwrap_err();
/// assert_eq!(error.code, "E0501");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// `E0501`: the text can't be read. `E0502`: a value is known only after deployment. `E0402`: there is no filter.
    /// `E0403`: it is not clear which mapping, rule or pipe is meant.
    pub code: &'static str,
    /// The message, in lower case and without a full stop.
    pub message: String,
    /// The place in the file, in bytes.
    pub range: Range<usize>,
    /// A hint at what would be accepted.
    pub help: Option<String>,
    /// The names to choose from.
    pub choices: Vec<String>,
}

impl std::fmt::Display for TemplateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for TemplateError {}

impl TemplateError {
    pub(crate) fn new(code: &'static str, message: String, range: Range<usize>) -> Self {
        Self {
            code,
            message,
            range,
            help: None,
            choices: Vec::new(),
        }
    }

    pub(crate) fn syntax(message: String, range: Range<usize>) -> Self {
        Self::new("E0501", message, range)
    }

    pub(crate) fn help(mut self, help: &str) -> Self {
        self.help = Some(help.to_owned());
        self
    }
}
