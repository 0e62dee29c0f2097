//! Reads pattern text into a rule. If the text is not JSON, the error can still have AWS's reason: AWS's compiler
//! checks a pattern while it reads it (event-ruler 2.0.1, `JsonRuleCompiler.parseObject`), so it reports the first
//! mistake of any kind.

use crate::error::{Code, Error};
use crate::pattern::Pattern;

use super::lower::walk_errors;
use super::profile::Profile;
use super::rule::Rule;
use super::walk::NOT_AN_OBJECT;

/// Most errors that are reported for one pattern.
pub const ERRORS_MAX: usize = 20;

impl Rule {
    /// [`Pattern::parse`] and [`Rule::lower`] in one step, for callers that need no tree.
    ///
    /// ```
    /// use tidegate::{Profile, Rule, Source};
    /// let error = Rule::read(r#"{"a":[{"prefix":[1, 2 3]}]}"#, Profile::Service(Source::EventBridge)).unwrap_err();
    /// assert_eq!(error.code().as_str(), "E0101");
    /// assert_eq!(error.aws_message(), Some("prefix match pattern must be a string"));
    /// ```
    ///
    /// # Errors
    /// The errors of these two. If the text is not JSON, the error has AWS's reason if AWS refuses an earlier part of
    /// the text.
    pub fn read(text: &str, profile: Profile) -> Result<Self, Error> {
        match Pattern::parse(text) {
            Ok(pattern) => Self::lower(&pattern, profile),
            Err(error) => Err(match reason(text, profile, error.code()) {
                Some(reason) => error.aws(reason),
                None => error,
            }),
        }
    }
}

impl Rule {
    /// Returns all errors of a pattern, for people: first the error of [`Rule::read`], then those of other fields and
    /// values, up to [`ERRORS_MAX`]. Empty if the pattern is accepted. If the text is not JSON, the part before the
    /// mistake is checked, too.
    ///
    /// ```
    /// use tidegate::{Profile, Rule, Source};
    /// let errors = Rule::errors(r#"{"a":[],"b":[1,{"prefxi":"x"}],"c":5}"#, Profile::Service(Source::EventBridge));
    /// let codes: Vec<_> = errors.iter().map(|error| error.code().as_str()).collect();
    /// assert_eq!(codes, ["E0203", "E0206", "E0204"]);
    /// ```
    #[must_use]
    pub fn errors(text: &str, profile: Profile) -> Vec<Error> {
        let Err(first) = Self::read(text, profile) else {
            return Vec::new();
        };
        let (pattern, cut) = match Pattern::parse(text) {
            Ok(pattern) => (pattern, None),
            Err(_) => {
                let (pattern, cut) = Pattern::parse_up_to_failure(text);
                (pattern, Some(cut))
            }
        };
        let is_other = |error: &Error| {
            Some(error.span()) != cut
                && (error.span(), error.code()) != (first.span(), first.code())
        };
        let others = walk_errors(&pattern, profile, ERRORS_MAX).into_iter();
        let others: Vec<_> = others.filter(is_other).take(ERRORS_MAX - 1).collect();
        std::iter::once(first).chain(others).collect()
    }
}

fn reason(text: &str, profile: Profile, code: Code) -> Option<String> {
    if let Some(words) = profile.refusal() {
        return Some(words.to_owned());
    }
    if code != Code::Syntax {
        return None;
    }
    // If there is no token, or if the first is a string (even an open one), AWS already knows that the text is not an
    // object.
    let start = text.trim_start_matches([' ', '\t', '\n', '\r']);
    if start.is_empty() || start.starts_with('"') {
        return Some(NOT_AN_OBJECT.to_owned());
    }
    let (pattern, cut) = Pattern::parse_up_to_failure(text);
    let error = Rule::lower(&pattern, profile).err()?;
    (error.span() != cut).then(|| error.aws_message().map(str::to_owned))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Source;

    /// The reasons that event-ruler 2.0.1 gave (run 2026-11-25). `None`: a message of its JSON reader.
    #[test]
    fn first_mistake_in_the_text_is_the_reason() {
        for (text, reason) in [
            ("", Some("Filter is not an object")),
            ("\"a", Some("Filter is not an object")),
            (r#"[{"a":["x"=1}]"#, Some("Filter is not an object")),
            ("this", None),
            (r#"{"a":["x"]"#, None),
            (r#"{"a":["x","#, None),
            (r#"{"a":[{"prefix":"x""#, None),
            (r#"{"a":[]'}"#, Some("Empty arrays are not allowed")),
            (r#"{"a":["#, None),
            (r#"{"a":{"#, None),
            (r#"{"a":1]}"#, Some("\"a\" must be an object or an array")),
            (
                r#"{"a":[["x""#,
                Some("Match value must be String, number, true, false, or null"),
            ),
            (r#"{"a":[{"x":1 2}"#, Some("Unrecognized match type x")),
            (r#"{"a":[{"anything-but":["x","#, None),
            (r#"{"a":[{"anything-but":{"prefix":"#, None),
            (r#"{"a":[{"numeric":[">","#, None),
            (
                r#"{"a":[{"numeric":[">","x" 1"#,
                Some("Value of > must be numeric"),
            ),
            (r#"{"$or":[{"a":[1]},"#, None),
            (
                r#"{"$or":[{"a":[1]}],"#,
                Some("There must have at least 2 Objects in $or relationship."),
            ),
        ] {
            let error = Rule::read(text, Profile::Service(Source::EventBridge)).unwrap_err();
            assert_eq!(error.aws_message(), reason, "{text}");
        }
    }

    #[test]
    fn valid_patterns_are_read_and_lambda_has_one_message_for_all_others() {
        assert!(Rule::read(r#"{"a":["x"]}"#, Profile::Service(Source::EventBridge)).is_ok());
        let refused = Rule::read(r#"{"a":["x"]"#, Profile::Service(Source::Sqs)).unwrap_err();
        assert_eq!(
            refused.aws_message(),
            Some("Invalid filter pattern definition.")
        );
    }

    #[test]
    fn all_errors_are_reported_up_to_a_limit_with_the_same_first() {
        let fields: Vec<String> = (0..30).map(|n| format!(r#""f{n}":{n}"#)).collect();
        let many = format!("{{{}}}", fields.join(","));
        for profile in [
            Profile::Service(crate::Source::Sqs),
            Profile::Service(crate::Source::EventBridge),
            Profile::Ruler,
        ] {
            assert_eq!(Rule::errors(&many, profile).len(), ERRORS_MAX);
            for text in [
                many.as_str(),
                r#"{"a":[{"cidr":"x"}],"b":[]}"#,
                r#"{"$or":[{"a":1},{"b":[]}],"c":[[1]]}"#,
                r#"{"a":[],"b":["x" 1]}"#,
                "",
                "[]",
            ] {
                let errors = Rule::errors(text, profile);
                assert_eq!(
                    errors.first(),
                    Rule::read(text, profile).err().as_ref(),
                    "{text}"
                );
            }
        }
        assert!(Rule::errors(r#"{"a":[1]}"#, Profile::Ruler).is_empty());
    }
}
