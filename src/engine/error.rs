//! Why a pattern was refused: a stable code, the place in the text, what would be accepted, and AWS's own message.

use tidegate_json::Span;

/// A stable number for each way a pattern can be refused. Never reused.
///
/// ```
/// assert_eq!(tidegate::Code::EmptyList.as_str(), "E0203");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// `E0101`: the text is not JSON.
    Syntax,
    /// `E0102`: nested deeper than [`DEPTH_MAX`](tidegate_json::limits::DEPTH_MAX).
    TooDeep,
    /// `E0103`: a number of more than [`NUMBER_DIGITS_MAX`](tidegate_json::limits::NUMBER_DIGITS_MAX) digits.
    NumberTooLong,
    /// `E0201`: the pattern is not a JSON object.
    NotAnObject,
    /// `E0202`: an object without fields.
    EmptyObject,
    /// `E0203`: a list without values.
    EmptyList,
    /// `E0204`: a field whose value is neither an object nor a list.
    BareValue,
    /// `E0205`: a list inside a field's list of values.
    NestedList,
    /// `E0206`: an operator that does not exist.
    UnknownOperator,
    /// `E0207`: an operator with the wrong kind of operand.
    BadOperand,
    /// `E0208`: an operator object with more than one key, or none.
    OperatorShape,
    /// `E0209`: a number that AWS can't compare.
    BadNumber,
    /// `E0210`: a wildcard with `**` or a wrong escape.
    BadWildcard,
    /// `E0211`: not an address block.
    BadCidr,
    /// `E0212`: a malformed `$or`.
    BadOr,
    /// `E0213`: an operator that this service does not accept.
    NotInProfile,
    /// `E0301`: longer than [`limits::PATTERN_CHARS_MAX`](crate::limits::PATTERN_CHARS_MAX).
    PatternTooLong,
    /// `E0302`: more than [`limits::OR_COMBINATIONS_MAX`](crate::limits::OR_COMBINATIONS_MAX) combinations.
    TooManyCombinations,
    /// `E0303`: more than [`limits::RULE_PATHS_MAX`](crate::limits::RULE_PATHS_MAX) paths, for services that have this
    /// limit.
    TooManyPaths,
    /// `E0304`: wildcards more complex than
    /// [`limits::WILDCARD_COMPLEXITY_MAX`](crate::limits::WILDCARD_COMPLEXITY_MAX).
    TooComplex,
    /// `E0305`: the compiled program would exceed [`limits::STATES_MAX`](crate::limits::STATES_MAX).
    TooManyStates,
}

impl Code {
    /// The code as printed, such as `E0203`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Syntax => "E0101",
            Self::TooDeep => "E0102",
            Self::NumberTooLong => "E0103",
            Self::NotAnObject => "E0201",
            Self::EmptyObject => "E0202",
            Self::EmptyList => "E0203",
            Self::BareValue => "E0204",
            Self::NestedList => "E0205",
            Self::UnknownOperator => "E0206",
            Self::BadOperand => "E0207",
            Self::OperatorShape => "E0208",
            Self::BadNumber => "E0209",
            Self::BadWildcard => "E0210",
            Self::BadCidr => "E0211",
            Self::BadOr => "E0212",
            Self::NotInProfile => "E0213",
            Self::PatternTooLong => "E0301",
            Self::TooManyCombinations => "E0302",
            Self::TooManyPaths => "E0303",
            Self::TooComplex => "E0304",
            Self::TooManyStates => "E0305",
        }
    }
}

/// Why AWS, or a limit of ours, refuses a pattern.
///
/// ```
/// use tidegate::{Pattern, Profile, Rule, Source};
/// let pattern = Pattern::parse(r#"{"state":[]}"#)?;
/// let error = Rule::lower(&pattern, Profile::Service(Source::EventBridge)).unwrap_err();
/// assert_eq!(error.code().as_str(), "E0203");
/// assert_eq!(error.aws_message(), Some("Empty arrays are not allowed"));
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    code: Code,
    span: Span,
    message: String,
    help: Option<String>,
    aws_message: Option<String>,
}

impl Error {
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            help: None,
            aws_message: None,
        }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn aws(mut self, message: impl Into<String>) -> Self {
        self.aws_message = Some(message.into());
        self
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The place in the pattern's text. Empty and at 0 if no single place is the cause (a limit on a whole program).
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The mistake, in our words: lower case, no full stop.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// A form that would be accepted instead. `None` if the message says enough.
    #[must_use]
    pub fn help_text(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The reason AWS gives, without the `Event pattern is not valid. Reason: ` before it and the ` at [Source: ...`
    /// after it. `None` if AWS's words are not known.
    #[must_use]
    pub fn aws_message(&self) -> Option<&str> {
        self.aws_message.as_deref()
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)
    }
}

impl std::error::Error for Error {}

impl From<tidegate_json::Error> for Error {
    fn from(error: tidegate_json::Error) -> Self {
        let code = match error.kind {
            tidegate_json::ErrorKind::Syntax => Code::Syntax,
            tidegate_json::ErrorKind::TooDeep => Code::TooDeep,
            tidegate_json::ErrorKind::NumberTooLong => Code::NumberTooLong,
        };
        Self {
            help: error.help,
            ..Self::new(code, error.span, error.message)
        }
    }
}
