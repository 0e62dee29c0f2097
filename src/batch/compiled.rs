//! Lowers and compiles the patterns of a set of filters for the records of one source, or reports the first that is
//! refused. It also finds out once which payload form each filter asks for, and which parts of a record the filters
//! need at all.

use tidegate::{PayloadForm, Profile, Program, Rule, Source};

use crate::assumption::Standing;
use crate::parts::KafkaKey;
use crate::shape::Shape;

/// Filters in the forms that judging and explaining need.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) source: Source,
    pub(crate) profile: Profile,
    pub(crate) program: Program,
    /// The patterns as written, by index. Repairs edit them.
    pub(crate) texts: Vec<Box<str>>,
    /// The patterns as lowered, by index. Explanations use them.
    pub(crate) rules: Vec<Rule>,
    /// The form each filter asks for, by index.
    pub(crate) forms: Vec<PayloadForm>,
    /// The assumptions that follow from the filters alone.
    pub(crate) standing: Standing,
    /// Whether a filter has a condition outside the payload.
    pub(crate) asks_metadata: bool,
    /// Whether a filter has a condition on a Kafka record's `key`.
    pub(crate) kafka_key: KafkaKey,
}

impl Compiled {
    /// Lowers and compiles `patterns`, or returns the error of the first that is refused.
    pub(crate) fn new(
        source: Source,
        profile: Profile,
        patterns: &[&str],
    ) -> Result<Self, FilterError> {
        let mut rules = Vec::with_capacity(patterns.len());
        for (index, text) in patterns.iter().enumerate() {
            let rule = lower(source, profile, text);
            rules.push(rule.map_err(|error| FilterError { index, error })?);
        }
        let forms: Vec<_> = rules.iter().map(Rule::payload_form).collect();
        Ok(Self {
            source,
            profile,
            program: program(&rules)?,
            texts: patterns.iter().map(|text| Box::from(*text)).collect(),
            standing: Standing::of(source, patterns, &rules),
            forms,
            asks_metadata: rules.iter().any(Rule::asks_metadata),
            kafka_key: match rules.iter().any(|rule| rule.asks("key")) {
                true => KafkaKey::Asked,
                false => KafkaKey::Unasked,
            },
            rules,
        })
    }

    /// Returns whether any filter looks at the payload.
    pub(crate) fn asks_payload(&self) -> bool {
        self.forms.iter().any(|form| *form != PayloadForm::Unasked)
    }

    /// Returns whether any filter can look at a payload of this shape.
    pub(crate) fn fits_any(&self, shape: Shape) -> bool {
        self.forms.iter().any(|form| shape.fits(*form))
    }
}

/// A pattern that is refused as a filter.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_batch::Filters;
/// let refused = Filters::compile(Source::Sqs, Profile::Service(Source::Sqs), &[r#"{"body":["x"]}"#, r#"{"body":[]}"#]).unwrap_err();
/// assert_eq!((refused.index, refused.error.code().as_str()), (1, "E0203"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// The index of the pattern, from 0.
    pub index: usize,
    /// Why the pattern is refused.
    pub error: tidegate::Error,
}

impl std::fmt::Display for FilterError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "filter {}: {}", self.index + 1, self.error)
    }
}

impl std::error::Error for FilterError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// Checks the pattern under `profile`, and lowers it under a profile that knows the payload key of `source`.
fn lower(source: Source, profile: Profile, text: &str) -> Result<Rule, tidegate::Error> {
    let rule = Rule::read(text, profile)?;
    if source == Source::EventBridge || profile.source() == Some(source) {
        return Ok(rule);
    }
    Rule::read(text, Profile::Service(source))
}

fn program(rules: &[Rule]) -> Result<Program, FilterError> {
    Program::compile(rules).map_err(|error| FilterError {
        index: culprit(rules),
        error,
    })
}

/// Returns the index of the first rule with which the program is over its bounds.
fn culprit(rules: &[Rule]) -> usize {
    let fits = |count: &usize| Program::compile(&rules[..*count]).is_ok();
    (1..rules.len()).take_while(fits).last().unwrap_or(0)
}
