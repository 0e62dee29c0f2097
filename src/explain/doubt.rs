//! The tree's remark on a field that AWS's engine may judge differently from tidegate (L0310), if the field decides the
//! alternative.

use tidegate::{FieldExplanation, Outcome};
use tidegate_lint::{Disturbance, disturbance};

/// Returns a phrase for each field; `None` if nothing is in doubt, or if another field decides.
pub(super) fn doubts(fields: &[FieldExplanation]) -> Vec<Option<&'static str>> {
    let is_missed = fields.iter().any(|field| field.outcome.failed());
    let decisive = fields.iter().map(|field| match doubt(field)? {
        Disturbance::MayMatch => Some("AWS's engine may nevertheless match it: L0310"),
        Disturbance::MayMiss if !is_missed => Some("AWS's engine may not match it: L0310"),
        Disturbance::MayMiss => None,
    });
    let phrases: Vec<_> = decisive.collect();
    let mut both = fields.iter().zip(&phrases);
    let is_decided = both.any(|(field, phrase)| field.outcome.failed() && phrase.is_none());
    match is_decided {
        true => vec![None; fields.len()],
        false => phrases,
    }
}

fn doubt(field: &FieldExplanation) -> Option<Disturbance> {
    let is_by_value = matches!(field.outcome, Outcome::Satisfied | Outcome::WrongValue);
    let has_all = field.values.len() == field.value_count;
    (is_by_value && has_all).then(|| disturbance(&field.wanted, &field.values))?
}

/// Returns the reason with the doubt after it.
pub(super) fn reason(field: &FieldExplanation, doubt: Option<&str>) -> Option<String> {
    match (&field.reason, doubt) {
        (Some(reason), Some(doubt)) => Some(format!("{reason}; {doubt}")),
        (None, Some(doubt)) => Some(doubt.to_owned()),
        (reason, None) => reason.clone(),
    }
}

#[cfg(test)]
mod tests {
    use tidegate::{Explainer, Pattern, Profile, Source};

    use super::*;

    fn phrases(pattern: &str, event: &str) -> Vec<Option<&'static str>> {
        let pattern = Pattern::parse(pattern).unwrap();
        let profile = Profile::Service(Source::EventBridge);
        let mut explainer = Explainer::new(&pattern, profile).unwrap();
        let why = explainer.event(event.as_bytes()).unwrap();
        doubts(&why.branches[0].fields)
    }

    #[test]
    fn doubt_is_shown_only_if_it_decides_the_verdict() {
        let list = r#"[{"wildcard":"*.jpg"},{"equals-ignore-case":"order"}]"#;
        let pattern = format!(r#"{{"a":["x"],"k":{list}}}"#);
        let may_match = Some("AWS's engine may nevertheless match it: L0310");
        assert_eq!(
            phrases(&pattern, r#"{"a":"x","k":"xorder"}"#),
            [None, may_match]
        );
        assert_eq!(phrases(&pattern, r#"{"a":"y","k":"xorder"}"#), [None, None]);
        assert_eq!(phrases(&pattern, r#"{"a":"x","k":"order"}"#), [None, None]);
        assert_eq!(phrases(&pattern, r#"{"a":"x"}"#), [None, None]);
        let but =
            r#"{"a":["x"],"k":[{"wildcard":"*.jpg"},{"anything-but":{"equals-ignore-case":"x"}}]}"#;
        let may_miss = Some("AWS's engine may not match it: L0310");
        assert_eq!(phrases(but, r#"{"a":"x","k":"abc"}"#), [None, may_miss]);
        assert_eq!(phrases(but, r#"{"a":"y","k":"abc"}"#), [None, None]);
    }
}
